import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixNodes, keepPromise, openHome } from '../../scripts/home';

const own = readFileSync(join(__dirname, '..', '..', 'network', 'topology.yaml'), 'utf8');
const bank = '\n  - { name: bank, kind: lender, confers: [lender], ports: 7500, orderers: 0 }\n';
const folder = mkdtempSync(join(tmpdir(), 'roadbook-home-'));

beforeAll(() => {
  process.env.ROADBOOK_HOME = join(folder, 'home');
  process.env.ROADBOOK_TOPOLOGY = join(folder, 'topology.yaml');
  keepPromise(homeWith(own));
  mkdirSync(join(folder, 'home', 'channel'));
  writeFileSync(join(folder, 'home', 'channel', 'genesis.block'), '');
});
afterAll(() => {
  for (const name of ['ROADBOOK_HOME', 'ROADBOOK_TOPOLOGY']) delete process.env[name];
});
afterEach(() => {
  delete process.env.ROADBOOK_ORGANISATIONS;
});

function homeWith(text: string) {
  writeFileSync(join(folder, 'topology.yaml'), text);
  return openHome();
}

test('a founded network may grow, and what was never on the channel may go again', () => {
  expect(() => keepPromise(homeWith(own + bank))).not.toThrow();
  expect(() =>
    keepPromise(homeWith(own.replace('ports: 7100', 'ports: 7100\n    peers: 2\n    orderers: 2'))),
  ).not.toThrow();
  expect(() => keepPromise(homeWith(own))).not.toThrow();
});

test.each([
  [
    'an organisation taken out',
    (text: string) =>
      text.slice(0, text.indexOf('  - name: registry')).replace('7100', '7100\n    orderers: 2'),
    /registry is an organisation of the running channel/,
  ],
  [
    'moved ports',
    (text: string) => text.replace('ports: 7200', 'ports: 7800'),
    /orderer0.lender is on the channel with port 7210; the topology now says 7810/,
  ],
  [
    'a node taken out',
    (text: string) =>
      text
        .replace('ports: 7100', 'ports: 7100\n    orderers: 2')
        .replace('ports: 7200', 'ports: 7200\n    orderers: 0'),
    /orderer0.lender is on the channel, and the topology no longer has it/,
  ],
  [
    'another batch interval',
    (text: string) => text.replace('batchInterval: 100ms', 'batchInterval: 1s'),
    /founded with batchInterval "100ms"/,
  ],
])('%s is refused once the network is founded', (_, change, message) => {
  expect(() => keepPromise(homeWith(change(own)))).toThrow(message);
});

test('an organisation that the channel knows stays', () => {
  const home = homeWith(own + bank);
  for (const org of home.topology.organisations) fixNodes(home, org);
  expect(() => keepPromise(homeWith(own))).toThrow(/bank is an organisation of the running channel/);
});

test('a machine runs the organisations that it is told, all if none', () => {
  expect(homeWith(own).here).toHaveLength(4);
  process.env.ROADBOOK_ORGANISATIONS = 'lender,registry';
  expect(homeWith(own).here.map(({ name }) => name)).toEqual(['lender', 'registry']);
  process.env.ROADBOOK_ORGANISATIONS = 'leander';
  expect(() => homeWith(own)).toThrow(/names leander, which is not in the topology/);
});

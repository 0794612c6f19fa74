import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTopology } from '../../network/topology';

const own = join(__dirname, '..', '..', 'network', 'topology.yaml');
const changed = (change: (text: string) => string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'roadbook-topology-')), 'topology.yaml');
  writeFileSync(path, change(readFileSync(own, 'utf8')));
  return path;
};
const portsOf = (offset: number) =>
  readTopology(own, offset).organisations.flatMap((org) =>
    [org.ca, ...org.orderers, ...org.peers].flatMap((node) => [node.port, node.opsPort, node.adminPort]),
  );

test('four organisations run one authority, one orderer and one peer each', () => {
  const { organisations } = readTopology(own, 0);
  expect(organisations.map((org) => org.name)).toEqual(['manufacturer', 'lender', 'insurer', 'registry']);
  for (const org of organisations) expect([org.orderers.length, org.peers.length]).toEqual([1, 1]);
});

test('no two listeners share a port, and an offset moves them all', () => {
  const ports = portsOf(0);
  expect(new Set(ports).size).toBe(ports.length);
  expect(portsOf(1000)).toEqual(ports.map((port) => port + 1000));
});

test('fewer than four orderers are refused, with the cure', () => {
  const three = changed((text) => text.slice(0, text.indexOf('  - name: registry')));
  expect(() => readTopology(three, 0)).toThrow(/3 orderers; BFT ordering needs at least 4.*"orderers: 2"/s);
});

test('an organisation may run several orderers instead', () => {
  const three = changed((text) =>
    text.slice(0, text.indexOf('  - name: registry')).replace('ports: 7100', 'ports: 7100\n    orderers: 2'),
  );
  const [first] = readTopology(three, 0).organisations;
  expect(first?.orderers.map((node) => node.host)).toEqual([
    'orderer0.manufacturer.roadbook.test',
    'orderer1.manufacturer.roadbook.test',
  ]);
});

test.each([
  ['a misspelt field', (text: string) => text.replace('batchInterval', 'batchIntervall'), /batchIntervall/],
  ['shared ports', (text: string) => text.replace('7200', '7100'), /share their ports/],
  ['shared names', (text: string) => text.replace('name: lender', 'name: insurer'), /share their name/],
  [
    'a founder that is no registry',
    (text: string) => `${text}\nfounder: lender\n`,
    /the founder lender is no registry/,
  ],
  ['a name with a slash', (text: string) => text.replace('name: lender', 'name: ../lender'), /lower case/],
])('%s is refused', (_, change, message) => {
  expect(() => readTopology(changed(change), 0)).toThrow(message);
});

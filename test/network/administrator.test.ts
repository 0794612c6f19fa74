import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { NetworkNode, Organisation } from '../../network/topology';
import { participation } from '../../scripts/channel/channel';
import { writeNodeConfig } from '../../scripts/node/config';
import { deployments } from '../../scripts/chaincode/deployed';
import { programs } from '../../scripts/node/fabric';
import { openHome } from '../../scripts/home';
import { adminDirectory, caOf } from '../../scripts/identity/files';
import { lastConfiguration, openLine } from '../../scripts/chaincode/lifecycle';
import { raise, ready } from '../../scripts/node/network';
import { end, launch, running } from '../../scripts/node/processes';
import { describeRevoked, revoke } from '../../scripts/identity/revocation';
import { restartNodes } from '../../scripts/node/restart';
import { suspensionLook } from '../../scripts/health/suspension';
import { asked, snapshot } from './rawdoor';
import { installed, statusAt, tlsKey } from './nodedoor';
import { identityOf } from './toy';
import { realWorld } from './world';

jest.setTimeout(300_000);
const world = realWorld();
afterAll(() => world.close());

const home = () => process.env['ROADBOOK_HOME'] ?? '';
function nodesOf(name: string): { org: Organisation; orderer: NetworkNode; peer: NetworkNode } {
  const org = openHome().topology.organisations.find((one) => one.name === name);
  const [orderer, peer] = [org?.orderers[0], org?.peers[0]];
  if (!org || !orderer || !peer) throw new Error(`no ${name} with an orderer and a peer`);
  return { org, orderer, peer };
}

const REFUSED = /access denied|invalid creator|not valid|malformed|FORBIDDEN|ACCESS_DENIED|permission/i;
/** The other side ended the connection for the certificate. */
const NO_TLS = /alert|ECONNRESET|EPIPE|hang up/;

const channelsAt = ({ adminPort }: NetworkNode) => `https://127.0.0.1:${adminPort}/participation/v1/channels`;
const logAt = ({ opsPort }: NetworkNode) => `https://127.0.0.1:${opsPort}/logspec`;
const own = (node: NetworkNode) =>
  tlsKey(join(openHome().node(node), 'administration'), 'cert.pem', 'key.pem');

/** The key of the chaincode process, which the same TLS authority certified. */
function chaincodeKey(org: string) {
  const [deployed] = Object.values(deployments(openHome()));
  const label = deployed?.packed.label ?? '';
  return tlsKey(join(openHome().organisation(org), 'chaincode', label, 'server'), 'server.crt', 'server.key');
}

test('a node is administered with its own key alone, not with what the TLS authority certified', async () => {
  const { org, orderer, peer } = nodesOf('insurer');
  const { tlsCaFile } = caOf(openHome(), org);
  const others = [
    chaincodeKey(org.name),
    tlsKey(join(openHome().node(peer), 'tls'), 'server.crt', 'server.key'),
    own(nodesOf('lender').orderer),
  ];
  expect(await statusAt(channelsAt(orderer), tlsCaFile, own(orderer))).toBe(200);
  for (const other of [...others, own(peer), undefined])
    expect(await statusAt(channelsAt(orderer), tlsCaFile, other)).toMatch(NO_TLS);
  for (const node of [orderer, peer]) {
    expect(await statusAt(logAt(node), tlsCaFile, own(node))).toBe(200);
    expect(await statusAt(logAt(node), tlsCaFile)).toBe(401);
    for (const other of others) expect(await statusAt(logAt(node), tlsCaFile, other)).toMatch(NO_TLS);
    const keyFile = join(openHome().node(node), 'administration', 'key.pem');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  }
  // As a client written in Go does it, which chooses by what the orderer says that it takes.
  const osnadmin = join(dirname((await programs()).orderer), 'osnadmin');
  const folder = join(openHome().node(orderer), 'administration');
  const files = [
    '--ca-file',
    tlsCaFile,
    '--client-cert',
    join(folder, 'cert.pem'),
    '--client-key',
    join(folder, 'key.pem'),
  ];
  const { stdout } = await promisify(execFile)(osnadmin, [
    ...['channel', 'list', '-o', `127.0.0.1:${orderer.adminPort}`],
    ...files,
  ]);
  expect(stdout).toMatch(/Status: 200/);
});

test('an administrator’s key is taken back at every door, also where no channel is asked, and another one goes on', async () => {
  const place = openHome();
  const { org: maker, orderer, peer } = nodesOf('manufacturer');
  const { tlsCaFile } = caOf(place, maker);
  const stolen = identityOf(home(), maker.name, 'admin');
  const stolenKeys = [own(orderer), own(peer)];
  const chaincode = () =>
    Object.values(deployments(place)).map(({ packed }) => running(place, `${packed.name}.${maker.name}`));
  const before = chaincode();
  expect(await installed(home(), stolen, maker.name)).toBe('SUCCESS');
  expect(await statusAt(channelsAt(orderer), tlsCaFile, stolenKeys[0])).toBe(200);

  const done = await revoke(place, await programs(), maker, 'admin');
  expect(done).toMatchObject({ told: true, restarted: ['orderer0.manufacturer', 'peer0.manufacturer'] });
  expect(describeRevoked(done, 0)).toContain('started anew');
  expect(chaincode()).toEqual(before);

  const fresh = identityOf(home(), maker.name, 'admin');
  expect(fresh.cert).not.toBe(stolen.cert);
  expect(await installed(home(), stolen, maker.name)).toMatch(REFUSED);
  expect(await snapshot(home(), stolen, maker.name)).toMatch(REFUSED);
  expect(await installed(home(), fresh, maker.name)).toBe('SUCCESS');
  for (const key of [...stolenKeys, chaincodeKey(maker.name)])
    expect(await statusAt(channelsAt(orderer), tlsCaFile, key)).toMatch(NO_TLS);
  expect(await statusAt(channelsAt(orderer), tlsCaFile, own(orderer))).toBe(200);
  expect(await statusAt(logAt(peer), tlsCaFile, stolenKeys[1])).toMatch(NO_TLS);
  await refusedSoon(
    async () => (await asked(home(), stolen, 'registry', 'cscc', 'GetConfigBlock', 'roadbook')).said,
  );
  const line = openLine(place, maker);
  await lastConfiguration(place, line);
  line.close();
  const plant = (await world.be('manufacturer/plant', 'manufacturer')).on;
  expect(await plant.member.whoAmI({})).toMatchObject({ member: 'manufacturer/plant' });
  await expect(revoke(place, await programs(), maker, 'peer0')).rejects.toThrow('is a node');
  await expect(revoke(place, await programs(), maker, 'nobody')).rejects.toThrow('knows no nobody');
});

/**
 * A peer refuses from the block on that tells it; it may have it a moment later than the one that was asked.
 */
async function refusedSoon(ask: () => Promise<string>): Promise<void> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const answer = await ask();
    if (answer !== 'SUCCESS') return expect(answer).toMatch(REFUSED);
    await sleep(250);
  }
  throw new Error('it is still answered');
}

test('an orderer that a release before started is asked as before, and has a key of its own from its next start on', async () => {
  const place = openHome();
  const { org, orderer, peer } = nodesOf('lender');
  const { tlsCaFile } = caOf(place, org);
  const cwd = place.node(orderer);
  const shared = join(adminDirectory(place, org), 'tls');
  const now = running(place, orderer.id);
  if (!now) throw new Error('the orderer does not run');
  await end(place, now);
  writeNodeConfig(place, orderer);
  const config = join(cwd, 'orderer.yaml');
  const older = readFileSync(config, 'utf8').replaceAll(
    join(cwd, 'administration', 'cert.pem'),
    join(cwd, 'tls', 'ca.crt'),
  );
  writeFileSync(config, older, { mode: 0o600 });
  rmSync(join(cwd, 'administration'), { recursive: true });
  mkdirSync(shared, { recursive: true });
  for (const file of ['server.crt', 'server.key'])
    cpSync(join(place.node(peer), 'tls', file), join(shared, file));
  const env = { PATH: process.env['PATH'] ?? '', FABRIC_CFG_PATH: cwd, FABRIC_LOGGING_SPEC: 'warn' };
  launch(place, { id: orderer.id, command: (await programs()).orderer, args: [], env, cwd });
  await ready(place, org, orderer);

  const known = tlsKey(shared, 'server.crt', 'server.key');
  expect(await statusAt(channelsAt(orderer), tlsCaFile, chaincodeKey(org.name))).toBe(200);
  expect(await participation(place, org, orderer)).toMatchObject({ status: 'active' });
  await raise(place, await programs());
  expect(existsSync(shared)).toBe(true);

  expect(await restartNodes(place, await programs(), org)).toEqual(['orderer0.lender', 'peer0.lender']);
  expect(existsSync(shared)).toBe(false);
  expect(await participation(place, org, orderer)).toMatchObject({ status: 'active' });
  for (const key of [known, chaincodeKey(org.name)])
    expect(await statusAt(channelsAt(orderer), tlsCaFile, key)).toMatch(NO_TLS);
});

test('the doctor tells which organisation is suspended, by whom, and how it ends', async () => {
  const registrar = (await world.be('registry/registrar', 'registrar')).on;
  await registrar.member.suspend({ party: 'insurer' });
  try {
    expect(await suspensionLook(openHome())).toEqual([
      expect.objectContaining({
        state: 'warning',
        what: expect.stringContaining('insurer is suspended by registry/registrar'),
        cure: expect.stringContaining('member.reinstate'),
      }),
    ]);
  } finally {
    await registrar.member.reinstate({ party: 'insurer' });
  }
  expect(await suspensionLook(openHome())).toMatchObject([{ state: 'well' }]);
});

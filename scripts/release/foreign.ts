import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { build, cached, former } from '../before/fabric';
import { collectionsOf, packForeign } from '../chaincode/foreign';
import { Fault } from '../fault';
import { repository } from '../home';
import { answer, faint, say, seconds, step } from '../say';
import { listens } from './listening';
import { RaftNetwork } from './raft';
import type { Node } from './raftchannel';
import { tradeOver } from './trade';

const SERVICE = 90;

/**
 * Plays docs/your-fabric.md: a Fabric 2.5 network with Raft under other people's names, on which one organisation runs our
 * chaincode as a service and the other lets its peer run it; and a piece of a car's life over common connection profiles.
 */
export async function foreign(json: boolean, keeps: boolean): Promise<void> {
  const began = performance.now();
  const place = mkdtempSync(join(tmpdir(), 'roadbook-foreign-'));
  const network = new RaftNetwork(
    place,
    await programs(),
    20_000 + Number(process.env['ROADBOOK_PORT_OFFSET'] ?? 9_000),
  );
  // Peers start the chaincode of one organisation themselves, with the Node of this process.
  process.env['PATH'] = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  try {
    await step('found a network of Fabric 2.5.9 with three Raft orderers, Org1MSP and Org2MSP', () =>
      network.found(),
    );
    await step('install our two packages, approve and commit', () => deploy(network, place));
    const played = await step('a piece of a car’s life over common connection profiles', () =>
      tradeOver(network, profilesIn(network, place)),
    );
    answer(json, { ok: true, played, ...(keeps && { place }) }, () =>
      [...played, `well, in ${seconds(began)}${keeps ? `; everything is in ${place}` : ''}`].join('\n'),
    );
  } catch (error) {
    for (const name of ['peer1', 'peer2', 'service']) {
      const last = await Promise.resolve(name)
        .then(network.lastOf)
        .catch(() => '');
      if (last !== '') say(faint(`${name}: ${last}`));
    }
    throw error;
  } finally {
    await network.end();
    if (!keeps) rmSync(place, { recursive: true, force: true });
  }
}

async function programs(): Promise<string> {
  const trouble = cached(former) ? undefined : await build(former, repository, (line) => say(faint(line)));
  if (trouble) throw new Fault(trouble.what, trouble.cure);
  return cached(former) ?? '';
}

/** The first organisation runs the chaincode as a service, the peer of the second runs it by itself. */
async function deploy(network: RaftNetwork, place: string): Promise<void> {
  const [first, second] = network.peers as readonly [Node, Node];
  const port = first.port + SERVICE;
  const common = { name: 'roadbook', founder: first.mspId };
  const service = packForeign({ ...common, builder: 'ccaas', address: `{{.peername}}:${port}` });
  const hosted = packForeign({ ...common, builder: 'node' });
  const collections = join(place, 'collections.json');
  writeFileSync(collections, JSON.stringify(collectionsOf(network.orgs)));
  for (const [peer, { label, bytes }] of [
    [first, service],
    [second, hosted],
  ] as const) {
    const file = join(place, `${label}-${peer.name}.tgz`);
    writeFileSync(file, bytes);
    await network.asAdmin(peer, ['lifecycle', 'chaincode', 'install', file, '--connTimeout', '300s']);
  }
  serve(network, place, hosted.bytes, { id: service.packageId, port, mspId: first.mspId });
  const [orderer] = network.orderers as readonly [Node];
  const channel = [
    '-o',
    `localhost:${orderer.port}`,
    '--tls',
    '--cafile',
    join(orderer.folder, 'tls', 'ca.crt'),
    '--channelID',
    network.channel,
  ];
  const definition = [
    '--name',
    'roadbook',
    '--version',
    '1',
    '--sequence',
    '1',
    '--collections-config',
    collections,
  ];
  for (const [peer, { packageId }] of [
    [first, service],
    [second, hosted],
  ] as const)
    await network.asAdmin(peer, [
      'lifecycle',
      'chaincode',
      'approveformyorg',
      ...channel,
      ...definition,
      '--package-id',
      packageId,
    ]);
  const peers = network.peers.flatMap(({ port: at, folder }) => [
    ...['--peerAddresses', `localhost:${at}`, '--tlsRootCertFiles', join(folder, 'tls', 'ca.crt')],
  ]);
  await listens(port);
  await network.asAdmin(first, ['lifecycle', 'chaincode', 'commit', ...channel, ...definition, ...peers]);
}

/** As an image would: unpack, install without what only developers need, serve. */
function serve(
  network: RaftNetwork,
  place: string,
  bytes: Buffer,
  { id, port, mspId }: { readonly id: string; readonly port: number; readonly mspId: string },
): void {
  const folder = join(place, 'service');
  mkdirSync(folder);
  execFileSync('tar', ['-xzf', '-', '-C', folder, 'code.tar.gz'], { input: bytes });
  execFileSync('tar', ['-xzf', join(folder, 'code.tar.gz'), '-C', folder]);
  const cwd = join(folder, 'src');
  execFileSync('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline', '--silent'], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const told = {
    CHAINCODE_SERVER_ADDRESS: `127.0.0.1:${port}`,
    CHAINCODE_ID: id,
    CORE_PEER_LOCALMSPID: mspId,
  };
  network.start('service', 'npm', ['run', 'serve'], told, cwd);
}

/** As Fabric's own tools write them: one in JSON with the certificates in it, one in YAML that names files. */
function profilesIn({ peers, orgs }: RaftNetwork, place: string): readonly [string, string] {
  const profileOf = (own: string, roots: (peer: Node) => object) => ({
    ...{ name: `trade-${own}`, version: '1.0.0', client: { organization: own.replace('MSP', '') } },
    organizations: Object.fromEntries(
      peers.map(({ mspId, name }) => [mspId.replace('MSP', ''), { mspid: mspId, peers: [name] }]),
    ),
    peers: Object.fromEntries(
      peers.map((peer) => [
        peer.name,
        {
          url: `grpcs://localhost:${peer.port}`,
          tlsCACerts: roots(peer),
          grpcOptions: { 'ssl-target-name-override': 'localhost' },
        },
      ]),
    ),
  });
  const [json, yaml] = [join(place, 'connection-org1.json'), join(place, 'connection-org2.yaml')];
  const pem = ({ folder }: Node) => ({
    pem: execFileSync('cat', [join(folder, 'tls', 'ca.crt')], { encoding: 'utf8' }),
  });
  writeFileSync(json, JSON.stringify(profileOf(orgs[0], pem)));
  writeFileSync(yaml, stringify(profileOf(orgs[1], ({ name }) => ({ path: join(name, 'tls', 'ca.crt') }))));
  return [json, yaml];
}

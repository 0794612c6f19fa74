import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { writeCaConfig, writeChannelConfig, writeNodeConfig } from '../../scripts/node/config';
import { openHome } from '../../scripts/home';
import { caOf } from '../../scripts/identity/files';
import { profileOf } from '../../scripts/identity/profile';

/** The network of the topology, whose nodes find one another so. */
function homeWith(endpoints: 'loopback' | 'names') {
  const folder = mkdtempSync(join(tmpdir(), 'roadbook-names-'));
  const text = readFileSync(join(__dirname, '..', '..', 'network', 'topology.yaml'), 'utf8');
  writeFileSync(join(folder, 'topology.yaml'), text.replace(/^endpoints: .*$/m, `endpoints: ${endpoints}`));
  process.env.ROADBOOK_HOME = join(folder, 'home');
  process.env.ROADBOOK_TOPOLOGY = join(folder, 'topology.yaml');
  return openHome();
}
afterEach(() => {
  delete process.env.ROADBOOK_HOME;
  delete process.env.ROADBOOK_TOPOLOGY;
});
const read = (...path: string[]) => parse(readFileSync(join(...path), 'utf8'));

/** What one organisation's nodes and clients are told of addresses. */
function addressesOf(endpoints: 'loopback' | 'names') {
  const home = homeWith(endpoints);
  const { organisations } = home.topology;
  const lender = organisations.find(({ name }) => name === 'lender');
  const [peer, orderer] = [lender?.peers[0], lender?.orderers[0]];
  if (!lender || !peer || !orderer) throw new Error('the topology has no lender with a peer and an orderer');
  for (const node of [peer, orderer]) writeNodeConfig(home, node);
  writeCaConfig(home, lender.ca, 'secret');
  writeChannelConfig(home, home.root, organisations, true);
  const core = read(home.node(peer), 'core.yaml');
  const ordering = read(home.node(orderer), 'orderer.yaml');
  const authority = read(home.node(lender.ca), 'fabric-ca-server-config.yaml');
  const { Orderer, Application } = read(home.root, 'configtx.yaml').Profiles.Roadbook;
  const described = Application.Organizations.find(({ Name }: { Name: string }) => Name === 'lender');
  const profile = profileOf(home, lender);
  return {
    peer: [core.peer.listenAddress, core.peer.address],
    gossip: ['bootstrap', 'endpoint', 'externalEndpoint'].map((field) => core.peer.gossip[field]),
    orderer: [ordering.General.ListenAddress, ordering.General.ListenPort],
    administration: [
      core.operations.listenAddress,
      ordering.Operations.ListenAddress,
      ordering.Admin.ListenAddress,
    ],
    authority: [authority.address, authority.csr.hosts, caOf(home, lender).url],
    channel: [described.OrdererEndpoints, described.AnchorPeers],
    consenters: Orderer.ConsenterMapping.map(
      ({ Host, Port }: { Host: string; Port: number }) => `${Host}:${Port}`,
    ),
    clients: profile.peers.slice(0, 1).map(({ address, serverName }) => [address, serverName]),
  };
}

const at = (kind: string, org = 'lender') => `${kind}.${org}.roadbook.test`;
const orderers = [
  ['manufacturer', 7110],
  ['lender', 7210],
  ['insurer', 7310],
  ['registry', 7410],
] as const;

test('by name, nodes and clients are told the stable names, and only administration stays on the machine', () => {
  expect(addressesOf('names')).toEqual({
    peer: ['0.0.0.0:7240', `${at('peer0')}:7240`],
    gossip: Array(3).fill(`${at('peer0')}:7240`),
    orderer: ['0.0.0.0', 7210],
    administration: ['127.0.0.1:7241', '127.0.0.1:7211', '127.0.0.1:7212'],
    authority: ['0.0.0.0', [at('ca'), 'localhost', '127.0.0.1'], `https://${at('ca')}:7201`],
    channel: [[`${at('orderer0')}:7210`], [{ Host: at('peer0'), Port: 7240 }]],
    consenters: orderers.map(([org, port]) => `${at('orderer0', org)}:${port}`),
    clients: [[`${at('peer0')}:7240`, at('peer0')]],
  });
});

test('on loopback, nothing listens to other machines and nothing needs a name server', () => {
  expect(addressesOf('loopback')).toEqual({
    peer: ['127.0.0.1:7240', 'localhost:7240'],
    gossip: Array(3).fill('localhost:7240'),
    orderer: ['127.0.0.1', 7210],
    administration: ['127.0.0.1:7241', '127.0.0.1:7211', '127.0.0.1:7212'],
    authority: ['127.0.0.1', [at('ca'), 'localhost', '127.0.0.1'], 'https://127.0.0.1:7201'],
    channel: [['localhost:7210'], [{ Host: 'localhost', Port: 7240 }]],
    consenters: orderers.map(([, port]) => `localhost:${port}`),
    clients: [['127.0.0.1:7240', at('peer0')]],
  });
});

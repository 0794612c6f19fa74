import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProfileInvalid, readProfile } from '@roadbook/gateway';
import { stringify } from 'yaml';

const PEM = '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n';
/** As test-network of fabric-samples writes it (organizations/ccp-template.json), with a second organisation. */
const common = {
  ...{ name: 'test-network-org1', version: '1.0.0' },
  client: { organization: 'Org1', connection: { timeout: { peer: { endorser: '300' } } } },
  organizations: {
    Org2: { mspid: 'Org2MSP', peers: ['peer0.org2.example.com'] },
    Org1: {
      mspid: 'Org1MSP',
      peers: ['peer0.org1.example.com'],
      certificateAuthorities: ['ca.org1.example.com'],
    },
  },
  peers: {
    'peer0.org1.example.com': {
      url: 'grpcs://localhost:7051',
      tlsCACerts: { pem: PEM },
      grpcOptions: {
        'ssl-target-name-override': 'peer0.org1.example.com',
        hostnameOverride: 'peer0.org1.example.com',
      },
    },
    'peer0.org2.example.com': {
      url: 'grpcs://peer0.org2.example.com:9051',
      tlsCACerts: { path: 'tls/ca.crt' },
    },
  },
  certificateAuthorities: { 'ca.org1.example.com': { url: 'https://localhost:7054', caName: 'ca-org1' } },
};
const folder = mkdtempSync(join(tmpdir(), 'roadbook-common-'));
const written = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const right = (base: string) => ({
  ...{ version: 1, org: 'Org1MSP', mspId: 'Org1MSP', channel: 'mychannel', chaincode: 'roadbook' },
  peers: [
    {
      ...{ org: 'Org1MSP', name: 'peer0.org1.example.com', address: 'localhost:7051' },
      ...{ serverName: 'peer0.org1.example.com', tlsCaPem: PEM },
    },
    {
      ...{ org: 'Org2MSP', name: 'peer0.org2.example.com', address: 'peer0.org2.example.com:9051' },
      ...{ serverName: 'peer0.org2.example.com', tlsCaFile: join(base, 'tls/ca.crt') },
    },
  ],
});

test.each([
  ['JSON', 'org1.json', JSON.stringify(common)],
  ['YAML', 'org1.yaml', stringify(common)],
  ['JSON after a byte order mark', 'bom.json', `\uFEFF${JSON.stringify(common)}`],
])('F9, a common connection profile in %s, own peers first', (_, name, text) =>
  expect(readProfile(written(name, text), { channel: 'mychannel' })).toEqual(right(folder)),
);

test('F9, the channel and the chaincode may be said, or the only channel of the profile counts', () => {
  const named = { ...common, channels: { trade: { peers: {} } } };
  expect(readProfile(named)).toMatchObject({ channel: 'trade', chaincode: 'roadbook' });
  expect(readProfile(named, { channel: 'other', chaincode: 'cars' })).toMatchObject({
    channel: 'other',
    chaincode: 'cars',
  });
});

const peer = common.peers['peer0.org1.example.com'];
const withPeer = (changed: object) => ({
  ...common,
  peers: { ...common.peers, 'peer0.org1.example.com': changed },
});
test.each([
  ['no channel', common, undefined, 'channel'],
  ['two channels', { ...common, channels: { a: {}, b: {} } }, undefined, 'channel'],
  [
    'a peer without TLS',
    withPeer({ ...peer, url: 'grpc://localhost:7051' }),
    'c',
    'peers.peer0.org1.example.com.url',
  ],
  ['a peer that is not described', { ...common, peers: {} }, 'c', 'peers.peer0.org1.example.com.url'],
  ['no certificate authority', withPeer({ url: peer.url }), 'c', 'peers.peer0.org1.example.com.tlsCACerts'],
  ['no MSP id', { ...common, organizations: { Org1: { peers: [] } } }, 'c', 'organizations.Org1.mspid'],
  [
    'an own organisation that is not there',
    { ...common, client: { organization: 'Org3' } },
    'c',
    'client.organization',
  ],
  [
    'no peer of the own organisation',
    { ...common, organizations: { Org1: { mspid: 'Org1MSP' } } },
    'c',
    'peers',
  ],
])('F9, %s is refused by its field', (_, profile, channel, field) => {
  expect(() => readProfile(profile, channel === undefined ? {} : { channel })).toThrow(
    expect.objectContaining({ name: ProfileInvalid.name, field }),
  );
});

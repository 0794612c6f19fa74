import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProfileInvalid, readProfile } from '@roadbook/gateway';
import { peerOf } from './boundary';

const good = {
  version: 1,
  org: 'lender',
  mspId: 'lender',
  channel: 'roadbook',
  chaincode: 'roadbook',
  peers: [peerOf('lender')],
};
const { channel: _channel, ...noChannel } = good;

const refusal = (profile: string | object): ProfileInvalid => {
  try {
    readProfile(profile);
  } catch (error) {
    if (error instanceof ProfileInvalid) return error;
  }
  throw new Error('the profile was taken');
};

test.each([
  ['a version of the future', { ...good, version: 2 }, 'version', 'this library reads version 1'],
  ['no channel', noChannel, 'channel', 'correct the field'],
  ['no peers', { ...good, peers: [] }, 'peers', 'list at least one peer'],
  [
    'an address with a scheme',
    { ...good, peers: [{ ...peerOf('lender'), address: 'https://a:1' }] },
    'peers.0.address',
    'host:port',
  ],
  ['a misspelt field', { ...good, chanel: 'x' }, 'chanel', 'correct the field'],
  [
    'only peers of others',
    { ...good, peers: [peerOf('insurer')] },
    'peers',
    'name a peer of the own organisation first',
  ],
  ['a missing file', '/nowhere/profile.json', 'file', 'start the network'],
])('%s is refused with the field and the cure', (_title, profile, field, cure) => {
  const error = refusal(profile);
  expect(error.field).toBe(field);
  expect(error.message).toContain(error.cure);
  expect(error.cure.toLowerCase()).toContain(cure);
});

test('files of a profile are meant relative to it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'roadbook-profile-'));
  const file = join(directory, 'lender.json');
  writeFileSync(file, JSON.stringify({ ...good, users: 'users' }));
  const profile = readProfile(file);
  expect(profile.users).toBe(join(directory, 'users'));
  expect(profile.peers[0]?.tlsCaFile).toBe(join(directory, 'ca.pem'));
  rmSync(directory, { recursive: true });
});

test('a file that is not JSON is refused as such', () => {
  const directory = mkdtempSync(join(tmpdir(), 'roadbook-profile-'));
  const file = join(directory, 'lender.json');
  writeFileSync(file, '{');
  expect(refusal(file).cure).toBe('Write one JSON object, or YAML in a file that ends in .yaml.');
  rmSync(directory, { recursive: true });
});

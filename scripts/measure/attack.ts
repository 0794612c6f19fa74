import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, type Contract, hash } from '@hyperledger/fabric-gateway';
import { lowS } from '@roadbook/gateway';
import { openHome } from '../home';
import { profileOf } from '../profile';
import { bodies } from './bytes';
import { numbers } from './row';

/** What one attacker has: a token of a server, or a certificate and the peers of the network. */
export type Means = { readonly url: string; readonly token: string } | { readonly org: string; readonly user: string };

/** Under way at once: one that sends with all its strength. */
const AT_ONCE = 64;

/** Sent again and again without being made anew: the attacker has other things to do. */
const made = bodies.filter(({ taken }) => !taken).map((one) => ({ ...one, bytes: undefined as Uint8Array | undefined }));

async function withToken(url: string, token: string, at: number): Promise<void> {
  const one = made[at % made.length];
  if (!one) return;
  const [method = 'POST', path = '/'] = one.line.split(' ');
  one.bytes ??= Buffer.from(one.body());
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...one.headers };
  const answered = await fetch(new URL(path, url), { method, headers, body: one.bytes as NonNullable<RequestInit['body']> });
  await answered.arrayBuffer();
}

/** Refused after a million characters were read, and after a list of half a million things was found too long. */
const LARGE = `{"document":{"type":"EPCISDocument","epcisBody":{"eventList":[${'0,'.repeat(490_000)}0]}}}`;
const MANY = `{"items":[${'{},'.repeat(300_000)}{}]}`;

/** Hostile arguments, private facts of another's peer, transactions without the endorsements that they need, and calls in great number. */
async function withCertificate(contract: Contract, at: number): Promise<void> {
  const epc = `urn:epc:id:sgtin:4012345.011111.x${randomBytes(6).toString('hex')}`;
  const facts = { epc, price: { currency: 'EUR', amount: '100' } };
  const kept = { private: JSON.stringify({ salt: randomBytes(16).toString('hex'), facts }) };
  const asked = { arguments: [JSON.stringify({ epc })] };
  switch (at % 8) {
    case 0:
      return void (await contract.evaluate('part:captureDocument', { arguments: [LARGE] }));
    case 1:
      return void (await contract.evaluate('part:captureMany', { arguments: [MANY] }));
    case 2:
    case 3:
      return void (await contract.submitAsync('part:keepPrice', {
        ...asked,
        transientData: kept,
        endorsingOrganizations: ['lender'],
      }));
    case 4:
      return void (await contract.submitAsync('member:whoAmI', { arguments: ['{}'], endorsingOrganizations: ['manufacturer'] }));
    default:
      return void (await contract.evaluate('part:read', asked));
  }
}

/** The contract through every peer of the network. */
function contractsOf(org: string, user: string): Contract[] {
  const home = openHome();
  const organisation = home.topology.organisations.find(({ name }) => name === org);
  const profile = organisation && profileOf(home, organisation);
  if (!profile) throw new Error(`${org} has no peer`);
  const file = (name: string) => readFileSync(join(home.user(org, user), name));
  const key = createPrivateKey(file('key.pem'));
  const identity = { mspId: profile.mspId, credentials: file('cert.pem') };
  const signer = async (message: Uint8Array) => lowS(sign('sha256', message, key));
  return profile.peers.map((peer) => {
    const client = new Client(peer.address, credentials.createSsl(readFileSync(peer.tlsCaFile)), {
      'grpc.ssl_target_name_override': peer.serverName,
    });
    const gateway = connect({ client, identity, hash: hash.none, signer });
    return gateway.getNetwork(profile.channel).getContract(profile.chaincode);
  });
}

/** Attacks until the process is ended; what becomes of a call does not matter to it. */
async function attack(means: Means): Promise<void> {
  const contracts = 'org' in means ? contractsOf(means.org, means.user) : [];
  let count = 0;
  setInterval(() => process.send?.(count), 250);
  const one = async () => {
    const at = count++;
    const contract = contracts[Math.floor(at / 8) % contracts.length];
    if (contract) await withCertificate(contract, at);
    else if ('url' in means) await withToken(means.url, means.token, at);
  };
  await Promise.all(
    numbers(AT_ONCE).map(async () => {
      for (;;) await one().catch(() => sleep(1));
    }),
  );
}

process.once('message', (means: Means) => void attack(means));
process.once('disconnect', () => process.exit());

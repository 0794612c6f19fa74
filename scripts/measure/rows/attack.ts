import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, type Contract, hash } from '@hyperledger/fabric-gateway';
import { lowS, readProfile } from '@roadbook/gateway';
import { openHome } from '../../home';
import { profileFile } from '../../identity/profile';
import { bodies } from './bodies';
import { numbers } from '../row';

/** What one attacker has: a token of a server, or a certificate and the peers of the network; and its line. */
export type Means = (
  | { readonly url: string; readonly token: string }
  | { readonly org: string; readonly user: string }
) & {
  /** Bytes a second that its line carries; as many as it can make if none is stated. */
  readonly line?: number;
};

/** What an attacker says of itself, again and again. */
export type Tally = {
  readonly calls: number;
  /** Seconds of a processor that its own work took. */
  readonly cpu: number;
};

/** Under way at once: one that sends with all its strength. */
const AT_ONCE = 64;
/** The kind of call that is small. */
const SMALL = 5;
/** A call on the wire beside its argument: certificate, signature, headers. */
const AROUND = 2_000;

/** Sent again and again without being made anew or copied: the attacker has other things to do. */
const made = (): {
  readonly line: string;
  readonly bytes: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}[] =>
  bodies.filter(({ taken }) => !taken).map(({ body, ...one }) => ({ ...one, bytes: Buffer.from(body()) }));
const agent = new Agent({ keepAlive: true });

const withToken = (url: string, token: string, { line, bytes, headers }: ReturnType<typeof made>[number]) =>
  new Promise<void>((done, fail) => {
    const [method = 'POST', path = '/'] = line.split(' ');
    const all = {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Content-Length': bytes.length,
      ...headers,
    };
    const call = request(new URL(path, url), { method, agent, headers: all }, (answer) =>
      answer.resume().once('close', done),
    );
    call.once('error', fail).end(bytes);
  });

/**
 * Refused after a million characters were read, and after a list of half a million things was found too long.
 */
const LARGE = `{"document":{"type":"EPCISDocument","epcisBody":{"eventList":[${'0,'.repeat(490_000)}0]}}}`;
const MANY = `{"items":[${'{},'.repeat(300_000)}{}]}`;

/**
 * Hostile arguments, private facts of another's peer, transactions without the endorsements that they need,
 * and calls in great number.
 */
async function withCertificate(contract: Contract, kind: number): Promise<void> {
  const epc = `urn:epc:id:sgtin:4012345.011111.x${randomBytes(6).toString('hex')}`;
  const facts = { epc, price: { currency: 'EUR', amount: '100' } };
  const kept = { private: JSON.stringify({ salt: randomBytes(16).toString('hex'), facts }) };
  const asked = { arguments: [JSON.stringify({ epc })] };
  switch (kind) {
    case 0:
      return void (await contract.evaluate('part:captureDocument', { arguments: [LARGE] }));
    case 1:
      return void (await contract.evaluate('part:captureMany', { arguments: [MANY] }));
    case 2:
    case 3:
      return void (await contract.submitAsync('part:keepPrice', {
        ...asked,
        transientData: kept,
        endorsingOrganizations: [kind === 2 ? 'lender' : 'manufacturer'],
      }));
    case 4:
      return void (await contract.submitAsync('member:whoAmI', {
        arguments: ['{}'],
        endorsingOrganizations: ['manufacturer'],
      }));
    default:
      return void (await contract.evaluate('part:read', asked));
  }
}

/** The contract through every peer of the network. */
function contractsOf(org: string, user: string): Contract[] {
  const home = openHome();
  const organisation = home.topology.organisations.find(({ name }) => name === org);
  const profile = organisation && readProfile(profileFile(home, organisation));
  if (!profile) throw new Error(`${org} has no peer`);
  const file = (name: string) => readFileSync(join(home.user(org, user), name));
  const key = createPrivateKey(file('key.pem'));
  const identity = { mspId: profile.mspId, credentials: file('cert.pem') };
  const signer = async (message: Uint8Array) => lowS(sign('sha256', message, key));
  return profile.peers.map((peer) => {
    const client = new Client(peer.address, credentials.createSsl(readFileSync(peer.tlsCaFile ?? '')), {
      'grpc.ssl_target_name_override': peer.serverName,
    });
    const gateway = connect({ client, identity, hash: hash.none, signer });
    return gateway.getNetwork(profile.channel).getContract(profile.chaincode);
  });
}

/** What is sent waits until the line has carried what was sent before. */
function lineOf(bytesASecond: number | undefined): (bytes: number) => Promise<void> {
  let free = performance.now();
  return async (bytes) => {
    if (bytesASecond === undefined) return;
    const now = performance.now();
    free = Math.max(free, now) + (bytes / bytesASecond) * 1000;
    await sleep(free - now);
  };
}

const argumentOf = (kind: number): number => [LARGE, MANY][kind]?.length ?? 0;

/** Attacks until the process is ended; what becomes of a call does not matter to it. */
async function attack(means: Means): Promise<void> {
  const contracts = 'org' in means ? contractsOf(means.org, means.user) : [];
  const requests = 'url' in means ? made() : [];
  const carry = lineOf(means.line);
  let count = 0;
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    process.send?.({ calls: count, cpu: (user + system) / 1e6 } satisfies Tally);
  }, 250);
  /** Half of it does the worst one by one, the other half small things in great number. */
  const one = async (isSmall: boolean) => {
    const at = count++;
    const contract = contracts[Math.floor(at / 8) % contracts.length];
    if (contract) {
      const kind = isSmall ? SMALL : at % SMALL;
      await carry(AROUND + argumentOf(kind));
      return await withCertificate(contract, kind);
    }
    const hostile = isSmall
      ? { line: 'POST /rooms/member/whoAmI', bytes: Buffer.from('{}') }
      : requests[at % requests.length];
    if (!('url' in means) || !hostile) return;
    await carry(AROUND + hostile.bytes.length);
    await withToken(means.url, means.token, hostile);
  };
  await Promise.all(
    numbers(AT_ONCE).map(async (at) => {
      for (;;) await one(at % 2 === 1).catch(() => sleep(1));
    }),
  );
}

process.once('message', (means: Means) => void attack(means));
process.once('disconnect', () => process.exit());

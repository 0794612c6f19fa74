import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import type { Role } from '@roadbook/chaincode/api';
import { connect, receiptOf, type Roadbook, ServicesOnly } from '@roadbook/gateway';
import { ask } from '../../scripts/identity/ca';
import { openHome } from '../../scripts/home';
import { enrolMember, enrolService, isService } from '../../scripts/identity/identities';
import { caOf } from '../../scripts/identity/files';
import {
  asked,
  type Came,
  fetched,
  listened,
  proposed,
  snapshot,
  type Stream,
  streamed,
  streams,
} from './rawdoor';
import { type Identity, identityOf } from './toy';
import { type RealWorld, realWorld } from './world';

jest.setTimeout(180_000);
const ORGS = ['manufacturer', 'lender', 'insurer', 'registry'] as const;
const DENIED = /access denied|PERMISSION_DENIED/;
const home = () => process.env['ROADBOOK_HOME'] ?? '';
const place = openHome;
const orgOf = (name: string) => {
  const found = place().topology.organisations.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const profile = (org: string) => join(home(), 'profiles', `${org}.json`);

let world: RealWorld;
let last = '';
const people: Record<string, Identity> = {};
const services: Record<string, Identity> = {};
const admins: Record<string, Identity> = {};

beforeAll(async () => {
  world = realWorld();
  const { on: desk } = await world.be('lender/desk', 'lender');
  const suspended = world.fresh('gone');
  await world.be(`lender/${suspended}`, 'owner');
  await desk.member.register({ member: `lender/${suspended}`, role: 'owner' });
  last = receiptOf(await desk.member.suspend({ party: `lender/${suspended}` }))?.txId ?? '';
  const unconferred = world.fresh('self-made');
  await enrolMember(place(), orgOf('lender'), { name: unconferred, role: 'auditor' });
  const own = world.fresh('reader');
  await enrolService(place(), orgOf('insurer'), own);
  for (const [what, org, user] of [
    ['an owner', 'registry', 'owner'],
    ['a suspended member', 'lender', suspended],
    ['a role that nobody conferred', 'lender', unconferred],
    ['staff of a lender', 'lender', 'desk'],
    ['staff of a manufacturer', 'manufacturer', 'plant'],
    ['an auditor', 'registry', 'auditor'],
  ] as const)
    people[what] = identityOf(home(), org, user);
  services['a service enrolled later'] = identityOf(home(), 'insurer', own);
  for (const org of ORGS) {
    services[`the service of ${org}`] = identityOf(home(), org, 'service');
    admins[`the administrator of ${org}`] = identityOf(home(), org, 'admin');
  }
});
afterAll(() => world.close());

type Door = (who: Identity, org: string) => Promise<Came>;
const system: Record<string, readonly [chaincode: string, name: string, ...args: string[]]> = {
  'qscc height': ['qscc', 'GetChainInfo', 'roadbook'],
  'qscc block': ['qscc', 'GetBlockByNumber', 'roadbook', '1'],
  'cscc configuration': ['cscc', 'GetConfigBlock', 'roadbook'],
  'cscc channel': ['cscc', 'GetChannelConfig', 'roadbook'],
};
const doors: Record<string, Door> = {
  'chaincode events': (who, org) => listened(home(), who, org, last),
  'a block by the transaction': (who, org) =>
    asked(home(), who, org, 'qscc', 'GetBlockByTxID', 'roadbook', last),
  'a transaction': (who, org) => asked(home(), who, org, 'qscc', 'GetTransactionByID', 'roadbook', last),
};
for (const [what, [chaincode, name, ...args]] of Object.entries(system)) {
  doors[what] = (who, org) => asked(home(), who, org, chaincode, name, ...args);
  doors[`${what}, past the gateway`] = (who, org) => proposed(home(), who, org, chaincode, name, ...args);
}

/** What somebody was told at the peer of each organisation, where it was not what is expected. */
async function astray(
  everybody: Record<string, Identity>,
  door: Door,
  well: (came: Came) => boolean,
): Promise<string[]> {
  const all = Object.entries(everybody).flatMap(([what, who]) => ORGS.map((org) => ({ what, who, org })));
  const told = await Promise.all(all.map(async (one) => ({ ...one, came: await door(one.who, one.org) })));
  return told
    .filter(({ came }) => !well(came))
    .map(({ what, org, came }) => `${what} at ${org}: ${came.said}`);
}
const refused = ({ said }: Came) => DENIED.test(said);
const answered = ({ said, bytes }: Came) => said === 'SUCCESS' && bytes.length > 0;

test.each(streams)(
  'no single certificate is given %s by any peer: people, services and administrators are refused',
  async (kind: Stream) => {
    const door: Door = (who, org) => streamed(home(), who, org, kind);
    const closed = ({ said, bytes }: Came) => said === 'FORBIDDEN' && bytes.length === 0;
    expect(await astray({ ...people, ...services, ...admins }, door, closed)).toEqual([]);
  },
);

test('orderers give blocks to services, administrators and nodes, and to nobody else', async () => {
  const door: Door = (who, org) => fetched(home(), who, org);
  expect(await astray(people, door, ({ said, bytes }) => said === 'FORBIDDEN' && bytes.length === 0)).toEqual(
    [],
  );
  expect(await astray({ ...services, ...admins }, door, answered)).toEqual([]);
});

test.each(Object.keys(doors))(
  '%s: for services and administrators, at every peer, and not for people',
  async (name) => {
    const door = doors[name] as Door;
    expect(await astray(people, door, refused)).toEqual([]);
    expect(await astray({ ...services, ...admins }, door, answered)).toEqual([]);
  },
);

test('a snapshot is for the administrator of the own peer', async () => {
  const door: Door = async (who, org) => ({ bytes: Buffer.alloc(0), said: await snapshot(home(), who, org) });
  const closed = ({ said }: Came) => said.includes('policy [Admins]') && !said.includes('SUCCESS');
  expect(await astray({ ...people, ...services }, door, closed)).toEqual([]);
  const admin = admins['the administrator of lender'] as Identity;
  for (const org of ORGS.filter((one) => one !== 'lender')) expect(closed(await door(admin, org))).toBe(true);
});

test('people go on calling rooms and hear what became of their transactions', async () => {
  await using desk = await connect({ profile: profile('lender'), user: 'desk' });
  const member = `lender/${world.fresh('ann')}`;
  const { txId = '' } = receiptOf(await desk.member.register({ member, role: 'owner' })) ?? {};
  expect(await desk.outcome(txId)).toMatchObject({ valid: true });
  expect(await desk.member.read({ member })).toMatchObject({ member });
  const dry = await desk.simulate((rooms) => rooms.member.suspend({ party: member }));
  expect(dry).toMatchObject({ compared: false, facts: [{ name: 'PartySuspended' }] });
  expect(dry.writes[0]).not.toHaveProperty('before');
});

test('a program of a person that reads blocks is told at once which identity it needs, and nothing is sent', async () => {
  await using desk = await connect({ profile: profile('lender'), user: 'desk' });
  const told = {
    code: 'SERVICES_ONLY',
    message: expect.stringContaining('lender/desk'),
    cure: expect.stringContaining('service'),
  };
  await expect(desk.explain(last)).rejects.toMatchObject(told);
  await expect(desk.readBlock(0n)).rejects.toThrow(ServicesOnly);
  expect(() => desk.events({ from: 'first' })).toThrow(ServicesOnly);
});

const reads = async (on: Roadbook) => {
  expect(await on.explain(last)).toMatchObject({ txId: last, called: { room: 'member', name: 'suspend' } });
  expect(await on.readBlock(0n)).toBeInstanceOf(Uint8Array);
  for await (const { txId } of on.events({ from: 'first' })) if (txId === last) return;
};

test('a service explains, reads and listens; the rooms know no role of it', async () => {
  await using service = await connect({ profile: profile('registry'), user: 'service' });
  await reads(service);
  await expect(service.member.whoAmI({})).rejects.toMatchObject({ code: 'NO_ROLE' });
});

test('a person with a service beside does both: calls are signed by the one, reading by the other', async () => {
  await using desk = await connect({ profile: profile('lender'), user: 'desk', service: 'service' });
  await reads(desk);
  expect(await desk.member.whoAmI({})).toMatchObject({ member: 'lender/desk' });
});

const unitsOf = (cert: string) =>
  new X509Certificate(cert).subject.split(/\n| \+ /).filter((part) => part.startsWith('OU='));

test('the services’ keys are their owner’s alone, and only who is enrolled as a service has the unit', async () => {
  for (const org of ORGS) {
    expect(unitsOf(identityOf(home(), org, 'service').cert)).toEqual(['OU=client', 'OU=service']);
    expect(statSync(join(home(), 'users', org, 'service', 'key.pem')).mode & 0o777).toBe(0o600);
  }
  const network = place();
  const lender = orgOf('lender');
  const role: Role = 'owner';
  await expect(enrolMember(network, lender, { name: 'service', role })).rejects.toThrow(
    /the organisation itself/,
  );
  await expect(enrolService(network, lender, 'desk')).rejects.toThrow(/enrolled as a person/);
});

test('a request for a certificate that asks for the unit itself does not get it', async () => {
  const network = place();
  const lender = orgOf('lender');
  const name = world.fresh('sly');
  await enrolMember(network, lender, { name, role: 'owner' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const subject = `CN=${name}, OU=service, OU=admin, O=service`;
  const csr = await Pkcs10CertificateRequestGenerator.create({ name: subject, keys, signingAlgorithm });
  const asking = { certificate_request: csr.toString('pem'), profile: '', caname: 'identity' };
  const who = identityOf(home(), 'lender', name);
  type Given = { readonly Cert: string };
  const { Cert } = await ask<Given>(
    caOf(network, lender),
    who,
    'ask slyly',
    'POST',
    '/api/v1/reenroll',
    asking,
  );
  const cert = Buffer.from(Cert, 'base64').toString();
  expect(unitsOf(cert)).toEqual(['OU=client']);
  expect(isService(cert)).toBe(false);
});

test('gossip, which asks no channel, takes nobody but nodes and administrators for a member at the organisation’s own peer', () => {
  const unitsOf = (...path: string[]) =>
    readFileSync(join(home(), 'organisations', ...path, 'msp', 'config.yaml'), 'utf8');
  for (const org of ORGS) {
    expect(unitsOf(org, 'peer0')).not.toContain('ClientOUIdentifier');
    expect(unitsOf(org, 'peer0')).toContain('PeerOUIdentifier');
    expect(unitsOf(org)).toContain('ClientOUIdentifier');
  }
});

import { randomBytes, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createToken, openHome as openServer, serve } from '@roadbook/api';
import { connect } from '@roadbook/gateway';
import type { Organisation } from '../../network/topology';
import { endTokens } from '../../scripts/identity/tokens';
import { enrol, register } from '../../scripts/identity/ca';
import { configurationIn } from '../../scripts/channel/configuration';
import { programs } from '../../scripts/node/fabric';
import { openHome } from '../../scripts/home';
import { enrolMember, enrolService, roleAttribute } from '../../scripts/identity/identities';
import { caOf, registrarOf } from '../../scripts/identity/files';
import { lastConfiguration, openLine } from '../../scripts/chaincode/lifecycle';
import { isPutAway, revocationLook, revoke, revokedIn } from '../../scripts/identity/revocation';
import { eur } from '../../stories/terms';
import { moneyFor } from '../behaviour/sale';
import { asked, fetched } from './rawdoor';
import { type Stamped, stampedClient } from './stamped';
import { identityOf, toy } from './toy';
import { realWorld } from './world';

jest.setTimeout(300_000);
const world = realWorld();
const clients: Stamped[] = [];
const plain = (member: string): Stamped => {
  const client = stampedClient(member);
  clients.push(client);
  return client;
};
afterAll(async () => {
  for (const client of clients) client.close();
  await world.close();
});

const home = () => process.env['ROADBOOK_HOME'] ?? '';
const orgOf = (name: string): Organisation => {
  const found = openHome().topology.organisations.find((org) => org.name === name);
  if (!found) throw new Error(`no ${name} in the topology`);
  return found;
};
const ORGS = ['manufacturer', 'lender', 'insurer', 'registry'] as const;

/** Every word of a failure, the peers' included. */
const said = (error: unknown): string => {
  const { message, details } = error as Error & { details?: readonly { message: string }[] };
  return [message, ...(Array.isArray(details) ? details.map((one) => one.message) : [])].join('; ');
};

/** What a plain client hears that sends a text as it is. */
const answerTo = (org: string, user: string, operation: string, text: string) =>
  toy(home(), identityOf(home(), org, user), async (contract) => {
    const evaluated = contract.evaluate(operation, { arguments: [text] });
    return await evaluated.then(() => 'ANSWERED', said);
  });

test('a suspended or unconferred certificate is refused before its request is looked at', async () => {
  const name = world.fresh('suspended');
  await world.be(`lender/${name}`, 'lender');
  const unconferred = world.fresh('unconferred');
  await enrolMember(openHome(), orgOf('lender'), { name: unconferred, role: 'registrar' });
  const broken = `{"party":"${'x'.repeat(100_000)}`;
  expect(await answerTo('lender', name, 'member:suspend', broken)).toContain('UNREADABLE_REQUEST');
  const registrar = (await world.be('registry/registrar', 'registrar')).on;
  await registrar.member.suspend({ party: `lender/${name}` });
  for (const text of [broken, '', '[]', '{"a":'.repeat(10_000)])
    for (const operation of ['member:suspend', 'payment:transferMany', 'part:capture']) {
      const answers = await Promise.all([
        answerTo('lender', name, operation, text),
        answerTo('lender', unconferred, operation, text),
      ]);
      expect(answers.map((answer) => /UNREADABLE|INVALID/.test(answer))).toEqual([false, false]);
      expect(answers[0]).toContain('SUSPENDED');
      expect(answers[1]).toContain('ROLE_NOT_CONFERRED');
    }
  const desk = (await world.be('lender/desk', 'lender')).on;
  await expect(desk.member.reinstate({ party: `lender/${name}` })).rejects.toMatchObject({
    code: 'SUSPENDED_BY_OTHERS',
  });
  await registrar.member.reinstate({ party: `lender/${name}` });
  expect(await answerTo('lender', name, 'member:whoAmI', '{}')).toBe('ANSWERED');
});

test('a payment whose id somebody took from the proposal is made when it is sent again', async () => {
  const [OWNER, THIEF] = ['registry/owner', 'registry/buyer'];
  const [owner, thief] = [(await world.be(OWNER, 'owner')).on, (await world.be(THIEF, 'owner')).on];
  const [mine, his] = [await moneyFor(world, OWNER, 500n), await moneyFor(world, THIEF, 5n)];
  const paymentId = world.fresh('P');
  const wire = (from: string, lot: string, cents: number) => ({
    ...{ paymentId, from, lots: [lot] },
    to: [{ party: 'registry/merchant', amount: { amount: `${cents}`, currency: 'EUR' } }],
  });
  const client = plain(OWNER);
  const endorsed = await client.endorse('payment:transfer', wire(OWNER, mine, 400));
  await thief.payment.transfer({
    paymentId,
    from: THIEF,
    lots: [his],
    to: [{ party: 'registry/merchant', amount: eur(1) }],
  });
  expect(await endorsed.handIn()).toBe('MVCC_READ_CONFLICT');
  const again = await client.endorse('payment:transfer', wire(OWNER, mine, 400));
  expect(await again.handIn()).toBe('VALID');
  const made = await owner.payment.read({ paymentId, from: OWNER });
  expect(made).toMatchObject({ from: OWNER, apart: true, to: [{ amount: eur(400) }] });
  expect(await thief.payment.read({ paymentId })).toMatchObject({ from: THIEF });
  await expect(
    client.endorse('payment:transfer', wire(OWNER, made.made[1]?.lotId ?? '', 50)),
  ).rejects.toThrow('EXISTS_DIFFERENTLY');
});

test('nobody is enrolled under the name of a node, of somebody else or in a role that is not conferred', async () => {
  const place = openHome();
  const lender = orgOf('lender');
  for (const name of ['peer0', 'orderer0', 'ca', 'ca-registrar', 'peer9', 'admin'])
    await expect(enrolMember(place, lender, { name, role: 'owner' })).rejects.toThrow(
      /a name of nodes|the organisation itself/,
    );
  await expect(enrolService(place, lender, 'peer0')).rejects.toThrow('a name of nodes');
  const registrar = await registrarOf(place, lender, 'identity');
  const [id, secret] = [world.fresh('elsewhere'), randomBytes(24).toString('base64url')];
  const attributes = { [roleAttribute]: 'owner' };
  expect(
    await register(caOf(place, lender), 'identity', registrar, { id, secret, type: 'client', attributes }),
  ).toBe(true);
  await expect(enrolMember(place, lender, { name: id, role: 'owner' })).rejects.toThrow(
    'known to the certificate authority',
  );
  await expect(enrolMember(place, lender, { name: id, role: 'owner' })).rejects.toThrow(
    'known to the certificate authority',
  );
  expect(existsSync(place.user('lender', id))).toBe(false);
  const { cert } = await enrol(caOf(place, lender), 'identity', id, secret, '');
  expect(new X509Certificate(cert).subject).toContain(`CN=${id}`);
  await expect(enrol(caOf(place, lender), 'identity', id, secret, '')).rejects.toThrow('refused to enrol');
});

const REFUSED = /access denied|invalid creator|not valid|malformed|FORBIDDEN|ACCESS_DENIED/i;

test('a stolen key is taken back: from the next block on no peer, orderer, token or package knows it, and its owner has another', async () => {
  const place = openHome();
  const lender = orgOf('lender');
  const name = world.fresh('robbed');
  const member = `lender/${name}`;
  const victim = (await world.be(member, 'lender')).on;
  expect(await victim.member.whoAmI({})).toMatchObject({ member });
  const stolen = identityOf(home(), 'lender', name);
  const thief = plain(member);
  const held = await thief.endorse('member:register', {
    member: `lender/${world.fresh('pal')}`,
    role: 'owner',
  });
  const served = openServer(home(), 'lender');
  const token = createToken(served, name, new Date());
  const server = await serve({ home: served, port: 0, log: () => undefined });
  const call = async (bearer: string) =>
    (await fetch(`${server.url}/rooms/member/whoAmI`, { headers: { Authorization: `Bearer ${bearer}` } }))
      .status;
  try {
    expect(await call(token)).toBe(200);

    const { serials, told } = await revoke(place, await programs(), lender, name);
    expect([serials.length, told]).toEqual([1, true]);
    const line = openLine(place, lender);
    const config = configurationIn(await lastConfiguration(place, line));
    line.close();
    const bare = new X509Certificate(stolen.cert).serialNumber.toLowerCase().replace(/^0+/, '');
    expect(revokedIn(config, 'lender')).toContain(bare);

    for (const org of ORGS) {
      await refusedSoon(
        async () => (await asked(home(), stolen, org, 'roadbook', 'member:whoAmI', '{}')).said,
      );
    }
    expect((await fetched(home(), stolen, 'registry')).said).toMatch(REFUSED);
    await expect(held.handIn()).rejects.toThrow();
    await expect(thief.endorse('member:whoAmI', {})).rejects.toThrow();
    expect(await call(token)).toBe(403);
    expect(existsSync(join(served.users, name, 'key.pem'))).toBe(false);
    expect(await endTokens(place, 'lender', name)).toBe(1);
    expect(await call(token)).toBe(401);
  } finally {
    await server.stop();
  }
  expect(isPutAway(place, lender, name)).toBe(true);
  expect(await revoke(place, await programs(), lender, name)).toMatchObject({ serials: [], told: false });
  const findings = await revocationLook(place);
  expect(findings).toContainEqual(
    expect.objectContaining({ state: 'well', what: expect.stringContaining(name) }),
  );
  expect(findings.filter(({ state }) => state !== 'well')).toEqual([]);

  await enrolMember(place, lender, { name, role: 'lender' });
  await using anew = await connect({ profile: join(home(), 'profiles', 'lender.json'), user: name });
  expect(await anew.member.whoAmI({})).toMatchObject({ member });
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

test('a service that is taken back reads no more blocks', async () => {
  const place = openHome();
  const lender = orgOf('lender');
  const name = world.fresh('reader');
  await enrolService(place, lender, name);
  const service = identityOf(home(), 'lender', name);
  const height = (org: string) => asked(home(), service, org, 'qscc', 'GetChainInfo', 'roadbook');
  expect((await height('registry')).said).toBe('SUCCESS');
  await revoke(place, await programs(), lender, name);
  for (const org of ORGS) await refusedSoon(async () => (await height(org)).said);
});

import 'reflect-metadata';
import { join } from 'node:path';
import {
  type CallFailed,
  connect,
  type ConnectOptions,
  readProfile,
  type Roadbook,
  type Rooms,
} from '@roadbook/gateway';
import { eur, publishedTerms, scorecard, underwriting } from '../../stories/terms';
import { auctioned, insured, registered } from './planting';
import { realWorld } from './world';

jest.setTimeout(300_000);

const ROUNDS = 4;
const CONFLICT = 'MVCC_READ_CONFLICT';
const world = realWorld();
const opened = new Map<string, Promise<Roadbook>>();
afterAll(async () => {
  for (const connection of opened.values()) await (await connection).close();
  await world.close();
});

/** Somebody who calls through the peer of an organisation and does not try again after a conflict. */
function at(
  org: string,
  member: string,
  retry: ConnectOptions['retry'] = { conflicts: 0 },
): Promise<Roadbook> {
  const [home = '', user = ''] = member.split('/');
  const read = (name: string) =>
    readProfile(join(process.env['ROADBOOK_HOME'] ?? '', 'profiles', `${name}.json`));
  const key = `${org} ${member} ${JSON.stringify(retry)}`;
  const [peer] = read(org).peers;
  const connection =
    opened.get(key) ??
    connect({ profile: { ...read(home), peers: [{ ...peer, org: home }] }, user, retry }).then(
      world.together,
    );
  opened.set(key, connection);
  return connection;
}
const somebody = async (member: string, role: Parameters<typeof world.be>[1]): Promise<Rooms> =>
  (await world.be(member, role)).on;

interface Race<T> {
  readonly won: readonly T[];
  readonly lost: readonly CallFailed[];
}
async function race<T>(...acts: readonly Promise<T>[]): Promise<Race<T>> {
  const ends = await Promise.allSettled(acts);
  return {
    won: ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])),
    lost: ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as CallFailed] : [])),
  };
}

const conflicts: string[] = [];
/** One won, and the other was told by a code what happened, without a double. */
function mustBeOne({ won, lost }: Race<unknown>, ...codes: readonly string[]): void {
  expect({ won: won.length, codes: lost.map(({ code }) => code) }).toEqual({
    won: 1,
    codes: [expect.any(String)],
  });
  expect([CONFLICT, ...codes]).toContain(lost[0]?.code);
  conflicts.push(lost[0]?.code ?? '');
}
const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

test.each(rounds)('of two who give one vehicle its birth, one does (%i)', async () => {
  const registrar = await somebody('registry/registrar', 'registrar');
  await registrar.vehicle.registerWmi({ wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG' });
  await world.be('manufacturer/plant2', 'manufacturer');
  const vin = world.vin();
  const birth = { vin, builtOn: world.now().slice(0, 10), plant: { id: '4711' } };
  const [first, second] = [
    await at('manufacturer', 'manufacturer/plant'),
    await at('insurer', 'manufacturer/plant2'),
  ];
  const end = await race(
    first.vehicle.certifyBirth({ ...birth, model: { id: 'M1', name: 'One' } }),
    second.vehicle.certifyBirth({ ...birth, model: { id: 'M2', name: 'Two' } }),
  );
  mustBeOne(end, 'EXISTS_DIFFERENTLY');
  expect(await registrar.vehicle.readBirth({ vin })).toEqual(end.won[0]);
});

/** An approved offer of a loan to the owner. */
async function offered() {
  const [desk, owner] = [await somebody('lender/desk', 'lender'), await somebody('registry/owner', 'owner')];
  await desk.loan.publishScorecard(scorecard);
  const vin = await registered(world);
  const decided = { applicationId: world.fresh('A'), decisionId: world.fresh('D') };
  const terms = publishedTerms('2024-01-01', '2024-02-01');
  const wish = { vin, amount: terms.principal, instalments: 6, consentId: world.fresh('C') };
  await owner.loan.apply({ applicationId: decided.applicationId, ...wish });
  const { seal } = await desk.loan.underwrite(decided, underwriting);
  await desk.loan.decide({ ...decided, outcome: 'approve', scorecardVersion: 1, seal, terms, validDays: 14 });
  return { decided, vin, desk, owner };
}

test.each(rounds)('one offer becomes one loan although it is accepted twice (%i)', async () => {
  const { decided, owner } = await offered();
  const [L1, L2] = [world.fresh('L'), world.fresh('L')];
  const [here, there] = [await at('registry', 'registry/owner'), await at('lender', 'registry/owner')];
  const end = await race(
    here.loan.accept({ ...decided, loanId: L1 }),
    there.loan.accept({ ...decided, loanId: L2 }),
  );
  mustBeOne(end, 'WRONG_STATUS');
  const found = await Promise.allSettled([L1, L2].map(async (loanId) => here.loan.read({ loanId })));
  expect(found.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const late = await at('insurer', 'registry/owner', {});
  await expect(late.loan.accept({ ...decided, loanId: world.fresh('L') })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  expect((await owner.loan.read({ loanId: end.won[0]?.loanId ?? '' })).status).toBe('accepted');
});

test('two loans on one vehicle, paid out at once, get two ranks', async () => {
  const first = await offered();
  const loans = [world.fresh('L'), world.fresh('L')];
  const decided = { applicationId: world.fresh('A'), decisionId: world.fresh('D') };
  const terms = publishedTerms('2024-01-01', '2024-02-01');
  const wish = { vin: first.vin, amount: terms.principal, instalments: 6, consentId: world.fresh('C') };
  await first.owner.loan.apply({ applicationId: decided.applicationId, ...wish });
  const { seal } = await first.desk.loan.underwrite(decided, underwriting);
  await first.desk.loan.decide({
    ...decided,
    outcome: 'approve',
    scorecardVersion: 1,
    seal,
    terms,
    validDays: 14,
  });
  for (const [index, ids] of [first.decided, decided].entries())
    await first.owner.loan.accept({ ...ids, loanId: loans[index] ?? '' });
  const acts = [await at('lender', 'lender/desk', {}), await at('insurer', 'lender/approver', {})];
  const end = await race(
    ...acts.map((on, index) => on.loan.disburse({ loanId: loans[index] ?? '', on: terms.startOn })),
  );
  const { liens } = await first.desk.vehicle.read({ vin: first.vin });
  expect(end.lost.map(({ code }) => code)).toEqual([]);
  expect(liens.map(({ rank }) => rank).toSorted((one, other) => one - other)).toEqual([1, 2]);
});

test.each(rounds)('one lot is spent once (%i)', async () => {
  const [desk, second] = [await somebody('lender/desk', 'lender'), await somebody('lender/second', 'lender')];
  const orderId = world.fresh('I');
  await desk.payment.askIssue({ orderId, party: 'registry/owner', amount: eur(5_000) });
  const { transfer } = await second.payment.settle({ orderId, paymentId: world.fresh('P') });
  const lots = [transfer?.made[0]?.lotId ?? ''];
  const paying = (party: string) => ({
    ...{ paymentId: world.fresh('P'), from: 'registry/owner', lots },
    to: [{ party, amount: eur(5_000) }],
  });
  const [toBuyer, toShop, again] = [
    paying('registry/buyer'),
    paying('registry/merchant'),
    paying('registry/buyer'),
  ];
  const [here, there] = [await at('registry', 'registry/owner'), await at('manufacturer', 'registry/owner')];
  mustBeOne(await race(here.payment.transfer(toBuyer), there.payment.transfer(toShop)), 'LOT_GONE');
  const late = await at('insurer', 'registry/owner', {});
  await expect(late.payment.transfer(again)).rejects.toMatchObject({ code: 'LOT_GONE' });
  const { proven } = await (await world.be('registry/auditor', 'auditor')).on.payment.proveSupply({
    issuer: 'lender',
    currency: 'EUR',
  });
  expect(proven).toBe(true);
});

test.each(rounds)('one EPCIS event captured twice at once is recorded once (%i)', async () => {
  await world.be('manufacturer/plant2', 'manufacturer');
  const epc = `urn:epc:id:sgtin:4012345.011111.${world.fresh('S').replaceAll('-', '')}`;
  const event = {
    ...({
      type: 'ObjectEvent',
      eventTime: '2026-01-01T00:00:00.000Z',
      eventTimeZoneOffset: '+00:00',
    } as const),
    ...({ action: 'ADD', bizStep: 'commissioning' } as const),
  };
  const captured = { event: { ...event, epcList: [epc] } };
  const [here, there] = [
    await at('manufacturer', 'manufacturer/plant', {}),
    await at('lender', 'manufacturer/plant2', {}),
  ];
  const { won, lost } = await race(here.part.capture(captured), there.part.capture(captured));
  expect(lost.map(({ code }) => code)).toEqual([]);
  expect(won.map(({ recorded }) => recorded).sort()).toEqual(['exists', 'new']);
  expect(new Set(won.map(({ eventId }) => eventId)).size).toBe(1);
  const { document } = await here.part.exportEvents({ epc });
  expect(document.epcisBody.eventList).toHaveLength(1);
});

test.each(rounds)('a title that is accepted and taken back at once is one of the two (%i)', async () => {
  const vin = await registered(world);
  const [seller, registrar] = [
    await somebody('registry/owner', 'owner'),
    await somebody('registry/registrar', 'registrar'),
  ];
  const offer = { vin, offerId: world.fresh('O') };
  await seller.vehicle.offerTitle({ ...offer, to: 'registry/buyer' });
  const [buying, selling] = [await at('registry', 'registry/buyer'), await at('insurer', 'registry/owner')];
  mustBeOne(
    await race(buying.vehicle.acceptTitle(offer), selling.vehicle.withdrawOffer(offer)),
    'OFFER_UNKNOWN',
    'OFFER_ACCEPTED',
  );
  const taken = (await registrar.vehicle.read({ vin })).owner;
  expect(taken).toBe('registry/owner');
});

test.each(rounds)('a title passes once although two registrars record it (%i)', async () => {
  await world.be('registry/registrar2', 'registrar');
  const vin = await registered(world);
  const [seller, buyer] = [
    await somebody('registry/owner', 'owner'),
    await somebody('registry/buyer', 'owner'),
  ];
  const offer = { vin, offerId: world.fresh('O') };
  await seller.vehicle.offerTitle({ ...offer, to: 'registry/buyer' });
  await buyer.vehicle.acceptTitle(offer);
  const [first, second] = [
    await at('registry', 'registry/registrar'),
    await at('lender', 'registry/registrar2'),
  ];
  mustBeOne(await race(first.vehicle.passTitle(offer), second.vehicle.passTitle(offer)), 'OFFER_UNKNOWN');
  const read = await buyer.vehicle.read({ vin });
  expect([read.owner, read.owners]).toEqual(['registry/buyer', 2]);
});

test.each(rounds)('one loss reported twice at once is one notice (%i)', async () => {
  const policyId = await insured(world);
  const lossAt = world.now();
  const noticeOf = (noticeId: string) => ({
    noticeId,
    policyId,
    lossAt,
    cause: 'collision' as const,
    vehicles: 2,
    injured: 0,
    evidenceIds: [],
  });
  const [first, second] = [noticeOf(world.fresh('N')), noticeOf(world.fresh('N'))];
  const [here, there] = [await at('registry', 'registry/owner'), await at('insurer', 'registry/owner')];
  const end = await race(here.claim.notify(first), there.claim.notify(second));
  mustBeOne(end, 'LOSS_REPORTED');
  const owner = await somebody('registry/owner', 'owner');
  const [won] = end.won;
  const taken = { code: 'LOSS_REPORTED', facts: { noticeId: won?.noticeId } };
  await expect(owner.claim.notify({ ...second, noticeId: world.fresh('N') })).rejects.toMatchObject(taken);
  const found = await Promise.allSettled(
    [first, second].map(async ({ noticeId }) => owner.claim.readNotice({ noticeId })),
  );
  expect(found.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test.each(rounds)('of two open bids under one number one is made (%i)', async () => {
  const { auctionId, certificateHash } = await auctioned(world);
  const bid = (price: number) => ({ auctionId, no: 1, price: eur(price), certificateHash });
  const [buying, others] = [await at('registry', 'registry/buyer'), await at('insurer', 'registry/other')];
  const end = await race(buying.sale.outbid(bid(500_000)), others.sale.outbid(bid(600_000)));
  mustBeOne(end, 'BID_OUTBID');
  const { items } = await (await somebody('registry/owner', 'owner')).sale.listBids({ auctionId });
  expect(items.map(({ bidder }) => bidder)).toEqual([end.won[0]?.bidder]);
});

test('some of these races met in the same block, where Fabric decides', () => {
  process.stdout.write(`the losers were told: ${conflicts.toSorted().join(', ')}\n`);
  expect(conflicts).toContain(CONFLICT);
});

import { canonical } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { loyaltyApi } from '../../../chaincode/src/loyalty/api';
import { bringIn, DAY, report, VIN } from '../service/market';
import { ANA, BEN, GARAGE, openCoalition, TOWN, WASH } from './coalition';
import { eur, terms } from './terms';

const call = (name: 'spend' | 'earn', request: object) => ({
  manner: 'submit' as const,
  room: 'loyalty',
  name,
  request: canonical(z.encode(loyaltyApi.operations[name].request, request as never)),
});
const ids = (lots: readonly { lotId: string }[]) => lots.map(({ lotId }) => lotId);
const spending = (useId: string, units: number, lots: readonly { lotId: string }[], partner = GARAGE) => ({
  ...{ programId: TOWN, member: ANA, useId, partner, units, lots: ids(lots) },
});

test('points are earned once a receipt, spent at another merchant, and claimed from who issued them', async () => {
  const { ana, wash, workshop, earn, lotsOf, totals } = await openCoalition();
  const earned = await earn(50_000n, 'R-1');
  expect(earned).toMatchObject({ units: 500, qualifying: 500, expiresAt: '2027-04-01T00:00:00.000Z' });
  expect(await earn(50_000n, 'R-1')).toEqual(earned);
  await expect(earn(60_000n, 'R-1')).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
  const use = await ana.on.loyalty.spend(spending('U-1', 300, await lotsOf()));
  expect(use).toMatchObject({ worth: eur(300n), to: GARAGE });
  expect(await lotsOf()).toMatchObject([{ unitsLeft: 200, state: 'active' }]);
  const { items } = await workshop.on.loyalty.listClaims({ programId: TOWN });
  expect(items).toMatchObject([{ from: WASH, to: GARAGE, units: 300, amount: eur(300n) }]);
  expect(await totals()).toEqual({ issued: 500, spent: 300, expired: 0, revoked: 0, left: 200 });
  const { tier, benefits, active, toNext } = await wash.on.loyalty.readWallet({
    ...{ programId: TOWN, member: ANA, partner: WASH },
  });
  expect({ tier, benefits, active, toNext }).toEqual({
    ...{ tier: 'gold', benefits: ['Points', 'Lounge', 'Pick-up'], active: 200, toNext: undefined },
  });
});

test('the tier multiplies from the next purchase on, at every partner', async () => {
  const { earn } = await openCoalition();
  await earn(10_000n, 'R-1');
  expect(await earn(10_000n, 'R-2', GARAGE)).toMatchObject({ units: 125, qualifying: 100 });
});

test('of two payments with the same points in one block exactly one is valid; earning never conflicts with it', async () => {
  const { ana, earn, lotsOf, ledger, wash, totals } = await openCoalition({ slices: 8 });
  await earn(10_000n, 'R-1');
  const lots = await lotsOf();
  const verdicts = await ledger.race(
    [ana, call('spend', spending('U-1', 80, lots))],
    [ana, call('spend', spending('U-2', 80, lots, WASH))],
  );
  expect(verdicts.toSorted()).toEqual(['MVCC_READ_CONFLICT', 'VALID']);
  const other = { programId: TOWN, partner: WASH, amount: eur(1_000n), category: undefined };
  const both = await ledger.race(
    [wash, call('earn', { ...other, member: ANA, receiptId: 'R-2' })],
    [wash, call('earn', { ...other, member: BEN, receiptId: 'R-3' })],
  );
  // IBM/customer-loyalty-program#13: two customers of one shop do not meet in one key, unless by their slice.
  expect(both[0]).toBe('VALID');
  const { issued, spent, left } = await totals();
  expect(issued).toBe(spent + left);
});

test('points wait so that a refund takes them back; what was spent is owed out of later ones', async () => {
  const { ana, wash, ledger, earn, lotsOf, totals } = await openCoalition({ pending: '14D', negative: true });
  await earn(10_000n, 'R-1');
  expect(await lotsOf()).toMatchObject([{ state: 'pending' }]);
  await expect(ana.on.loyalty.spend(spending('U-1', 10, await lotsOf()))).rejects.toMatchObject({
    code: 'NOT_ENOUGH_POINTS',
  });
  const back = { programId: TOWN, partner: WASH, cause: 'receipt', of: 'R-1', revokeTo: 40 };
  expect(await wash.on.loyalty.revoke(back)).toMatchObject({ revoked: 60 });
  expect(await wash.on.loyalty.revoke(back)).toMatchObject({ revoked: 60 });
  ledger.pass(14 * DAY);
  await ana.on.loyalty.spend(spending('U-2', 40, await lotsOf()));
  expect(await wash.on.loyalty.revoke({ ...back, revokeTo: 0 })).toMatchObject({ revoked: 100 });
  await earn(10_000n, 'R-2');
  expect(await lotsOf()).toMatchObject([{ units: 125, unitsLeft: 85 }]);
  expect(await totals()).toEqual({ issued: 225, spent: 40, expired: 0, revoked: 100, left: 85 });
});

test('points that expired are written down by anybody, and no longer count against their issuer', async () => {
  const { ana, ben, ledger, earn, lotsOf, totals } = await openCoalition({ expiry: '30D' });
  await earn(10_000n, 'R-1');
  const lots = await lotsOf();
  const over = { programId: TOWN, member: ANA, lots: ids(lots) };
  await expect(ben.on.loyalty.expire(over)).rejects.toMatchObject({ code: 'POINTS_STAND' });
  ledger.pass(30 * DAY);
  await expect(ana.on.loyalty.spend(spending('U-1', 10, lots))).rejects.toMatchObject({
    code: 'NOT_ENOUGH_POINTS',
  });
  ledger.pass(20_000);
  expect(await ben.on.loyalty.expire(over)).toMatchObject({ expired: 100 });
  expect(await ben.on.loyalty.expire(over)).toMatchObject({ expired: 0 });
  await expect(ana.on.loyalty.spend(spending('U-1', 10, lots))).rejects.toMatchObject({
    code: 'POINT_LOT_GONE',
  });
  expect(await totals()).toEqual({ issued: 100, spent: 0, expired: 100, revoked: 0, left: 0 });
  expect(await ana.on.loyalty.readPartner({ programId: TOWN, partner: WASH })).toMatchObject({
    ...{ outstanding: 0, breakage: eur(100n) },
  });
});

test('points are sent to another member with the end that they have, and locked for an order', async () => {
  const { ana, ben, earn, lotsOf } = await openCoalition();
  const { expiresAt } = await earn(10_000n, 'R-1');
  const sent = { programId: TOWN, member: ANA, useId: 'S-1', to: BEN, units: 30, lots: ids(await lotsOf()) };
  await ana.on.loyalty.sendPoints(sent);
  await ana.on.loyalty.sendPoints(sent);
  expect(await lotsOf(BEN)).toMatchObject([{ unitsLeft: 30, expiresAt, issuer: WASH }]);
  await expect(ben.on.loyalty.sendPoints({ ...sent, useId: 'S-2' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(
    ana.on.loyalty.sendPoints({ ...sent, useId: 'S-3', to: 'registry/wash' }),
  ).rejects.toMatchObject({
    code: 'NO_WALLET',
  });
  const mine = await lotsOf();
  await ana.on.loyalty.lockPoints({
    programId: TOWN,
    member: ANA,
    lots: ids(mine),
    orderId: 'U-9',
    minutes: 10,
  });
  await expect(ana.on.loyalty.spend(spending('U-1', 10, mine))).rejects.toMatchObject({
    code: 'NOT_ENOUGH_POINTS',
  });
  expect(await ana.on.loyalty.spend(spending('U-9', 10, mine))).toMatchObject({ units: 10 });
});

test('points are given back with their end, and the claim is owed back', async () => {
  const { ana, workshop, earn, lotsOf, totals } = await openCoalition();
  const { expiresAt } = await earn(10_000n, 'R-1');
  await ana.on.loyalty.spend(spending('U-1', 100, await lotsOf()));
  await workshop.on.loyalty.giveBack({ programId: TOWN, member: ANA, useId: 'U-1', returnTo: 40 });
  await workshop.on.loyalty.giveBack({ programId: TOWN, member: ANA, useId: 'U-1', returnTo: 40 });
  expect(await lotsOf()).toMatchObject([{ unitsLeft: 40, expiresAt }]);
  const { items } = await workshop.on.loyalty.listClaims({ programId: TOWN });
  expect(items.map(({ from, amount }) => [from, amount.amount])).toEqual(
    expect.arrayContaining([
      [WASH, 100n],
      [GARAGE, 40n],
    ]),
  );
  expect(await totals()).toMatchObject({ issued: 100, spent: 60, left: 40 });
});

test('a partner issues no more than its collateral covers, until the points expire', async () => {
  const { earn, ana, wash, issue } = await openCoalition({ collateralPpm: 1_000_000 }, 100n);
  await expect(earn(20_000n, 'R-1')).rejects.toMatchObject({ code: 'COLLATERAL_SHORT' });
  expect(await earn(10_000n, 'R-1')).toMatchObject({ units: 100 });
  await expect(earn(100n, 'R-2')).rejects.toMatchObject({ code: 'COLLATERAL_SHORT' });
  const box = { programId: TOWN, partner: WASH, boxId: 'BOX-2', paymentId: 'P-2', amount: eur(100n) };
  const until = '2026-06-01T00:00:00.000Z';
  await wash.on.loyalty.postCollateral({ ...box, until, lots: [await issue(WASH, 100n)] });
  await expect(earn(100n, 'R-2')).rejects.toMatchObject({ code: 'COLLATERAL_SHORT' });
  expect(await ana.on.loyalty.readPartner({ programId: TOWN, partner: WASH })).toMatchObject({
    ...{ outstanding: 100, worth: eur(100n), collateral: eur(200n) },
  });
  const dollars = {
    ...box,
    boxId: 'BOX-3',
    paymentId: 'P-3',
    amount: { amount: 5n, currency: 'USD' as const },
  };
  await expect(
    wash.on.loyalty.postCollateral({ ...dollars, until, lots: [await issue(WASH, 5n, 'USD')] }),
  ).rejects.toMatchObject({ code: 'COLLATERAL_OTHER' });
});

test('strangers are refused, and terms that contradict themselves', async () => {
  const { ana, ben, wash, workshop, earn, lotsOf } = await openCoalition();
  await expect(
    workshop.on.loyalty.earn({
      programId: TOWN,
      partner: WASH,
      member: ANA,
      receiptId: 'X',
      amount: eur(100n),
    }),
  ).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(earn(100n, 'R-1', WASH, 'registry/nobody')).rejects.toMatchObject({ code: 'NO_WALLET' });
  await expect(earn(1n, 'R-1')).rejects.toMatchObject({ code: 'NO_POINTS' });
  await earn(1_000n, 'R-1');
  await expect(ben.on.loyalty.spend(spending('U', 1, await lotsOf()))).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(ben.on.loyalty.readWallet({ programId: TOWN, member: ANA })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(ben.on.loyalty.listEntries({ programId: TOWN, member: ANA })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(
    ana.on.loyalty.spend({ ...spending('U', 1, await lotsOf()), partner: 'registry/other' }),
  ).rejects.toMatchObject({ code: 'NOT_A_PARTNER' });
  const bad = { programId: 'BAD', operator: WASH, terms: terms({ tiers: terms().tiers.slice(1) }) };
  await expect(wash.on.loyalty.publishProgram(bad)).rejects.toMatchObject({ code: 'PROGRAM_TERMS' });
  await expect(
    wash.on.loyalty.reviseProgram({ programId: TOWN, version: 3, terms: terms() }),
  ).rejects.toMatchObject({ code: 'PROGRAM_VERSION' });
  await expect(
    workshop.on.loyalty.reviseProgram({ programId: TOWN, version: 2, terms: terms() }),
  ).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect(await wash.on.loyalty.reviseProgram({ programId: TOWN, version: 2, terms: terms() })).toMatchObject({
    version: 2,
  });
  await wash.on.loyalty.endProgram({ programId: TOWN });
  await expect(earn(1_000n, 'R-9')).rejects.toMatchObject({ code: 'PROGRAM_ENDED' });
  expect(await ana.on.loyalty.spend(spending('U-1', 10, await lotsOf()))).toMatchObject({ units: 10 });
});

test('the page: a milestone that the odometer has passed on record earns once', async () => {
  const rules = [{ kind: 'mileage' as const, ruleId: 'km', points: 50, everyKm: 10_000 }];
  const town = await openCoalition({ rules });
  const { wash, ana, technician, asking, lotsOf } = town;
  const asked = { programId: TOWN, partner: WASH, ruleId: 'km', vin: VIN, milestoneKm: 40_000 };
  await expect(wash.on.loyalty.earnMilestone(asked)).rejects.toMatchObject({ code: 'MILESTONE_AHEAD' });
  const { bookingId } = await ana.on.service.book(await asking());
  await bringIn(town, bookingId);
  await technician.on.service.complete({ bookingId, report: report() });
  expect(await wash.on.loyalty.earnMilestone(asked)).toMatchObject({ member: ANA, units: 50, qualifying: 0 });
  expect(await wash.on.loyalty.earnMilestone(asked)).toMatchObject({ units: 50 });
  for (const milestoneKm of [41_000, 50_000])
    await expect(wash.on.loyalty.earnMilestone({ ...asked, milestoneKm })).rejects.toMatchObject({
      code: 'MILESTONE_AHEAD',
    });
  await expect(wash.on.loyalty.earnMilestone({ ...asked, ruleId: 'none' })).rejects.toMatchObject({
    code: 'NO_POINTS',
  });
  expect(await lotsOf()).toHaveLength(1);
});

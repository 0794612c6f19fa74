import { DAY } from '../service/market';
import { ANA, GARAGE, openCoalition, TOWN, WASH } from './coalition';
import { eur } from './terms';

const ids = (lots: readonly { lotId: string }[]) => lots.map(({ lotId }) => lotId);
type Coalition = Awaited<ReturnType<typeof openCoalition>>;

const spend = async ({ ana, lotsOf }: Coalition, useId: string, units: number, partner: string) =>
  ana.on.loyalty.spend({ programId: TOWN, member: ANA, useId, partner, units, lots: ids(await lotsOf()) });
const claimsOf = async ({ wash }: Coalition) =>
  (await wash.on.loyalty.listClaims({ programId: TOWN, size: 100 })).items.map(({ from, claimId }) => ({
    from,
    claimId,
  }));

test('claims are netted among all and paid out of collateral in the same transaction; money is conserved', async () => {
  const town = await openCoalition();
  const { ben, earn, held, workshop, wash, proven } = town;
  await earn(10_000n, 'R-1');
  await spend(town, 'U-1', 100, GARAGE);
  await earn(10_000n, 'R-2', GARAGE);
  await spend(town, 'U-2', 30, WASH);
  const before = await held(workshop, GARAGE);
  const claims = await claimsOf(town);
  const netting = await ben.on.loyalty.net({ programId: TOWN, nettingId: 'N-1', claims });
  expect(netting).toMatchObject({
    positions: [
      { party: WASH, net: eur(-70n) },
      { party: GARAGE, net: eur(70n) },
    ].toSorted((one, two) => (one.party < two.party ? -1 : 1)),
    status: 'settled',
  });
  expect(await ben.on.loyalty.net({ programId: TOWN, nettingId: 'N-1', claims })).toEqual(netting);
  await expect(ben.on.loyalty.net({ programId: TOWN, nettingId: 'N-2', claims })).rejects.toMatchObject({
    code: 'CLAIM_GONE',
  });
  expect((await held(workshop, GARAGE)) - before).toBe(70n);
  expect(await wash.on.loyalty.readPartner({ programId: TOWN, partner: WASH })).toMatchObject({
    collateral: eur(9_930n),
  });
  expect([await claimsOf(town), await proven()]).toEqual([[], true]);
});

test('what the collateral does not reach stays due, and is paid with own money', async () => {
  const town = await openCoalition({ collateralPpm: 100_000 }, 10n);
  const { ben, earn, wash, workshop, issue, held } = town;
  await earn(10_000n, 'R-1');
  await spend(town, 'U-1', 100, GARAGE);
  const netting = await ben.on.loyalty.net({
    programId: TOWN,
    nettingId: 'N-1',
    claims: await claimsOf(town),
  });
  expect(netting).toMatchObject({ status: 'open', dues: [{ from: WASH, to: GARAGE, left: eur(90n) }] });
  const paying = { programId: TOWN, nettingId: 'N-1', partner: WASH, place: 0, paymentId: 'D-1' };
  await expect(
    workshop.on.loyalty.payDue({ ...paying, partner: GARAGE, lots: [await issue(GARAGE, 90n)] }),
  ).rejects.toMatchObject({ code: 'DUE_OTHER' });
  const before = await held(workshop, GARAGE);
  const lots = [await issue(WASH, 90n)];
  expect(await wash.on.loyalty.payDue({ ...paying, lots })).toMatchObject({ status: 'settled' });
  expect(await wash.on.loyalty.payDue({ ...paying, lots })).toMatchObject({ status: 'settled' });
  expect((await held(workshop, GARAGE)) - before).toBe(90n);
});

test('the page: a partner that leaves settles to zero: points, claims, collateral', async () => {
  const town = await openCoalition({ expiry: '30D' });
  const { ben, wash, workshop, earn, ledger, held, lotsOf, proven } = town;
  await earn(10_000n, 'R-1', GARAGE);
  await spend(town, 'U-1', 60, WASH);
  await workshop.on.loyalty.leave({ programId: TOWN, partner: GARAGE });
  await expect(earn(10_000n, 'R-2', GARAGE)).rejects.toMatchObject({ code: 'NOT_A_PARTNER' });
  const out = { programId: TOWN, partner: GARAGE, paymentId: 'OUT' };
  await expect(ben.on.loyalty.settleOut(out)).rejects.toMatchObject({ code: 'POINTS_OUTSTANDING' });
  await ben.on.loyalty.net({ programId: TOWN, nettingId: 'N-1', claims: await claimsOf(town) });
  ledger.pass(30 * DAY + 20_000);
  await ben.on.loyalty.expire({ programId: TOWN, member: ANA, lots: ids(await lotsOf()) });
  const before = await held(workshop, GARAGE);
  expect(await ben.on.loyalty.settleOut(out)).toMatchObject({ status: 'left', collateral: [] });
  expect((await held(workshop, GARAGE)) - before).toBe(10_000n - 60n);
  expect(await wash.on.loyalty.readPartner({ programId: TOWN, partner: GARAGE })).toMatchObject({
    ...{ outstanding: 0, collateral: eur(0n), worth: eur(0n) },
  });
  expect(await proven()).toBe(true);
});

test('collateral beyond what the points out need is released, no more', async () => {
  const { earn, wash, held } = await openCoalition({ collateralPpm: 1_000_000 }, 1_000n);
  await earn(60_000n, 'R-1');
  const asked = { programId: TOWN, partner: WASH, boxId: 'BOX-wash', paymentId: 'REL-1', amount: eur(401n) };
  await expect(wash.on.loyalty.releaseCollateral(asked)).rejects.toMatchObject({ code: 'COLLATERAL_SHORT' });
  const before = await held(wash, WASH);
  await wash.on.loyalty.releaseCollateral({ ...asked, amount: eur(400n) });
  expect((await held(wash, WASH)) - before).toBe(400n);
});

test('collateral stands in at most eight boxes, all of which are looked at', async () => {
  const { wash, issue } = await openCoalition({}, 0n);
  const until = '2030-01-01T00:00:00.000Z';
  const post = async (at: number) =>
    wash.on.loyalty.postCollateral({
      ...{ programId: TOWN, partner: WASH, boxId: `B-${at}`, paymentId: `P-b-${at}`, amount: eur(1n), until },
      lots: [await issue(WASH, 1n)],
    });
  for (let at = 0; at < 8; at++) await post(at);
  await expect(post(8)).rejects.toMatchObject({ code: 'COLLATERAL_FULL' });
});

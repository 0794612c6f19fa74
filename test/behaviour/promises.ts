import { createHash } from 'node:crypto';
import { money, time } from '@roadbook/chaincode/api';
import { publishedTerms, scorecard, tariff, underwriting } from '../../stories/terms';
import { carOf } from './sale';
import type { Behaviour, World } from './world';

const OWNER = 'registry/owner';
const HOUR = 3_600_000;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const today = (world: World): string => time.dayOf(world.now());
const after = (world: World, millis: number): string => time.addMillis(world.now(), millis);
const dkk = (amount: bigint) => money.of(amount, 'DKK');

/** New money of the lender in one lot, in a currency that nobody else uses here. */
async function issueTo(world: World, party: string, amount: bigint): Promise<string> {
  const desk = (await world.be('lender/desk', 'lender')).on.payment;
  const second = (await world.be('lender/second', 'lender')).on.payment;
  const orderId = world.fresh('I');
  await desk.askIssue({ orderId, party, amount: dkk(amount) });
  const { transfer } = await second.settle({ orderId, paymentId: world.fresh('P') });
  return transfer?.made[0]?.lotId ?? '';
}

/** The lender's rules, an application on a new car, and ids that nobody used. */
async function openApplication(world: World) {
  const desk = (await world.be('lender/desk', 'lender')).on;
  const owner = (await world.be(OWNER, 'owner')).on;
  await desk.loan.publishScorecard(scorecard);
  const vin = await carOf(world);
  const about = { applicationId: world.fresh('A'), decisionId: world.fresh('D') };
  const startOn = time.addDays(today(world), -1);
  const terms = publishedTerms(startOn, time.addMonths(startOn, 1));
  const wish = { vin, amount: terms.principal, instalments: 6, consentId: world.fresh('C') };
  await owner.loan.apply({ applicationId: about.applicationId, ...wish });
  return { desk, owner, vin, about, terms };
}

export const promiseBehaviour: Behaviour = (open) => {
  test('M32: a voucher that was held and captured comes back to its payer as a voucher, and no more than it', async () => {
    const world = await open();
    const shop = 'registry/merchant';
    const insurer = (await world.be('insurer/desk', 'insurer')).on.payment;
    const payer = (await world.be(OWNER, 'owner')).on.payment;
    const merchant = (await world.be(shop, 'merchant')).on.payment;
    const [bound, held, paid, holdId] = ['V', 'F', 'P', 'H'].map((name) => world.fresh(name)) as [
      ...[string, string, string, string],
    ];
    const purpose = { merchants: [shop], until: after(world, 24 * HOUR), remainderTo: 'insurer' };
    const lots = [await issueTo(world, 'insurer', 1_000n)];
    await insurer.bind({ paymentId: bound, from: 'insurer', lots, to: OWNER, amount: dkk(1_000n), purpose });
    const hold = { holdId, payee: shop, amount: dkk(1_000n), until: after(world, HOUR) };
    await payer.authorise({ ...hold, paymentId: held, from: OWNER, lots: [`${bound}:0`] });
    await merchant.capture({ holdId, paymentId: paid, amount: dkk(1_000n), last: true });
    const refunds = { paymentId: paid, from: `hold:${holdId}` };
    const refund = (paymentId: string, lot: string, cents: bigint) =>
      merchant.refund({ paymentId, from: shop, lots: [lot], amount: dkk(cents), refunds });
    const [first, second] = [world.fresh('R'), world.fresh('R')];
    expect((await refund(first, `${paid}:0`, 700n)).to).toEqual([{ party: OWNER, amount: dkk(700n) }]);
    await expect(refund(second, `${first}:1`, 301n)).rejects.toMatchObject({ code: 'REFUND_EXCEEDS' });
    const elsewhere = { paymentId: second, from: OWNER, lots: [`${first}:0`] };
    await expect(
      payer.transfer({ ...elsewhere, to: [{ party: 'registry/ben', amount: dkk(1n) }] }),
    ).rejects.toMatchObject({ code: 'PURPOSE_OTHER_MERCHANT' });
  });

  test('the right cover: all published tariffs for what one drives, sorted, with the reason of each difference', async () => {
    const world = await open();
    const insurer = (await world.be('insurer/desk', 'insurer')).on.policy;
    const owner = (await world.be(OWNER, 'owner')).on.policy;
    const published = async (monthlyBase: bigint, perThousandKm: bigint) => {
      const tariffId = world.fresh('cover');
      const price = {
        currency: 'DKK' as const,
        monthlyBase: dkk(monthlyBase),
        perThousandKm: dkk(perThousandKm),
      };
      await insurer.publishTariff({ ...tariff, tariffId, ...price });
      return tariffId;
    };
    const [near, far] = [await published(2_900n, 6_000n), await published(2_000n, 9_000n)];
    const { offers } = await owner.findCover({
      currency: 'DKK',
      metresAYear: 10_000_000,
      scoreMilli: 95_000,
    });
    const ours = offers.filter(({ tariffId }) => [near, far].includes(tariffId));
    // (12 × 29.00 + 600.00) × 0.80 and (12 × 20.00 + 900.00) × 0.80
    expect(ours.map(({ tariffId, total }) => [tariffId, total])).toEqual([
      [near, dkk(75_840n)],
      [far, dkk(91_200n)],
    ]);
    for (const { because, dearerBy } of ours)
      expect(because.reduce((sum, { by }) => sum + by.amount, 0n)).toBe(dearerBy.amount);
  });

  test('an honest list of accidents: each with its source, and the trust chain says what it cannot know', async () => {
    const world = await open();
    const [registrar, workshop, owner, buyer] = [
      (await world.be('registry/registrar', 'registrar')).on.vehicle,
      (await world.be('registry/workshop', 'workshop')).on.vehicle,
      (await world.be(OWNER, 'owner')).on.vehicle,
      (await world.be('registry/buyer', 'owner')).on,
    ];
    const vin = await carOf(world);
    const told = { vin, happenedOn: today(world), cause: 'collision' as const, damage: 'minor' as const };
    const seen = { ...told, accidentId: world.fresh('X'), source: { kind: 'workshop' as const } };
    await expect(workshop.recordAccident(seen)).rejects.toMatchObject({ code: 'VEHICLE_NOT_IN_HANDS' });
    await owner.entrust({ vin, workshop: 'registry/workshop', until: after(world, HOUR) });
    await workshop.recordAccident(seen);
    const source = {
      kind: 'outsideInsurer' as const,
      name: 'An insurer abroad',
      documentHash: hash('letter'),
    };
    const outside = { ...told, accidentId: world.fresh('X'), source };
    await registrar.recordAccident(outside);
    await owner.contestAccident({ vin, accidentId: outside.accidentId });
    const { technical } = await buyer.trust.read({ vin });
    const weights = technical.accidents.items.map(({ weight }) => weight);
    expect(new Set(weights)).toEqual(new Set(['seen', 'told']));
    expect(technical.accidentCoverage).toMatchObject({
      counts: { settled: 0, official: 0, seen: 1, told: 1, contested: 1, takenBack: 0 },
      cannotKnow: expect.arrayContaining(['unreported', 'outsideInsurers', 'beforeFirstCover']),
    });
  });

  test('a model that decides is registered, named by score and decision, and its drift is told', async () => {
    const world = await open();
    const { desk, about, terms } = await openApplication(world);
    const model = { modelId: world.fresh('auto'), version: 1 };
    await desk.loan.registerModel({
      ...{ ...model, hash: hash('weights'), inputs: ['credit score'], owner: 'lender/desk' },
      ...{ scorecardVersion: 1, reviewOn: time.addDays(today(world), 90) },
    });
    const { seal } = await desk.loan.underwrite(about, underwriting);
    const scored = await desk.loan.score({ ...about, scorecardVersion: 1, terms, model });
    expect(scored.model).toEqual(model);
    const decision = { ...about, outcome: 'approve' as const, scorecardVersion: 1, seal, validDays: 14 };
    expect((await desk.loan.decide({ ...decision, terms, model })).model).toEqual(model);
    const month = today(world).slice(0, 7);
    const drift = await desk.loan.readDrift({ ...model, before: '2001-01', after: month });
    expect(drift.decisions).toEqual({ before: 0, after: 1 });
    expect(drift.outcomes.find(({ outcome }) => outcome === 'approve')?.after).toBe(1_000_000);
  });

  test('what was signed: papers of a loan, both signatures, and of two ends one', async () => {
    const world = await open();
    const { desk, owner, about, terms } = await openApplication(world);
    const { seal } = await desk.loan.underwrite(about, underwriting);
    const decision = { ...about, outcome: 'approve' as const, scorecardVersion: 1, seal, validDays: 14 };
    await desk.loan.decide({ ...decision, terms });
    const loanId = world.fresh('L');
    await owner.loan.accept({ ...about, loanId });
    const papers = { room: 'loan' as const, id: loanId, no: 1 };
    const contract = { hash: hash('contract'), version: '2026-01', language: 'de' };
    await desk.signing.present({ ...papers, contract });
    const buyer = (await world.be('registry/buyer', 'owner')).on.signing;
    await expect(buyer.read(papers)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(owner.signing.sign({ ...papers, contractHash: hash('other') })).rejects.toMatchObject({
      code: 'PAPERS_DIFFER',
    });
    const ends = await Promise.allSettled([
      owner.signing.sign({ ...papers, contractHash: contract.hash }),
      desk.signing.withdraw(papers),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
};

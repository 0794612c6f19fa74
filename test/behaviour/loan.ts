import { createHash } from 'node:crypto';
import { loanBidHash, money, time } from '@roadbook/chaincode/api';
import { eur, practice, publishedTerms, scorecard, tariff, underwriting } from '../../stories/terms';
import { carOf } from './sale';
import type { Behaviour, World } from './world';

const OWNER = 'registry/owner';
const DAY = 86_400_000;
const nonce = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const today = (world: World): string => time.dayOf(world.now());
const after = (world: World, millis: number): string => time.addMillis(world.now(), millis);

/** The desk of the lender with its rules published, the owner of a new car, and ids that nobody used. */
async function openBank(world: World) {
  const [desk, owner] = [(await world.be('lender/desk', 'lender')).on, (await world.be(OWNER, 'owner')).on];
  await desk.loan.publishScorecard(scorecard);
  const vin = await carOf(world);
  const [applicationId, decisionId, loanId] = [world.fresh('A'), world.fresh('D'), world.fresh('L')];
  return { desk, owner, vin, applicationId, decisionId, loanId, consentId: world.fresh('C') };
}

/** The published loan of 100.00, disbursed two and a half months ago; nothing of it is paid. */
export async function lendLate(world: World) {
  const bank = await openBank(world);
  const { desk, owner, vin, applicationId, decisionId, loanId, consentId } = bank;
  const startOn = time.addDays(today(world), -75);
  const agreed = publishedTerms(startOn, time.addMonths(startOn, 1));
  const terms = { ...agreed, late: { graceDays: 10, annualRatePpm: 365_000 } };
  await owner.loan.apply({ applicationId, vin, amount: terms.principal, instalments: 6, consentId });
  const { seal } = await desk.loan.underwrite({ applicationId, decisionId }, underwriting);
  await desk.loan.decide({
    applicationId,
    decisionId,
    outcome: 'approve',
    scorecardVersion: 1,
    seal,
    terms,
    validDays: 14,
  });
  await owner.loan.accept({ applicationId, decisionId, loanId });
  await desk.loan.disburse({ loanId, on: startOn });
  return bank;
}

/** The car is insured, crashes, and the insurer proposes to settle as a total loss. */
async function totalLossOf(world: World, vin: string) {
  const [insurer, owner] = [
    (await world.be('insurer/desk', 'insurer')).on,
    (await world.be(OWNER, 'owner')).on,
  ];
  await insurer.policy.publishTariff(tariff);
  const published = await insurer.claim
    .readPractice({ insurer: 'insurer' })
    .catch((error: { code?: string }) => error.code);
  if (published === 'NOT_FOUND')
    await insurer.claim.publishPractice({ ...practice, effectiveOn: today(world) });
  const [policyId, noticeId, claimId] = [world.fresh('P'), world.fresh('N'), world.fresh('K')];
  const startsAt = after(world, 8_000);
  const covers = [
    {
      code: 'collision' as const,
      sumInsured: eur(2_000_000),
      limit: eur(2_000_000),
      deductible: eur(50_000),
    },
  ];
  await insurer.policy.quote({
    ...{ policyId, policyholder: OWNER, vin, tariffId: 'car', tariffVersion: 1, pricing: 'fixed', covers },
    ...{ listPremium: eur(48_000), startsAt, months: 12, instalments: 4, quotedUntil: startsAt },
  });
  await owner.policy.bind({ policyId });
  await insurer.policy.receivePremium({ policyId, no: 1, paymentId: world.fresh('Q') });
  await world.wait(time.addMillis(startsAt, 1));
  const lossAt = world.now();
  await owner.claim.notify({
    noticeId,
    policyId,
    lossAt,
    cause: 'collision',
    vehicles: 2,
    injured: 0,
    evidenceIds: [],
  });
  await insurer.claim.open({ claimId, noticeId });
  const ids = { claimId, exposureId: 'E-1' };
  await insurer.claim.openExposure({ ...ids, cover: 'collision', claimant: OWNER });
  const reportHash = createHash('sha256').update(claimId).digest('hex');
  const wreck = { value: eur(1_200_000), repair: eur(850_000), salvage: eur(360_000) };
  const found = { loss: eur(850_000), betterment: eur(0), faultShare: 0, reportHash, ...wreck };
  await insurer.claim.assess({ ...ids, found });
  await insurer.claim.setReserve({
    ...ids,
    costType: 'claimCost',
    costCategory: 'body',
    total: eur(1_200_000),
  });
  await insurer.claim.confirm({ claimId, amount: eur(1_200_000), ownFault: false });
  await insurer.claim.proposeTotalLoss({ ...ids, retained: false });
  return claimId;
}

export const loanBehaviour: Behaviour = (open) => {
  test('a lender bids under seal, opens its bid as it was sealed, and the customer takes it', async () => {
    const world = await open();
    const { desk, owner, vin, applicationId, decisionId, loanId, consentId } = await openBank(world);
    const terms = publishedTerms(today(world), time.addMonths(today(world), 1));
    const bidding = { closesAt: after(world, 20_000), openUntil: after(world, DAY) };
    await owner.loan.apply({
      applicationId,
      vin,
      amount: terms.principal,
      instalments: 6,
      consentId,
      bidding,
    });
    const facts = { terms, validDays: 14, nonce };
    const { seal: bidSeal } = await desk.loan.keepBid({ applicationId }, facts);
    const bidHash = loanBidHash({ applicationId, lender: 'lender', ...facts });
    const bid = { applicationId, seal: bidSeal, bidHash };
    await desk.loan.bid(bid);
    expect((await owner.loan.listBids({ applicationId })).items).toMatchObject([bid]);
    const { seal } = await desk.loan.underwrite({ applicationId, decisionId }, underwriting);
    const stated = {
      applicationId,
      decisionId,
      outcome: 'approve',
      scorecardVersion: 1,
      seal,
      validDays: 14,
    } as const;
    await expect(desk.loan.decide({ ...stated, terms })).rejects.toMatchObject({ code: 'BIDS_ONLY' });
    await expect(desk.loan.openBid({ ...stated, terms, nonce })).rejects.toMatchObject({
      code: 'BIDDING_RUNS',
    });
    await world.wait(time.opensAfter(bidding.closesAt));
    const kept = await desk.loan.recallBid({ applicationId });
    const cheaper = { ...kept.terms, annualRatePpm: 1 };
    await expect(desk.loan.openBid({ ...stated, ...kept, terms: cheaper })).rejects.toMatchObject({
      code: 'BID_DIFFERS',
    });
    expect(await desk.loan.openBid({ ...stated, ...kept })).toMatchObject({ status: 'offered', terms });
    await owner.loan.accept({ applicationId, decisionId, loanId });
    expect(await desk.loan.disburse({ loanId, on: terms.startOn })).toMatchObject({
      status: 'active',
      terms,
    });
  });

  test('a late loan bears late interest, is told so once a day, and is re-aged, then taken over by another, with nothing lost', async () => {
    const world = await open();
    const { desk, owner, loanId, vin } = await lendLate(world);
    const on = today(world);
    const closed = time.addDays(on, -1);
    const [before, then] = [
      await owner.loan.standing({ loanId, on }),
      await owner.loan.standing({ loanId, on: closed }),
    ];
    expect(before.delinquentDays).toBeGreaterThan(30);
    await expect(desk.loan.tick({ loanId, on })).rejects.toMatchObject({ code: 'DAY_RUNS' });
    expect(await desk.loan.tick({ loanId, on: closed })).toMatchObject({ lateInterest: then.lateInterest });
    expect(await desk.loan.tick({ loanId, on: closed })).toMatchObject({ lateInterest: eur(0) });
    const modificationId = world.fresh('M');
    const plan = { annualRatePpm: 60_000, instalments: 12, every: { count: 1, unit: 'month' as const } };
    const firstDueOn = time.addMonths(on, 1);
    const wanted = { loanId, modificationId, kind: 'reage', capitalise: false, validDays: 3 } as const;
    await desk.loan.offerModification({ ...wanted, plan: { ...plan, firstDueOn } });
    const { coming } = await owner.loan.previewModification({ loanId, modificationId });
    await owner.loan.agreeToModification({ loanId, modificationId });
    const { pastDueDays, pastDue, lateInterest, payoff } = await owner.loan.standing({ loanId, on });
    expect([pastDueDays, pastDue]).toEqual([0, eur(0)]);
    expect([lateInterest, payoff]).toEqual([before.lateInterest, before.payoff]);
    expect((await owner.loan.schedule({ loanId })).coming).toEqual(coming);
    const [successorId, secondId] = [world.fresh('L'), world.fresh('M')];
    const longer = { ...wanted, modificationId: secondId, kind: 'reschedule', successorId } as const;
    await desk.loan.offerModification({ ...longer, plan: { ...plan, instalments: 18, firstDueOn } });
    await owner.loan.agreeToModification({ loanId, modificationId: secondId });
    expect((await desk.loan.exportEntries({ loanId })).status.id).toBe(602);
    expect((await owner.loan.standing({ loanId: successorId, on })).payoff).toEqual(payoff);
    expect((await owner.vehicle.read({ vin })).liens).toMatchObject([{ loanId: successorId }]);
  });

  test('a borrower who catches up ends the notice of repossession, and nothing is taken or written off meanwhile', async () => {
    const world = await open();
    const { desk, owner, loanId, vin } = await lendLate(world);
    const on = today(world);
    await desk.loan.declareDefault({ loanId, on });
    await desk.loan.giveNotice({ loanId, cureDays: 10 });
    await expect(desk.loan.repossess({ loanId })).rejects.toMatchObject({ code: 'CURE_PERIOD_RUNS' });
    const off = desk.loan.writeOff({ loanId, entryId: world.fresh('W'), on });
    await expect(off).rejects.toMatchObject({ code: 'REPOSSESSION_OPEN' });
    const { pastDue, lateInterest } = await owner.loan.standing({ loanId, on });
    await desk.loan.repay({
      loanId,
      paymentId: world.fresh('I'),
      amount: money.add(pastDue, lateInterest),
      on,
    });
    expect((await owner.loan.readRepossession({ loanId })).status).toBe('ended');
    expect((await owner.vehicle.read({ vin })).repossession).toBeUndefined();
    await expect(desk.loan.giveNotice({ loanId, cureDays: 10 })).rejects.toMatchObject({
      code: 'NOT_PAST_DUE',
    });
  });

  test('a total loss pays the loan and releases its lien in one transaction', async () => {
    const world = await open();
    const { desk, owner, vin, loanId } = await lendLate(world);
    const claimId = await totalLossOf(world, vin);
    const { lienId } = await owner.loan.read({ loanId });
    await desk.loan.repay({ loanId, paymentId: world.fresh('I'), amount: eur(2_000), on: today(world) });
    const { total } = await owner.loan.payoff({ loanId, on: today(world) });
    await desk.claim.statePayoff({ claimId, lienId, amount: total });
    const supervisor = await world.be('insurer/supervisor', 'insurer');
    const transferId = world.fresh('T');
    const { payments } = await supervisor.on.claim.payTotalLoss({ claimId, transferId });
    expect(payments[0]).toMatchObject({ payee: { party: 'lender' }, amount: total, loanId });
    expect((await owner.loan.read({ loanId })).status).toBe('settled');
    expect(
      (await owner.vehicle.read({ vin })).liens.filter(({ releasedAt }) => releasedAt === undefined),
    ).toEqual([]);
    const { items } = await owner.loan.listEntries({ loanId, size: 20 });
    expect(items.find(({ entryId }) => entryId === transferId)).toMatchObject({
      kind: 'indemnity',
      outstanding: eur(0),
    });
  });
};

import { ANA, bringIn, DAY, eur, hash, HOUR, openMarket, report, service, VIN, WASH } from './market';

const claim = {
  claimId: 'W-1',
  vin: VIN,
  recordId: 'SR-1',
  code: 'oil',
  odometer: { value: 52_000, unit: 'km' as const },
};
const claimId = 'W-1';

/** A service of 200.00 was done and paid. */
async function openPaid() {
  const market = await openMarket();
  await market.ana.on.service.book(await market.asking());
  await bringIn(market, 'B-1');
  market.goTo('2026-03-04T11:00:00.000Z');
  await market.technician.on.service.complete({ bookingId: 'B-1', report: report() });
  await market.ana.on.service.accept({ bookingId: 'B-1' });
  return market;
}
async function openClaimed() {
  const market = await openPaid();
  await market.ana.on.service.claimWork(claim);
  market.goTo('2026-03-05T08:00:00.000Z');
  const rework = { bookingId: 'B-R', claimId, bay: 'B1', start: { local: '2026-03-06T11:00' } };
  const come = async () => {
    const nonce = 'cd'.repeat(16);
    const odometer = { value: 42_100, unit: 'km' as const };
    market.goTo('2026-03-06T09:55:00.000Z');
    await market.ana.on.service.arrive({ bookingId: 'B-R', nonceHash: hash(nonce) });
    await market.wash.on.service.checkIn({ bookingId: 'B-R', nonce, odometer, photoHash: hash('p') });
    await market.wash.on.service.begin({ bookingId: 'B-R' });
  };
  const redone = { ...report('SR-2'), odometer: { value: 42_100, unit: 'km' as const } };
  return { ...market, rework, come, redone };
}

test('the warranty on work lasts its days and kilometres, for the holder of the title', async () => {
  const { ana, ben } = await openPaid();
  await expect(ana.on.service.claimWork({ ...claim, code: 'pads' })).rejects.toMatchObject({
    code: 'WORK_UNKNOWN',
  });
  const far = { ...claim, odometer: { value: 52_001, unit: 'km' as const } };
  await expect(ana.on.service.claimWork(far)).rejects.toMatchObject({ code: 'WORK_WARRANTY_OVER' });
  await expect(ben.on.service.claimWork(claim)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  const made = await ana.on.service.claimWork(claim);
  expect(await ana.on.service.claimWork(claim)).toEqual(made);
});

test('a warranty that ended gives no claim', async () => {
  const { ana, ledger } = await openPaid();
  ledger.pass(365 * DAY + HOUR);
  await expect(ana.on.service.claimWork(claim)).rejects.toMatchObject({ code: 'WORK_WARRANTY_OVER' });
});

test('a claim is answered by money or by no; money comes back for one work once', async () => {
  const { ana, wash, technician, issue, held, proven } = await openPaid();
  await ana.on.service.claimWork(claim);
  await expect(ana.on.service.claimWork({ ...claim, claimId: 'W-2' })).rejects.toMatchObject({
    code: 'CLAIMED_BEFORE',
  });
  await expect(technician.on.service.answerWorkClaim({ claimId, answer: 'refused' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await wash.on.service.answerWorkClaim({ claimId, answer: 'refused' });
  expect((await ana.on.service.readWorkClaim({ claimId })).status).toBe('refused');
  const worth = eur(3_000n);
  await expect(
    ana.on.service.claimWork({ ...claim, claimId: 'W-2', worth: eur(20_001n) }),
  ).rejects.toMatchObject({
    code: 'REPAYMENT_SHORT',
  });
  await ana.on.service.claimWork({ ...claim, claimId: 'W-2', worth });
  const [lots, before] = [[await issue(WASH, 3_000n)], await held(ana, ANA)];
  const money = { amount: eur(3_000n), paymentId: 'P-w', lots };
  const cent = { ...money, claimId: 'W-2', answer: 'repaid', amount: eur(1n) } as const;
  await expect(wash.on.service.answerWorkClaim(cent)).rejects.toMatchObject({ code: 'REPAYMENT_SHORT' });
  const repaying = { claimId: 'W-2', answer: 'repaid', ...money } as const;
  const repaid = await wash.on.service.answerWorkClaim(repaying);
  expect(await wash.on.service.answerWorkClaim(repaying)).toEqual(repaid);
  const spare = [await issue(WASH, 3_500n)];
  for (const other of [{ amount: eur(3_500n) }, { paymentId: 'P-x' }, { lots: spare }, { reworkId: 'SR-1' }])
    await expect(wash.on.service.answerWorkClaim({ ...repaying, ...other })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
  expect([(await held(ana, ANA)) - before, await proven()]).toEqual([3_000n, true]);
  await expect(ana.on.service.claimWork({ ...claim, claimId: 'W-3' })).rejects.toMatchObject({
    code: 'CLAIMED_BEFORE',
  });
});

test('a rework is free, takes a slot, and its record of the same work answers the claim by itself', async () => {
  const { ana, ben, wash, technician, rework, come, redone, held, goTo, proven, asking } =
    await openClaimed();
  await expect(ben.on.service.bookRework(rework)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  const booked = await ana.on.service.bookRework(rework);
  expect(await ana.on.service.bookRework(rework)).toEqual(booked);
  expect(booked).toMatchObject({ status: 'confirmed', reworkOf: claimId, escrows: [] });
  await expect(ana.on.service.book(await asking({ start: rework.start }))).rejects.toMatchObject({
    code: 'SLOT_TAKEN',
  });
  const again = { ...rework, bookingId: 'B-S', bay: 'B2' };
  await expect(ana.on.service.bookRework(again)).rejects.toMatchObject({ code: 'REWORK_BOOKED' });
  const before = [await held(ana, ANA), await held(wash, WASH)];
  await come();
  goTo('2026-03-06T11:00:00.000Z');
  await technician.on.service.complete({ bookingId: 'B-R', report: redone });
  expect(await ana.on.service.readWorkClaim({ claimId })).toMatchObject({
    status: 'reworked',
    reworkId: 'SR-2',
  });
  const answered = { claimId, answer: 'reworked', reworkId: 'SR-2' } as const;
  expect((await wash.on.service.answerWorkClaim(answered)).status).toBe('reworked');
  await expect(wash.on.service.answerWorkClaim({ ...answered, reworkId: 'SR-1' })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  expect((await ana.on.service.accept({ bookingId: 'B-R' })).status).toBe('settled');
  expect([await held(ana, ANA), await held(wash, WASH), await proven()]).toEqual([...before, true]);
  expect((await ana.on.service.claimWork({ ...claim, claimId: 'W-2' })).status).toBe('claimed');
});

test('a rework may be disputed too; there is nothing to share out', async () => {
  const { ana, technician, registrar, rework, come, redone, goTo } = await openClaimed();
  await ana.on.service.bookRework(rework);
  await come();
  goTo('2026-03-06T11:00:00.000Z');
  await technician.on.service.complete({ bookingId: 'B-R', report: redone });
  await ana.on.service.dispute({ bookingId: 'B-R', reasonHash: hash('again') });
  const resolve = (amount: bigint) => registrar.on.service.resolve({ bookingId: 'B-R', refund: eur(amount) });
  await expect(resolve(1n)).rejects.toMatchObject({ code: 'REFUND_TOO_MUCH' });
  expect(await resolve(0n)).toMatchObject({ status: 'resolved', ended: { refund: eur(0n) } });
});

test('what was paid for, or is other work, is no rework', async () => {
  const { ana, wash, technician, rework, come, redone, goTo } = await openClaimed();
  const answer = (reworkId: string) =>
    wash.on.service.answerWorkClaim({ claimId, answer: 'reworked', reworkId });
  await expect(answer('SR-1')).rejects.toMatchObject({ code: 'REWORK_MISSING' });
  await ana.on.service.bookRework(rework);
  await come();
  goTo('2026-03-06T11:00:00.000Z');
  const other = { ...redone, work: [{ code: 'polish', says: 'Polished', minutes: 20 }] };
  await technician.on.service.complete({ bookingId: 'B-R', report: other });
  await expect(answer('SR-2')).rejects.toMatchObject({ code: 'REWORK_MISSING' });
  expect((await ana.on.service.readWorkClaim({ claimId })).status).toBe('claimed');
  const later = { ...rework, bookingId: 'B-S', start: { local: '2026-03-09T11:00' } };
  expect((await ana.on.service.bookRework(later)).status).toBe('confirmed');
});

test('a merchant that cancels the rework compensates from its bond, and the rework is booked again at today’s hours', async () => {
  const { ana, wash, rework, held, proven } = await openClaimed();
  await wash.on.merchant.publishService(service(2, 30_000n));
  await ana.on.service.bookRework(rework);
  const before = await held(ana, ANA);
  const declined = await wash.on.service.decline({ bookingId: 'B-R' });
  expect(declined.ended).toMatchObject({ refund: eur(0n), compensation: eur(2_000n) });
  expect([(await held(ana, ANA)) - before, await proven()]).toEqual([2_000n, true]);
  expect((await ana.on.service.bookRework({ ...rework, bookingId: 'B-S' })).price).toEqual(eur(20_000n));
});

test('a claim that is not answered in fourteen days is a default: the bond pays the price of the work, once', async () => {
  const { ana, ben, goTo, held, auditor, proven } = await openClaimed();
  const until = '2026-03-18T11:00:20.000Z';
  goTo('2026-03-18T11:00:19.999Z');
  await expect(ben.on.service.defaultWorkClaim({ claimId })).rejects.toMatchObject({
    code: 'ANSWER_AHEAD',
    facts: { until },
  });
  goTo(until);
  const before = await held(ana, ANA);
  const defaulted = await ben.on.service.defaultWorkClaim({ claimId });
  expect(await ben.on.service.defaultWorkClaim({ claimId })).toEqual(defaulted);
  expect(defaulted).toEqual({ claimId, status: 'defaulted' });
  await expect(ben.on.service.readWorkClaim({ claimId })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await ana.on.service.readWorkClaim({ claimId })).repaid).toEqual(eur(20_000n));
  expect([(await held(ana, ANA)) - before, await proven()]).toEqual([20_000n, true]);
  expect((await auditor.on.payment.readEscrow({ escrowId: 'BOND-1' })).left).toEqual(eur(30_000n));
});

test('a rework that is booked counts as an answer, and a bond that is gone pays nothing', async () => {
  const { ana, ben, wash, registrar, rework, ledger, goTo } = await openClaimed();
  await ana.on.service.bookRework({ ...rework, start: { local: '2026-03-24T11:00' } });
  goTo('2026-03-20T09:00:00.000Z');
  await expect(ben.on.service.defaultWorkClaim({ claimId })).rejects.toMatchObject({ code: 'ANSWER_AHEAD' });
  await wash.on.service.decline({ bookingId: 'B-R' });
  ledger.pass(120 * DAY);
  await registrar.on.payment.refundEscrow({ escrowId: 'BOND-1', paymentId: 'P-bondback' });
  await ben.on.service.defaultWorkClaim({ claimId });
  const defaulted = await ana.on.service.readWorkClaim({ claimId });
  expect([defaulted.status, defaulted.repaid]).toEqual(['defaulted', undefined]);
});

import { judgePart } from '../../../chaincode/src/service/rules/record';
import { ANA, bringIn, CAR, DAY, eur, hash, openMarket, report, VIN, WASH } from './market';

const bookingId = 'B-1';
const PART = 'https://id.gs1.org/01/04012345111118/21/NEW1';
const OLD = 'https://id.gs1.org/01/04012345111118/21/OLD1';
const event = (action: string, epc: string, at: string) => ({
  type: 'ObjectEvent' as const,
  eventTime: at,
  eventTimeZoneOffset: '+00:00',
  epcList: [epc],
  action: action as 'ADD',
  bizStep: 'commissioning',
});

async function openJob() {
  const market = await openMarket();
  await market.ana.on.service.book(await market.asking());
  await bringIn(market, bookingId);
  return market;
}
async function openDone() {
  const market = await openJob();
  market.goTo('2026-03-04T11:00:00.000Z');
  await market.technician.on.service.complete({ bookingId, report: report() });
  return market;
}

test('arrival is proved by the code on the phone, and not before half an hour ahead', async () => {
  const { ana, wash, technician, asking, goTo } = await openMarket();
  await ana.on.service.book(await asking());
  const seen = { bookingId, odometer: { value: 1, unit: 'km' as const }, photoHash: hash('photo') };
  const nonce = 'cd'.repeat(16);
  goTo('2026-03-04T09:29:00.000Z');
  await expect(ana.on.service.arrive({ bookingId, nonceHash: hash(nonce) })).rejects.toMatchObject({
    code: 'ARRIVAL_EARLY',
  });
  goTo('2026-03-04T09:31:00.000Z');
  await expect(wash.on.service.checkIn({ ...seen, nonce })).rejects.toMatchObject({ code: 'NOT_ARRIVED' });
  await ana.on.service.arrive({ bookingId, nonceHash: hash(nonce) });
  await expect(technician.on.service.checkIn({ ...seen, nonce: 'ef'.repeat(16) })).rejects.toMatchObject({
    code: 'NONCE_WRONG',
  });
  await expect(ana.on.service.checkIn({ ...seen, nonce })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await technician.on.service.checkIn({ ...seen, nonce })).status).toBe('checkedIn');
});

test('the finished work is in the history of the vehicle, and the money follows when the customer accepts', async () => {
  const { ana, technician, wash, held, ledger, auditor, goTo, proven } = await openJob();
  await technician.on.service.report({ bookingId, stage: 'repairing', readyAt: '2026-03-04T11:20:00.000Z' });
  goTo('2026-03-04T11:00:00.000Z');
  const low = { ...report(), odometer: { value: 41_000, unit: 'km' as const } };
  await expect(technician.on.service.complete({ bookingId, report: low })).rejects.toMatchObject({
    code: 'ODOMETER_LOWER',
  });
  const done = await technician.on.service.complete({ bookingId, report: report() });
  expect(done.record).toMatchObject({
    merchant: WASH,
    technician: 'registry/tech',
    startedAt: '2026-03-04T09:50:00.000Z',
  });
  expect(await technician.on.service.complete({ bookingId, report: report() })).toEqual(done);
  expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual([
    'OdometerRead',
    'ServiceRecorded',
    'BookingChanged',
  ]);
  const trust = await auditor.on.trust.read({ vin: VIN });
  expect(trust.technical.service).toMatchObject([{ value: 42_000, source: 'service' }]);
  expect(trust.technical.work.items).toMatchObject([{ recordId: 'SR-1', merchant: WASH, work: ['oil'] }]);
  expect((await auditor.on.service.listRecords({ vin: VIN })).items).toEqual([done.record]);
  expect(await auditor.on.service.readRecord({ vin: VIN, recordId: 'SR-1' })).toEqual(done.record);
  expect(await held(wash, WASH)).toBe(0n);
  const settled = await ana.on.service.accept({ bookingId });
  expect(await ana.on.service.accept({ bookingId })).toEqual(settled);
  expect([settled.status, await held(wash, WASH), await proven()]).toEqual(['settled', 20_000n, true]);
});

test('work counts as accepted after a day, by the tick of anyone', async () => {
  const { ben, wash, held, ledger } = await openDone();
  ledger.pass(DAY + 20_000 - 1);
  expect((await ben.on.service.tick({ bookingId })).status).toBe('completed');
  ledger.pass(1);
  expect((await ben.on.service.tick({ bookingId })).status).toBe('settled');
  expect(await held(wash, WASH)).toBe(20_000n);
});

test('work that never ends gives the money back', async () => {
  const { ana, ben, held, goTo, proven } = await openJob();
  goTo('2026-04-03T11:00:19.999Z');
  expect((await ben.on.service.tick({ bookingId })).status).toBe('inProgress');
  goTo('2026-04-03T11:00:20.000Z');
  expect((await ana.on.service.read({ bookingId })).standing).toBe('refunded');
  expect((await ben.on.service.tick({ bookingId })).status).toBe('refunded');
  expect([await held(ana, ANA), await proven()]).toEqual([20_000n, true]);
});

test('further work is done for further money only when the customer accepts the quote', async () => {
  const { ana, technician, wash, issue, held, goTo } = await openJob();
  const quote = { bookingId, amount: eur(5_000n), work: [{ code: 'pads', says: 'Brake pads', minutes: 30 }] };
  expect((await technician.on.service.proposeQuote({ ...quote, quoteId: 'Q-1' })).status).toBe(
    'quoteProposed',
  );
  await expect(technician.on.service.complete({ bookingId, report: report() })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  await expect(wash.on.service.declineQuote({ bookingId, quoteId: 'Q-1' })).rejects.toMatchObject({
    code: 'WRONG_SIDE',
  });
  await ana.on.service.declineQuote({ bookingId, quoteId: 'Q-1' });
  await expect(technician.on.service.proposeQuote({ ...quote, quoteId: 'Q-1' })).rejects.toMatchObject({
    code: 'QUOTE_NOT_OPEN',
  });
  await technician.on.service.proposeQuote({ ...quote, quoteId: 'Q-2' });
  const accepted = await ana.on.service.acceptQuote({
    bookingId,
    quoteId: 'Q-2',
    paymentId: 'P-q',
    lots: [await issue(ANA, 5_000n)],
  });
  expect(accepted.escrows).toHaveLength(2);
  goTo('2026-03-04T12:00:00.000Z');
  await technician.on.service.complete({ bookingId, report: report() });
  await ana.on.service.accept({ bookingId });
  expect(await held(wash, WASH)).toBe(25_000n);
});

test('a quote too many is refused before it is kept', async () => {
  const { ana, technician } = await openJob();
  const quote = { bookingId, amount: eur(100n), work: [{ code: 'pads', says: 'Brake pads', minutes: 30 }] };
  for (let no = 1; no <= 20; no++) {
    await technician.on.service.proposeQuote({ ...quote, quoteId: `Q-${no}` });
    await ana.on.service.declineQuote({ bookingId, quoteId: `Q-${no}` });
  }
  await expect(technician.on.service.proposeQuote({ ...quote, quoteId: 'Q-21' })).rejects.toMatchObject({
    code: 'TOO_MANY',
  });
});

test('a reading of the same name keeps no work out of the history', async () => {
  const { technician, auditor, goTo } = await openJob();
  const taken = { vin: VIN, readingId: 'SR-1', value: 41_995, unit: 'km' as const };
  await technician.on.vehicle.recordReading({ ...taken, source: 'service', at: '2026-03-04T09:49:00.000Z' });
  goTo('2026-03-04T11:00:00.000Z');
  await technician.on.service.complete({ bookingId, report: report() });
  expect((await auditor.on.trust.read({ vin: VIN })).technical.service).toHaveLength(2);
});

test('a dispute is decided by the registrar, who shares out what the boxes hold', async () => {
  const { ana, wash, registrar, held, proven } = await openDone();
  await ana.on.service.dispute({ bookingId, reasonHash: hash('scratched') });
  await expect(registrar.on.service.resolve({ bookingId, refund: eur(20_001n) })).rejects.toMatchObject({
    code: 'REFUND_TOO_MUCH',
  });
  const resolved = await registrar.on.service.resolve({ bookingId, refund: eur(15_000n) });
  expect(resolved).toMatchObject({ status: 'resolved', ended: { refund: eur(15_000n) } });
  expect([await held(ana, ANA), await held(wash, WASH), await proven()]).toEqual([15_000n, 5_000n, true]);
});

test('a dispute that nobody decides goes back to the customer', async () => {
  const { ana, ben, held, ledger } = await openDone();
  ledger.pass(DAY - 1);
  await ana.on.service.dispute({ bookingId, reasonHash: hash('scratched') });
  ledger.pass(14 * DAY + 20_000);
  expect((await ben.on.service.tick({ bookingId })).status).toBe('refunded');
  expect(await held(ana, ANA)).toBe(20_000n);
});

test('the merchant cannot take the money by itself, and what the sides move themselves is not moved twice', async () => {
  const { ana, wash, technician, goTo, held, proven } = await openJob();
  const { booking } = await ana.on.service.read({ bookingId });
  const release = { escrowId: booking.escrows[0] ?? '', milestoneId: 'work', paymentId: 'P-self' };
  await expect(wash.on.payment.releaseEscrow(release)).rejects.toMatchObject({ code: 'CONDITION_OPEN' });
  await ana.on.payment.releaseEscrow(release);
  goTo('2026-03-04T11:00:00.000Z');
  await technician.on.service.complete({ bookingId, report: report() });
  expect((await ana.on.service.accept({ bookingId })).status).toBe('settled');
  expect([await held(wash, WASH), await proven()]).toEqual([20_000n, true]);
});

test('a fitted part is judged by what its chain says, and the exchange is told to both chains', async () => {
  const { technician, goTo, be, auditor } = await openJob();
  const supplier = await be('manufacturer/supplier', 'supplier');
  await supplier.on.part.capture({ event: event('ADD', PART, '2026-03-01T08:00:00.000Z') });
  goTo('2026-03-04T11:00:00.000Z');
  const parts = [
    { removed: OLD, fitted: PART, partNumber: 'BP-11', isPartCausal: true },
    { fitted: 'https://id.gs1.org/01/04012345111118/21/COPY', partNumber: 'BP-12' },
  ];
  const { record } = await technician.on.service.complete({ bookingId, report: { ...report(), parts } });
  expect(record.parts).toMatchObject([
    { genuineness: 'genuine', flags: ['custody_break'] },
    { genuineness: 'unknown', flags: ['never_commissioned'] },
  ]);
  expect((await auditor.on.part.read({ epc: PART })).state).toMatchObject({
    status: 'fitted',
    parent: { id: CAR },
  });
  expect((await auditor.on.part.read({ epc: OLD })).state.status).toBe('removed');
});

test('a part that should not exist any more is suspect', () => {
  const state = {
    status: 'active' as const,
    custodian: 'manufacturer',
    maker: 'manufacturer',
    setBy: 'ab'.repeat(32),
  };
  const part = { epc: PART, state, flags: [{ flag: 'reappeared' as const, event: 'ab'.repeat(32) }] };
  const known = { ...part, generation: 0, lastEvent: 'ab'.repeat(32), events: 1 };
  expect(judgePart(known).genuineness).toBe('suspect');
});

test('only who settled a booking reviews it, once, and the merchant answers once', async () => {
  const { ana, ben, wash, auditor } = await openDone();
  const review = { bookingId, stars: 4, textHash: hash('good') };
  await expect(ana.on.service.review(review)).rejects.toMatchObject({ code: 'NOT_SETTLED' });
  await ana.on.service.accept({ bookingId });
  await expect(ben.on.service.review(review)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  const written = await ana.on.service.review(review);
  expect(await ana.on.service.review(review)).toEqual(written);
  await expect(ana.on.service.review({ ...review, stars: 1 })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  const rebuttal = { merchant: WASH, bookingId, textHash: hash('thanks') };
  await wash.on.merchant.rebut(rebuttal);
  await wash.on.merchant.rebut(rebuttal);
  await expect(wash.on.merchant.rebut({ ...rebuttal, textHash: hash('more') })).rejects.toMatchObject({
    code: 'REBUTTED_ALREADY',
  });
  const { milliStars, reviews } = await auditor.on.merchant.readReputation({ merchant: WASH });
  expect([milliStars, reviews.length]).toEqual([4_000, 1]);
});

test('stars are the average of all reviews, not of the first page, and the newest are shown', async () => {
  const { ana, auditor, wash, ledger } = await openDone();
  await ana.on.service.accept({ bookingId });
  const { at } = await ana.on.service.review({ bookingId, stars: 5, textHash: hash('good') });
  const { state } = ledger.world;
  const [key = '', held] = [...state].find(([name]) => name.startsWith('\u0000review\u0000')) ?? [];
  const earlier = new Date(Date.parse(at) - 1_000).toISOString();
  for (let count = 0; count < 149; count++) {
    const record = JSON.parse(held?.value.toString() ?? '{}') as { record: object };
    const other = { ...record, record: { ...record.record, bookingId: `A-${count}`, stars: 3, at: earlier } };
    const value = Buffer.from(JSON.stringify(other));
    state.set(key.replace(bookingId, `A-${count}`), { value, version: held?.version ?? '' });
  }
  const { milliStars, reviews, reviewCount, more } = await auditor.on.merchant.readReputation({
    merchant: WASH,
  });
  expect([milliStars, reviews.length, reviewCount, more]).toEqual([
    Math.floor((5_000 + 149 * 3_000) / 150),
    100,
    150,
    false,
  ]);
  expect(reviews[0]).toMatchObject({ merchant: WASH, stars: 5 });
  expect(Object.keys(reviews[0] ?? {})).toEqual(expect.not.arrayContaining(['by', 'bookingId']));
  const own = await wash.on.merchant.readReputation({ merchant: WASH });
  expect(own.reviews[0]).toMatchObject({ bookingId, stars: 5 });
});

test('a merchant is known by the promises that it kept of late', async () => {
  const { ana, ben, wash, ledger, asking, goTo } = await openDone();
  const kept = async () => (await ben.on.merchant.readReputation({ merchant: WASH })).kept;
  expect(await kept()).toEqual({ onTime: 0, late: 0, failed: 0 });
  await ana.on.service.accept({ bookingId });
  expect(await kept()).toEqual({ onTime: 1, late: 0, failed: 0, onTimePpm: 1_000_000 });
  const start = { local: '2026-03-10T11:00' };
  await ana.on.service.book(await asking({ bookingId: 'B-2', paymentId: 'P-2', start }));
  await wash.on.service.decline({ bookingId: 'B-2' });
  await ana.on.service.book(await asking({ bookingId: 'B-3', paymentId: 'P-3', start }));
  goTo('2026-03-10T12:00:00.000Z');
  expect((await ben.on.service.tick({ bookingId: 'B-3' })).status).toBe('noShowCustomer');
  expect(await kept()).toEqual({ onTime: 1, late: 0, failed: 1, onTimePpm: 500_000 });
  ledger.pass(90 * DAY);
  expect(await kept()).toEqual({ onTime: 0, late: 0, failed: 0 });
});

test('an offer of work silences no review', async () => {
  const { ana, wash } = await openDone();
  await ana.on.service.accept({ bookingId });
  await wash.on.merchant.employ({ member: ANA, duties: ['cashier'] });
  expect((await ana.on.service.review({ bookingId, stars: 1 })).stars).toBe(1);
});

test('who took work at the merchant does not review it, and before it agrees it has no duties', async () => {
  const { ana, ben, wash } = await openDone();
  await ana.on.service.accept({ bookingId });
  await wash.on.merchant.employ({ member: ANA, duties: ['cashier'] });
  await expect(ana.on.service.decline({ bookingId })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(ben.on.merchant.join({ merchant: WASH })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const joined = await ana.on.merchant.join({ merchant: WASH });
  expect(await ana.on.merchant.join({ merchant: WASH })).toEqual(joined);
  await expect(ana.on.service.review({ bookingId, stars: 5 })).rejects.toMatchObject({
    code: 'NOT_INDEPENDENT',
  });
});

test('a prepaid card pays for what it is for, and what comes back of it is a card again', async () => {
  const { ana, asking, issue, goTo, wash } = await openMarket();
  const purpose = {
    merchants: [WASH],
    categories: ['7538'],
    until: '2026-12-31T00:00:00.000Z',
    remainderTo: ANA,
  };
  const card = {
    paymentId: 'P-card',
    from: ANA,
    to: ANA,
    amount: eur(20_000n),
    lots: [await issue(ANA, 20_000n)],
    purpose,
  };
  const { made } = await ana.on.payment.bind(card);
  const lots = made.map(({ lotId }) => lotId);
  await ana.on.service.book(await asking({ lots }));
  goTo('2026-03-03T10:01:00.000Z');
  await ana.on.service.cancel({ bookingId });
  const { items } = await ana.on.payment.listLots({ owner: ANA });
  expect(items.filter((lot) => lot.purpose).map(({ amount }) => amount)).toEqual([eur(10_000n)]);
  expect((await wash.on.payment.balance({ party: WASH })).accounts[0]?.free).toEqual(eur(10_000n));
});

import { canonical } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { serviceApi } from '../../../chaincode/src/service/api';
import { ANA, BEN, eur, HOURS, MINUTE, OTHER_VIN, openMarket, service, WASH } from './market';

const call = (name: 'book' | 'hold' | 'confirm', request: object) => ({
  manner: 'submit' as const,
  room: 'service',
  name,
  request: canonical(z.encode(serviceApi.operations[name].request, request as never)),
});

test('a slot is held for five minutes, confirmed with its money, and then taken for good', async () => {
  const { ana, ben, asking, goTo, held } = await openMarket();
  const { paymentId, lots, ...asked } = await asking();
  const booking = await ana.on.service.hold(asked);
  expect(booking).toMatchObject({
    status: 'requested',
    startsAt: '2026-03-04T10:00:00.000Z',
    freeAt: '2026-03-04T11:15:00.000Z',
  });
  const overlapping = await asking({ start: { local: '2026-03-04T12:00' } }, BEN);
  await expect(ben.on.service.book(overlapping)).rejects.toMatchObject({ code: 'SLOT_TAKEN' });
  const confirmed = await ana.on.service.confirm({ bookingId: 'B-1', paymentId, lots });
  expect(confirmed.status).toBe('confirmed');
  expect(await ana.on.service.confirm({ bookingId: 'B-1', paymentId, lots })).toEqual(confirmed);
  goTo('2026-03-02T10:00:00.000Z');
  await expect(ben.on.service.book(overlapping)).rejects.toMatchObject({ code: 'SLOT_TAKEN' });
  expect((await ben.on.service.book({ ...overlapping, bay: 'B2' })).status).toBe('confirmed');
  expect(await held(ana, ANA)).toBe(0n);
});

test('a hold that is over frees its slot by itself, and anyone may write it down', async () => {
  const { ana, ben, asking, ledger } = await openMarket();
  const { paymentId, lots, ...asked } = await asking();
  await ana.on.service.hold(asked);
  ledger.pass(5 * MINUTE);
  expect((await ana.on.service.read({ bookingId: 'B-1' })).standing).toBe('lapsed');
  await expect(ana.on.service.confirm({ bookingId: 'B-1', paymentId, lots })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  await expect(ben.on.service.book(await asking({}, BEN))).rejects.toMatchObject({ code: 'SLOT_TAKEN' });
  expect((await ben.on.service.tick({ bookingId: 'B-1' })).status).toBe('requested');
  ledger.pass(20_000);
  await ben.on.service.book(await asking({}, BEN));
  const written = await ben.on.service.tick({ bookingId: 'B-1' });
  expect(written.status).toBe('lapsed');
  expect(await ana.on.service.tick({ bookingId: 'B-1' })).toEqual(written);
});

test('two confirmations of one slot at once: exactly one is valid', async () => {
  const { ana, ben, asking, ledger, proven } = await openMarket();
  const verdicts = await ledger.race(
    [ana, call('book', await asking())],
    [ben, call('book', await asking({}, BEN))],
  );
  expect(verdicts).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  expect(await proven()).toBe(true);
});

test('a hold confirmed in its last moment and a booking just after it, in one block: exactly one is valid', async () => {
  const { ana, ben, asking, ledger, proven } = await openMarket();
  const { paymentId, lots, ...asked } = await asking();
  const other = await asking({}, BEN);
  await ana.on.service.hold(asked);
  ledger.pass(5 * MINUTE - 1);
  const confirmed = await ledger.simulate(ana, call('confirm', { bookingId: 'B-1', paymentId, lots }));
  ledger.pass(20_001);
  const booked = await ledger.simulate(ben, call('book', other));
  expect(ledger.commit(confirmed, booked)).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  expect(await proven()).toBe(true);
});

test('bookings work on peers without batched messages', async () => {
  const { ana, asking, held } = await openMarket({ batched: false });
  await ana.on.service.book(await asking());
  await ana.on.service.cancel({ bookingId: 'B-1' });
  expect(await held(ana, ANA)).toBe(20_000n);
});

test('two overlapping bookings that begin at different times collide too; another bay does not', async () => {
  const { ana, ben, asking, ledger } = await openMarket();
  const later = await asking({ start: { local: '2026-03-04T11:45' } }, BEN);
  expect(await ledger.race([ana, call('book', await asking())], [ben, call('book', later)])).toEqual([
    'VALID',
    'MVCC_READ_CONFLICT',
  ]);
  const elsewhere = await asking({ bay: 'B2', start: { local: '2026-03-05T11:00' } }, BEN);
  const here = await asking({ start: { local: '2026-03-05T11:00' } });
  expect(await ledger.race([ana, call('book', here)], [ben, call('book', elsewhere)])).toEqual([
    'VALID',
    'VALID',
  ]);
});

test.each([
  ['24 h 00 min before', '2026-03-03T10:00:00.000Z', 20_000n],
  ['23 h 59 min before', '2026-03-03T10:01:00.000Z', 10_000n],
  ['1 h 59 min before', '2026-03-04T08:01:00.000Z', 0n],
])('200.00 cancelled %s', async (_, at, back) => {
  const { ana, wash, asking, goTo, held, proven } = await openMarket();
  await ana.on.service.book(await asking());
  goTo(at);
  expect(await ana.on.service.previewCancel({ bookingId: 'B-1' })).toEqual({ refund: eur(back) });
  const cancelled = await ana.on.service.cancel({ bookingId: 'B-1' });
  expect(cancelled).toMatchObject({
    status: 'cancelledByCustomer',
    ended: { refund: eur(back), compensation: eur(0n) },
  });
  expect(await ana.on.service.cancel({ bookingId: 'B-1' })).toEqual(cancelled);
  expect([await held(ana, ANA), await held(wash, WASH), await proven()]).toEqual([
    back,
    20_000n - back,
    true,
  ]);
});

test('a cancelled slot is free for the next', async () => {
  const { ana, ben, asking } = await openMarket();
  await ana.on.service.book(await asking());
  await ana.on.service.cancel({ bookingId: 'B-1' });
  expect((await ben.on.service.book(await asking({}, BEN))).status).toBe('confirmed');
});

test('a merchant that does not appear: 200.00 back and 20.00 from its bond, by the tick of anyone', async () => {
  const { ana, ben, asking, goTo, held, proven } = await openMarket();
  await ana.on.service.book(await asking());
  goTo('2026-03-04T09:30:00.000Z');
  await ana.on.service.arrive({ bookingId: 'B-1', nonceHash: 'ab'.repeat(32) });
  goTo('2026-03-04T10:30:19.999Z');
  expect((await ben.on.service.tick({ bookingId: 'B-1' })).status).toBe('confirmed');
  goTo('2026-03-04T10:30:20.000Z');
  const ended = await ben.on.service.tick({ bookingId: 'B-1' });
  expect(ended).toEqual({ bookingId: 'B-1', status: 'noShowMerchant' });
  expect(await ana.on.service.tick({ bookingId: 'B-1' })).toEqual(ended);
  await expect(ben.on.service.read({ bookingId: 'B-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await ana.on.service.read({ bookingId: 'B-1' })).booking.ended).toMatchObject({
    refund: eur(20_000n),
    compensation: eur(2_000n),
  });
  expect([await held(ana, ANA), await proven()]).toEqual([22_000n, true]);
});

test('a customer who does not appear pays', async () => {
  const { ana, wash, asking, goTo, held } = await openMarket();
  await ana.on.service.book(await asking());
  goTo('2026-03-04T10:30:20.000Z');
  expect((await wash.on.service.tick({ bookingId: 'B-1' })).status).toBe('noShowCustomer');
  expect([await held(ana, ANA), await held(wash, WASH)]).toEqual([0n, 20_000n]);
});

test('a merchant that declines gives all back and compensates; what its bond does not cover is not booked', async () => {
  const { ana, wash, asking, held, ben } = await openMarket();
  await ana.on.service.book(await asking());
  await expect(ben.on.service.decline({ bookingId: 'B-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await wash.on.service.decline({ bookingId: 'B-1' });
  expect(await held(ana, ANA)).toBe(22_000n);
  const dear = { ...service(2, 600_000n) };
  await wash.on.merchant.publishService(dear);
  await expect(ana.on.service.book(await asking({ version: 2 }))).rejects.toMatchObject({
    code: 'BOND_SHORT',
  });
});

test('a new price never touches a booking, and an old one is not sold any more', async () => {
  const { ana, wash, asking } = await openMarket();
  await ana.on.service.book(await asking());
  await wash.on.merchant.publishService(service(2, 30_000n));
  expect((await ana.on.service.read({ bookingId: 'B-1' })).booking.price).toEqual(eur(20_000n));
  const late = await asking({ start: { local: '2026-03-05T11:00' } });
  await expect(ana.on.service.book(late)).rejects.toMatchObject({ code: 'VERSION_NOT_SOLD' });
  await wash.on.merchant.withdrawService({ merchant: WASH, serviceCode: 'full-service' });
  await expect(ana.on.service.book({ ...late, version: 2 })).rejects.toMatchObject({
    code: 'VERSION_NOT_SOLD',
  });
});

test.each([
  ['off the grid', { start: { local: '2026-03-04T11:10' } }, 'OFF_GRID'],
  ['in the past', { start: { local: '2026-03-02T09:00' } }, 'START_BEHIND'],
  ['at a bay that is not there', { bay: 'B9' }, 'BAY_UNKNOWN'],
  ['before opening', { start: { local: '2026-03-04T07:45' } }, 'CLOSED_THEN'],
  ['past closing', { start: { local: '2026-03-04T17:15' } }, 'CLOSED_THEN'],
  ['on a closed day', { start: { local: '2026-04-03T11:00' } }, 'CLOSED_THEN'],
  ['at an hour that clocks skip', { start: { local: '2026-03-29T02:30' } }, 'LOCAL_TIME_SKIPPED'],
  ['at an hour that comes twice', { start: { local: '2026-10-25T02:30' } }, 'LOCAL_TIME_TWICE'],
  [
    'with an offset that the day does not have',
    { start: { local: '2026-03-04T11:00', offsetMinutes: 120 } },
    'OFFSET_OTHER',
  ],
  ['beyond what the zone says', { start: { local: '2027-06-01T11:00' } }, 'ZONE_UNCOVERED'],
  ["for somebody else's vehicle", { vin: OTHER_VIN }, 'NOT_YOURS'],
  ['at nobody', { merchant: 'registry/nobody' }, 'NOT_A_MERCHANT'],
])('a booking %s is refused', async (_, change, code) => {
  const { ana, asking } = await openMarket();
  await expect(ana.on.service.book(await asking(change))).rejects.toMatchObject({ code });
});

test('a suspended merchant takes no bookings, and those it has stand', async () => {
  const { ana, registrar, asking } = await openMarket();
  await ana.on.service.book(await asking());
  await registrar.on.merchant.suspend({ merchant: WASH, reason: 'platform_paused' });
  const next = await asking({ start: { local: '2026-03-05T11:00' } });
  await expect(ana.on.service.book(next)).rejects.toMatchObject({ code: 'MERCHANT_NOT_READY' });
  expect((await ana.on.service.read({ bookingId: 'B-1' })).standing).toBe('confirmed');
  await registrar.on.merchant.reinstate({ merchant: WASH });
  expect((await ana.on.service.book(next)).status).toBe('confirmed');
});

test('free times leave out what is taken, held, or too close to closing', async () => {
  const { ana, asking } = await openMarket();
  const ask = { merchant: WASH, serviceCode: 'full-service', bay: 'B1', on: '2026-03-04' };
  const before = await ana.on.service.listFree(ask);
  expect(
    before.free.map(({ local }) => local.slice(11)).filter((_, at, all) => at === 0 || at === all.length - 1),
  ).toEqual(['08:00', '17:00']);
  await ana.on.service.book(await asking());
  const after = (await ana.on.service.listFree(ask)).free.map(({ local }) => local.slice(11));
  expect(after).toContain('09:45');
  expect(after).toContain('12:15');
  expect(after.filter((local) => local > '09:45' && local < '12:15')).toEqual([]);
});

test('bookings are seen by their sides alone', async () => {
  const { ana, ben, wash, technician, auditor, asking } = await openMarket();
  await ana.on.service.book(await asking());
  await expect(ben.on.service.read({ bookingId: 'B-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  for (const someone of [ana, wash, technician, auditor])
    expect((await someone.on.service.read({ bookingId: 'B-1' })).standing).toBe('confirmed');
  expect((await wash.on.service.listBookings({ of: WASH, as: 'merchant' })).items).toHaveLength(1);
  expect((await ana.on.service.listBookings({ of: ANA, as: 'customer' })).items).toHaveLength(1);
  await expect(ben.on.service.listBookings({ of: ANA, as: 'customer' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});

test('M28: work of 36 hours, over two midnights and the hour that clocks skip, is booked day and night', async () => {
  const { ana, wash, asking } = await openMarket();
  const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', until: '24:00' }));
  await wash.on.merchant.setHours({ ...HOURS, week });
  await wash.on.merchant.publishService({ ...service(2), durationMin: 36 * 60 });
  const { endsAt } = await ana.on.service.book(
    await asking({ version: 2, start: { local: '2026-03-28T12:00' } }),
  );
  // 12:00 in winter time and 36 hours: 01:00 in summer time.
  expect(endsAt).toBe('2026-03-29T23:00:00.000Z');
});

import fc from 'fast-check';
import { cells, isTaken, occupy } from '../../../chaincode/src/service/slot';
import type { Booking, Slot } from '../../../chaincode/src/service/records';
import { empty } from '../../../chaincode/src/service/ending';
import { bookingLife } from '../../../chaincode/src/service/life';
import { endingOf, standingAt } from '../../../chaincode/src/service/rules';
import { slash } from '../../../chaincode/src/merchant/bond';
import { ANA, DAY, eur, HOUR, MINUTE, openMarket, POLICY, report, hash, WASH } from './market';

const START = Date.parse('2026-03-04T10:00:00.000Z');
const iso = (millis: number): string => new Date(millis).toISOString();
const booking = (change: Partial<Booking> = {}): Booking => ({
  ...{
    bookingId: 'B-1',
    merchant: WASH,
    customer: ANA,
    vin: '1M8GDM9AXKP042788',
    serviceCode: 's',
    version: 1,
    category: '7538',
  },
  ...{
    price: eur(20_000n),
    cancelPolicy: POLICY,
    warranty: { days: 1, km: 1 },
    bay: 'B1',
    escrows: ['E'],
    progress: [],
    quotes: [],
  },
  ...{ startsAt: iso(START), endsAt: iso(START + HOUR), freeAt: iso(START + HOUR), deadline: iso(START + 30 * DAY) },
  status: 'confirmed',
  ...change,
});
const box = (left: bigint) => ({
  ...{ escrowId: 'E', payer: ANA, payee: WASH, amount: eur(20_000n), left: eur(left), deadline: iso(START) },
  milestones: [{ milestoneId: 'work', amount: eur(20_000n), conditions: [] }],
  status: 'funded' as const,
});

test('no quarter of an hour is ever given to two bookings', () => {
  const request = fc.record({
    id: fc.integer({ min: 1, max: 6 }),
    start: fc.integer({ min: 0, max: 20 }),
    length: fc.integer({ min: 1, max: 6 }),
    at: fc.integer({ min: 0, max: 20 }),
    held: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(request, { maxLength: 30 }), (requests) => {
      const slots = new Map<string, Slot>();
      for (const { id, start, length, at, held } of requests.sort((left, right) => left.at - right.at)) {
        const now = iso(START + at * MINUTE);
        const times = { startsAt: iso(START + start * 15 * MINUTE), freeAt: iso(START + (start + length) * 15 * MINUTE) };
        const one = booking({ bookingId: `B-${id}`, ...times, ...(held && { heldUntil: iso(START + (at + 5) * MINUTE) }) });
        const wanted = cells(one.startsAt, one.freeAt).map((cell) => slots.get(cell));
        const blocked = wanted.some((slot) => slot && slot.bookingId !== one.bookingId && isTaken(slot, now));
        const seize = () => occupy(one, wanted, now).forEach((slot) => slots.set(slot.startsAt, slot));
        if (blocked) expect(seize).toThrow(expect.objectContaining({ code: 'SLOT_TAKEN' }));
        else seize();
      }
    }),
  );
});

test('what leaves a box is what was in it, to the customer and the merchant alone', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.nat(1_000), (left, share) => {
      const emptied = empty(box(left), eur((left * BigInt(share)) / 1_000n));
      const paid = emptied?.opened.to.reduce((sum, { amount }) => sum + amount.amount, 0n);
      expect([paid, emptied?.opened.escrow.left.amount]).toEqual([left, 0n]);
      expect(empty({ ...box(left), status: 'refunded' }, eur(0n))).toBeUndefined();
    }),
  );
});

test('a bond never pays more than it holds', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 1_000n }), fc.bigInt({ min: 1n, max: 1_000n }), (left, due) => {
      const paid = slash(box(left), 'registry/ben', eur(due))?.to[0]?.amount.amount ?? 0n;
      expect(paid).toBe(left < due ? left : due);
    }),
  );
});

test('time alone never takes a booking back, and the refund of a cancellation never grows', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40 * 24, max: 60 * 24 }), fc.nat(48), (hours, more) => {
      const [now, later] = [iso(START + hours * HOUR), iso(START + (hours + more) * HOUR)];
      const one = booking();
      const { status } = standingAt(one, now);
      if (status !== 'confirmed') expect(standingAt(one, later).status).toBe(status);
      const refund = (at: string) => {
        const ending = endingOf(one, 'cancelledByCustomer', at).refund;
        return ending === 'all' ? one.price.amount : ending.amount;
      };
      expect(refund(now) >= refund(later)).toBe(true);
    }),
  );
});

test('random histories of bookings keep every cent, and each ends once', async () => {
  const steps = ['cancel', 'decline', 'arrive', 'checkIn', 'begin', 'complete', 'accept', 'dispute', 'resolve', 'tick'] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...steps), fc.nat(90)), { minLength: 4, maxLength: 14 }),
      async (history) => {
        const market = await openMarket();
        const { ana, wash, registrar, ben, goTo, ledger, held, proven, asking } = market;
        await ana.on.service.book(await asking());
        goTo('2026-03-04T09:40:00.000Z');
        const [bookingId, nonce] = ['B-1', 'ab'.repeat(16)];
        const odometer = { value: 42_000, unit: 'km' as const };
        const acts: Record<(typeof steps)[number], () => Promise<unknown>> = {
          cancel: () => ana.on.service.cancel({ bookingId }),
          decline: () => wash.on.service.decline({ bookingId }),
          arrive: () => ana.on.service.arrive({ bookingId, nonceHash: hash(nonce) }),
          checkIn: () => wash.on.service.checkIn({ bookingId, nonce, odometer, photoHash: hash('p') }),
          begin: () => wash.on.service.begin({ bookingId }),
          complete: () => wash.on.service.complete({ bookingId, report: report() }),
          accept: () => ana.on.service.accept({ bookingId }),
          dispute: () => ana.on.service.dispute({ bookingId, reasonHash: hash('why') }),
          resolve: () => registrar.on.service.resolve({ bookingId, refund: eur(7_000n) }),
          tick: () => ben.on.service.tick({ bookingId }),
        };
        for (const [step, minutes] of history) {
          ledger.pass(minutes * MINUTE);
          await acts[step]().catch((error: { code?: string }) =>
            expect(error.code).toMatch(/^(WRONG_STATUS|NOT_ARRIVED|ARRIVAL_EARLY)$/),
          );
        }
        ledger.pass(60 * DAY);
        const ended = await ben.on.service.tick({ bookingId });
        expect(bookingLife.final).toContain(ended.status);
        expect(await ben.on.service.tick({ bookingId })).toEqual(ended);
        const compensation = ended.ended?.compensation.amount ?? 0n;
        const back = ended.ended?.refund.amount ?? 0n;
        expect(await held(ana, ANA)).toBe(back + compensation);
        expect(await held(wash, WASH)).toBe(20_000n - back);
        expect(await proven()).toBe(true);
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);

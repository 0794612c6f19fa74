import fc from 'fast-check';
import { cells, isTaken, occupy } from '../../../chaincode/src/service/rules/slot';
import type { Booking } from '../../../chaincode/src/service/records/booking';
import type { Slot } from '../../../chaincode/src/service/records/slot';
import { endingOf } from '../../../chaincode/src/service/rules/ending';
import { emptyEscrow, payOut } from '../../../chaincode/src/payment/rules/escrow';
import { bookingLife } from '../../../chaincode/src/service/life';
import { standingAt } from '../../../chaincode/src/service/rules/booking';
import {
  ANA,
  BEN,
  DAY,
  eur,
  hash,
  HOUR,
  MINUTE,
  openMarket,
  OTHER_VIN,
  POLICY,
  report,
  service,
  VIN,
  WASH,
} from './market';

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
  ...{
    startsAt: iso(START),
    endsAt: iso(START + HOUR),
    freeAt: iso(START + HOUR),
    deadline: iso(START + 30 * DAY),
  },
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
        const times = {
          startsAt: iso(START + start * 15 * MINUTE),
          freeAt: iso(START + (start + length) * 15 * MINUTE),
        };
        const one = booking({
          bookingId: `B-${id}`,
          ...times,
          ...(held && { heldUntil: iso(START + (at + 5) * MINUTE) }),
        });
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
      const emptied = emptyEscrow(box(left), eur((left * BigInt(share)) / 1_000n));
      const paid = emptied?.opened.to.reduce((sum, { amount }) => sum + amount.amount, 0n);
      expect([paid, emptied?.opened.escrow.left.amount]).toEqual([left, 0n]);
      expect(emptyEscrow({ ...box(left), status: 'refunded' }, eur(0n))).toBeUndefined();
    }),
  );
});

test('a bond never pays more than it holds', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 1_000n }), fc.bigInt({ min: 1n, max: 1_000n }), (left, due) => {
      const paid = payOut(box(left), 'registry/ben', eur(due))?.to[0]?.amount.amount ?? 0n;
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

const codes =
  (...allowed: string[]) =>
  (error: { code?: string }) =>
    expect(allowed).toContain(error.code);

test.each([
  ['the whole price', undefined],
  ['a deposit', 300_000],
])(
  'random histories of bookings with %s in escrow keep every cent, and each box is emptied once',
  async (_, depositPpm) => {
    const steps = [
      ...(['cancel', 'decline', 'arrive', 'checkIn', 'begin', 'quote', 'acceptQuote'] as const),
      ...(['complete', 'accept', 'dispute', 'resolve', 'payRest', 'tick'] as const),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...steps), fc.nat(90)), { minLength: 4, maxLength: 14 }),
        async (history) => {
          const market = await openMarket();
          const { ana, wash, auditor, registrar, ben, goTo, ledger, held, proven, asking, issue } = market;
          await wash.on.merchant.publishService({ ...service(2), depositPpm });
          const [spare, extra] = [await issue(ANA, 14_000n), await issue(ANA, 5_000n)];
          await ana.on.service.book(await asking({ version: 2 }));
          goTo('2026-03-04T09:40:00.000Z');
          const [bookingId, nonce] = ['B-1', 'ab'.repeat(16)];
          const odometer = { value: 42_000, unit: 'km' as const };
          const rest = { paymentId: 'P-rest', lots: [spare] };
          const quote = {
            quoteId: 'Q-1',
            amount: eur(5_000n),
            work: [{ code: 'pads', says: 'Pads', minutes: 30 }],
          };
          const acts: Record<(typeof steps)[number], () => Promise<unknown>> = {
            cancel: () => ana.on.service.cancel({ bookingId }),
            decline: () => wash.on.service.decline({ bookingId }),
            arrive: () => ana.on.service.arrive({ bookingId, nonceHash: hash(nonce) }),
            checkIn: () => wash.on.service.checkIn({ bookingId, nonce, odometer, photoHash: hash('p') }),
            begin: () => wash.on.service.begin({ bookingId }),
            quote: () => wash.on.service.proposeQuote({ bookingId, ...quote }),
            acceptQuote: () =>
              ana.on.service.acceptQuote({ bookingId, quoteId: 'Q-1', paymentId: 'P-q', lots: [extra] }),
            complete: () => wash.on.service.complete({ bookingId, report: report() }),
            accept: () => ana.on.service.accept({ bookingId, ...rest }),
            dispute: () => ana.on.service.dispute({ bookingId, reasonHash: hash('why'), ...rest }),
            resolve: () => registrar.on.service.resolve({ bookingId, refund: eur(4_000n) }),
            payRest: () => ana.on.service.payRest({ bookingId, ...rest }),
            tick: () => ben.on.service.tick({ bookingId }),
          };
          for (const [step, minutes] of history) {
            ledger.pass(minutes * MINUTE);
            await acts[step]().catch(
              codes(
                ...(['WRONG_STATUS', 'NOT_ARRIVED', 'ARRIVAL_EARLY', 'QUOTE_NOT_OPEN', 'REST_DUE'] as const),
                'EXISTS_DIFFERENTLY',
              ),
            );
          }
          ledger.pass(60 * DAY);
          await ben.on.service.tick({ bookingId });
          await acts.payRest().catch(codes('WRONG_STATUS', 'EXISTS_DIFFERENTLY'));
          const { status } = await ben.on.service.tick({ bookingId });
          const { booking: ended } = await ana.on.service.read({ bookingId });
          expect(bookingLife.final).toContain(ended.status);
          expect(await ben.on.service.tick({ bookingId })).toEqual({ bookingId, status: ended.status });
          expect(status).toBe(ended.status);
          const done = ['settled', 'resolved'].includes(ended.status);
          const quoted = ended.quotes.some(({ answer }) => answer === 'accepted') ? 5_000n : 0n;
          const paid = (ended.restPaymentId || !ended.deposit ? 20_000n : 6_000n) + quoted;
          if (done) expect(paid - quoted).toBe(20_000n);
          const [compensation, back] = [
            ended.ended?.compensation.amount ?? 0n,
            ended.ended?.refund.amount ?? 0n,
          ];
          expect(await held(ana, ANA)).toBe(39_000n - paid + back + compensation);
          expect(await held(wash, WASH)).toBe(paid - back);
          for (const escrowId of ended.escrows) {
            const box = await auditor.on.payment.readEscrow({ escrowId });
            expect([box.left, box.lot]).toEqual([eur(0n), undefined]);
            expect(['released', 'refunded', 'resolved']).toContain(box.status);
          }
          expect(await proven()).toBe(true);
        },
      ),
      { numRuns: 6 },
    );
  },
  120_000,
);

test('random histories of holds, bookings, cancellations and queues give no quarter of an hour twice and lose no cent', async () => {
  const step = fc.record({
    who: fc.nat(1),
    does: fc.constantFrom('hold', 'confirm', 'book', 'cancel', 'tick', 'join', 'leave'),
    at: fc.constantFrom('11:00', '11:45', '12:30'),
    minutes: fc.nat(12),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 20 }), async (history) => {
      const { ana, ben, wash, asking, ledger, held, proven } = await openMarket();
      const sides = [
        { on: ana.on.service, member: ANA, vin: VIN },
        { on: ben.on.service, member: BEN, vin: OTHER_VIN },
      ] as const;
      const made: { bookingId: string; paymentId: string; lots: string[]; by: (typeof sides)[number] }[] = [];
      const queue = { merchant: WASH, serviceCode: 'full-service', on: '2026-03-04' };
      for (const { who, does, at, minutes } of history) {
        ledger.pass(minutes * MINUTE);
        const by = sides[who === 0 ? 0 : 1];
        const last = made.findLast((one) => one.by === by);
        const asked = await asking({ start: { local: `2026-03-04T${at}` } }, by.member);
        const { paymentId: _, lots: __, ...hold } = asked;
        const acts: Record<typeof does, () => Promise<unknown>> = {
          hold: () => by.on.hold(hold).then(() => made.push({ ...asked, by })),
          book: () => by.on.book(asked).then(() => made.push({ ...asked, by })),
          confirm: async () =>
            last && by.on.confirm({ bookingId: last.bookingId, paymentId: last.paymentId, lots: last.lots }),
          cancel: async () => last && by.on.cancel({ bookingId: last.bookingId }),
          tick: async () => last && by.on.tick({ bookingId: last.bookingId }),
          join: () => by.on.joinQueue({ ...queue, vin: by.vin, from: at, until: '13:00' }),
          leave: () => by.on.leaveQueue(queue),
        };
        await acts[does]().catch(
          codes(
            'SLOT_TAKEN',
            'SLOT_OFFERED',
            'WRONG_STATUS',
            'SLOT_FREE',
            'NOT_FOUND',
            'EXISTS_DIFFERENTLY',
            'INVALID_REQUEST',
          ),
        );
        const cellsOf = new Map<string, string>();
        for (const { bookingId, by: owner } of made) {
          const { booking: one, standing } = await owner.on.read({ bookingId });
          if (standing !== 'requested' && standing !== 'confirmed') continue;
          for (const cell of cells(one.startsAt, one.freeAt)) {
            expect(cellsOf.get(cell)).toBeUndefined();
            cellsOf.set(cell, bookingId);
          }
        }
      }
      ledger.pass(10 * DAY);
      let kept = 0n;
      for (const { bookingId, by } of made) {
        await by.on.tick({ bookingId });
        const { booking: ended } = await by.on.read({ bookingId });
        expect(bookingLife.final).toContain(ended.status);
        kept += ended.escrows.length > 0 ? 20_000n - (ended.ended?.refund.amount ?? 0n) : 0n;
      }
      const issued = BigInt(history.length) * 20_000n;
      expect(await held(wash, WASH)).toBe(kept);
      expect((await held(ana, ANA)) + (await held(ben, BEN))).toBe(issued - kept);
      expect(await proven()).toBe(true);
    }),
    { numRuns: 8 },
  );
}, 120_000);

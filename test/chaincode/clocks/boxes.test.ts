import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { money } from '@roadbook/chaincode/api';
import type { Someone } from '@roadbook/ledger';
import { ana, at, eur, LENDER, openBank } from '../payment/cast';
import { anyClock, attempt, byClock, type Event, play, SECOND, WINDOW } from './harness';

const END = 600 * SECOND;
const ben = 'registry/ben';
const preimage = '11'.repeat(32);
const hash = createHash('sha256').update(Buffer.from(preimage, 'hex')).digest('hex');
const usd = (cents: bigint) => money.of(cents, 'USD');

/**
 * One box of each kind, all with the same end: ana's money waits for ben, and the lender gives dollars to ben
 * at a rate.
 */
async function openBoxes() {
  const bank = await openBank();
  const { ana: payer, ben: payee, desk, issue, ledger } = bank;
  const [until, start] = [at(ledger, END), ledger.now];
  const waiting = { from: ana, payee: ben, amount: eur(100n) };
  await payer.on.payment.authorise({
    ...waiting,
    holdId: 'H',
    paymentId: 'H',
    lots: [await issue(ana, 100n)],
    until,
  });
  await payer.on.payment.lock({
    ...waiting,
    lockId: 'L',
    paymentId: 'L',
    lots: [await issue(ana, 100n)],
    hash,
    deadline: until,
  });
  const condition = { conditionId: 'done', that: 'agreed' as const, by: [ana], need: 1 };
  const milestones = [{ milestoneId: 'all', amount: eur(100n), conditions: [condition] }];
  await payer.on.payment.openEscrow({
    escrowId: 'E',
    payer: ana,
    payee: ben,
    amount: eur(100n),
    milestones,
    deadline: until,
  });
  await payer.on.payment.fundEscrow({ escrowId: 'E', paymentId: 'E', lots: [await issue(ana, 100n)] });
  await payer.on.payment.confirm({ escrowId: 'E', milestoneId: 'all', conditionId: 'done' });
  const rate = {
    ratePerBillion: 1_000_000_000,
    minimum: eur(1n),
    maximum: eur(100n),
    takes: { issuer: LENDER, currency: 'EUR' },
  } as const;
  const giving = { from: LENDER, lots: [await issue(LENDER, 100n, 'USD')], amount: usd(100n), parts: 1 };
  await desk.on.payment.quoteExchange({ ...rate, ...giving, quoteId: 'Q', paymentId: 'Q', until });
  const price = await issue(ben, 100n);
  const holds = async (party: string, currency: string) =>
    (await bank.auditor.on.payment.balance({ party })).accounts.reduce(
      (sum, { free }) => (free.currency === currency ? sum + free.amount : sum),
      0n,
    );
  return { ...bank, payer, payee, price, holds, start };
}
type Boxes = Awaited<ReturnType<typeof openBoxes>>;

let payments = 0;
const fresh = () => `P-${++payments}`;
/** What the payee does in time. */
const takes = ({ price }: Boxes) =>
  ({
    hold: (on: Someone['on']) =>
      on.payment.capture({ holdId: 'H', paymentId: fresh(), amount: eur(100n), last: true }),
    lock: (on: Someone['on']) => on.payment.claim({ lockId: 'L', paymentId: fresh(), preimage }),
    escrow: (on: Someone['on']) =>
      on.payment.releaseEscrow({ escrowId: 'E', milestoneId: 'all', paymentId: fresh() }),
    quote: (on: Someone['on']) =>
      on.payment.exchange({
        ...{
          quoteId: 'Q',
          paymentId: fresh(),
          deliveryId: fresh(),
          from: ben,
          lots: [price],
          amount: eur(100n),
          parts: ['Q:0'],
        },
      }),
  }) as const;
type Kind = keyof ReturnType<typeof takes>;
/** What anybody does after the end. */
const backs = {
  hold: (on: Someone['on']) => on.payment.endHold({ holdId: 'H', paymentId: fresh() }),
  lock: (on: Someone['on']) => on.payment.reclaim({ lockId: 'L', paymentId: fresh() }),
  escrow: (on: Someone['on']) => on.payment.refundEscrow({ escrowId: 'E', paymentId: fresh() }),
  quote: (on: Someone['on']) => on.payment.returnQuoted({ quoteId: 'Q', paymentId: fresh(), parts: ['Q:0'] }),
} as const;
const kind = fc.constantFrom<Kind>('hold', 'lock', 'escrow', 'quote');
/** Until the last millisecond, and often in the last seconds. */
const inTime = fc.oneof(
  fc.integer({ min: 0, max: END - 1 }),
  fc.integer({ min: END - WINDOW, max: END - 1 }),
);
const around = fc.oneof(
  fc.integer({ min: 0, max: END + 4 * WINDOW }),
  fc.integer({ min: END - WINDOW, max: END + 2 * WINDOW }),
);
const hostile = fc.array(
  fc.record({
    kind,
    at: around,
    off: anyClock,
    later: fc.constantFrom(0, 0, WINDOW, 3 * WINDOW),
    who: fc.nat(2),
  }),
  { minLength: 1, maxLength: 8 },
);

test('nobody takes back early what a payee with a right clock takes in time, whatever clocks others have and whatever they hold back', async () => {
  const moments = fc.record({ hold: inTime, lock: inTime, escrow: inTime, quote: inTime });
  await fc.assert(
    fc.asyncProperty(moments, hostile, async (when, tries) => {
      const boxes = await openBoxes();
      const { ledger, payer, payee, desk, wash, holds, start } = boxes;
      const taking = takes(boxes);
      const honest = Object.entries(taking).map(
        ([name, take]): Event => ({ at: when[name as Kind], act: () => take(payee.on) }),
      );
      const stealing = tries.flatMap((one) =>
        attempt(ledger, [payer, desk, wash][one.who] ?? payer, one, backs[one.kind]),
      );
      ledger.now = start;
      await play(ledger, [...stealing, ...honest]);
      expect([await holds(ben, 'EUR'), await holds(ben, 'USD')]).toEqual([300n, 100n]);
      expect([await holds(ana, 'EUR'), await boxes.proven()]).toEqual([0n, true]);
    }),
    { numRuns: 20 },
  );
}, 120_000);

test('what went back after the end, by a right clock, is not taken any more by what was signed in time and held back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2 * WINDOW, max: 4 * WINDOW }),
      fc.array(fc.record({ kind, at: around, off: anyClock }), { minLength: 1, maxLength: 8 }),
      async (waits, tries) => {
        const boxes = await openBoxes();
        const { ledger, payer, payee, holds, start } = boxes;
        const taking = takes(boxes);
        const late = tries.flatMap((one) =>
          attempt(ledger, payee, { ...one, later: END + 8 * WINDOW - one.at }, taking[one.kind]),
        );
        const back = Object.values(backs).map(
          (act): Event => ({ at: END + waits, act: () => act(payer.on) }),
        );
        ledger.now = start;
        await play(ledger, [...late, ...back]);
        expect([await holds(ana, 'EUR'), await holds(LENDER, 'USD')]).toEqual([300n, 100n]);
        expect([await holds(ben, 'EUR'), await boxes.proven()]).toEqual([100n, true]);
      },
    ),
    { numRuns: 20 },
  );
}, 120_000);

test.each(['hold', 'lock', 'escrow', 'quote'] as const)(
  'the %s is not given back to anybody before one window after its end by the true time',
  async (name) => {
    const { ledger, wash, start } = await openBoxes();
    ledger.now = start + END + WINDOW - 1;
    await expect(backs[name](byClock(ledger, wash, WINDOW).on)).rejects.toMatchObject({
      code: 'DEADLINE_AHEAD',
    });
    ledger.now = start + END + WINDOW;
    await expect(backs[name](byClock(ledger, wash, WINDOW).on)).resolves.toBeDefined();
  },
);

import fc from 'fast-check';
import type { Someone } from '@roadbook/ledger';
import { eur, openBank } from '../loan/cast';
import { anyClock, attempt, type Event, play, SECOND, WINDOW } from './harness';

const DAY = 86_400 * SECOND;
const span = (until: string, offsetMinutes: number) => ({ until: `${until}:00.000Z`, offsetMinutes });
/** Offsets of 2024 from the published rules, and when the third of February ends there. */
const ZONES = [
  { zone: undefined, offsets: [], ends: '2024-02-04T00:00:00.000Z' },
  { zone: 'Asia/Shanghai', offsets: [span('2099-01-01T00:00', 480)], ends: '2024-02-03T16:00:00.000Z' },
  {
    zone: 'Europe/Berlin',
    offsets: [span('2024-03-31T01:00', 60), span('2024-10-27T01:00', 120)],
    ends: '2024-02-03T23:00:00.000Z',
  },
  {
    zone: 'America/New_York',
    offsets: [span('2024-03-10T07:00', -300), span('2024-11-03T06:00', -240)],
    ends: '2024-02-04T05:00:00.000Z',
  },
] as const;
const [LAST, NEXT] = ['2024-02-03', '2024-02-04'] as const;
const start = Date.parse('2024-02-03T10:00:00.000Z');

/**
 * A loan whose first instalment, 1 667 of 10 000, is due on the first of February and late after the third.
 */
async function openLoan({ zone, offsets }: (typeof ZONES)[number]) {
  const bank = await openBank();
  const { registrar, lender, owner, ledger, lend } = bank;
  if (zone)
    await registrar.on.merchant.publishZone({
      zone,
      from: '2024-01-01T00:00:00.000Z',
      offsets: [...offsets],
    });
  await lend({
    annualRatePpm: 0,
    late: { graceDays: 2, fee: eur(300n), annualRatePpm: 365_000 },
    ...(zone && { zone }),
  });
  const approver = await bank.be('lender/approver', 'lender');
  const lots: string[] = [];
  for (const orderId of ['O-1', 'O-2', 'O-3', 'O-4']) {
    await lender.on.payment.askIssue({ orderId, party: 'registry/owner', amount: eur(1_667n) });
    await approver.on.payment.settle({ orderId, paymentId: orderId });
    lots.push(`${orderId}:0`);
  }
  ledger.now = start;
  const pay = (paymentId: string, lot: string) => (on: Someone['on']) =>
    on.loan.pay({ loanId: 'L-1', paymentId, amount: eur(1_667n), lots: [lot] });
  return { ...bank, lender, owner, lots, pay };
}

/** A payment of a later day has brought the loan past this one: nothing is left to close. */
const past = (error: unknown) => expect(error).toMatchObject({ code: 'VALUE_DAY_BEHIND' });

let acts = 0;
/** What a lender can do that judges how late a loan is, or brings it up to a day. */
const judging = {
  tick: (on: string) => (as: Someone['on']) => as.loan.tick({ loanId: 'L-1', on }),
  repay: (on: string) => (as: Someone['on']) =>
    as.loan.repay({ loanId: 'L-1', paymentId: `R-${++acts}`, amount: eur(1n), on }),
  pause: (on: string) => (as: Someone['on']) => as.loan.pause({ loanId: 'L-1', on }),
  resume: (on: string) => (as: Someone['on']) => as.loan.resume({ loanId: 'L-1', on }),
  declareDefault: (on: string) => (as: Someone['on']) => as.loan.declareDefault({ loanId: 'L-1', on }),
  giveNotice: () => (as: Someone['on']) => as.loan.giveNotice({ loanId: 'L-1', cureDays: 1 }),
} as const;
const ending = (ends: string) => Date.parse(ends) - start;

test('a borrower who pays on the last day by a right clock is not late, whatever a lender with any clock does or holds back', async () => {
  const hostile = fc.array(
    fc.record({
      name: fc.constantFrom(...(Object.keys(judging) as (keyof typeof judging)[])),
      on: fc.constantFrom('2024-02-02', LAST, NEXT, '2024-02-05'),
      beside: fc.integer({ min: -3 * WINDOW, max: 3 * WINDOW }),
      off: anyClock,
      later: fc.constantFrom(0, 0, WINDOW),
    }),
    { minLength: 1, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ZONES),
      fc.integer({ min: 1, max: 2 * WINDOW }),
      hostile,
      async (place, early, tries) => {
        const { ledger, lender, owner, lots, pay } = await openLoan(place);
        const end = ending(place.ends);
        let paid: unknown;
        const honest: Event = {
          at: end - early,
          act: async () => {
            paid = await pay('D-1', lots[0] ?? '')(owner.on);
          },
        };
        const fining = tries.flatMap(({ name, on, beside, ...how }) =>
          attempt(ledger, lender, { ...how, at: end + beside }, judging[name](on)),
        );
        await play(ledger, [...fining, honest]);
        expect(paid).toMatchObject({ on: LAST, penalty: eur(0n), fee: eur(0n), over: eur(0n) });
        ledger.now = Date.parse(place.ends) + DAY + 2 * WINDOW;
        await lender.on.loan.tick({ loanId: 'L-1', on: NEXT }).catch(past);
        const { servicing, status } = await owner.on.loan.read({ loanId: 'L-1' });
        expect([servicing?.charges, servicing?.arrears, status]).toEqual([[], undefined, 'active']);
      },
    ),
    { numRuns: 20 },
  );
}, 120_000);

test('a lender who closes each day by a right clock never finds a payment of that day afterwards, whatever a borrower holds back', async () => {
  const hostile = fc.array(
    fc.record({
      before: fc.integer({ min: -2 * WINDOW, max: 3 * 3_600 * SECOND }),
      off: anyClock,
      held: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ZONES),
      fc.integer({ min: 2 * WINDOW, max: 6 * WINDOW }),
      hostile,
      async (place, waits, tries) => {
        const { ledger, lender, owner, lots, pay } = await openLoan(place);
        const end = ending(place.ends);
        const closed: { on: string; entries: number }[] = [];
        const close = (on: string, days: number): Event => ({
          at: end + days * DAY + waits,
          act: async () => {
            await lender.on.loan.tick({ loanId: 'L-1', on }).catch(past);
            closed.push({ on, entries: (await owner.on.loan.read({ loanId: 'L-1' })).entries });
          },
        });
        const cheating = tries.flatMap(({ before, off, held }, no) => {
          const at = Math.max(0, end - before);
          const later = held === 0 ? 0 : end + held * DAY - at + 8 * WINDOW;
          return attempt(ledger, owner, { at, off, later }, pay(`D-${no}`, lots[no] ?? ''));
        });
        await play(ledger, [...cheating, close(LAST, 0), close(NEXT, 1), close('2024-02-05', 2)]);
        const { items } = await owner.on.loan.listEntries({ loanId: 'L-1' });
        for (const { on, entries } of closed)
          expect(
            items.filter((one) => one.kind === 'repayment' && one.number > entries && one.on <= on),
          ).toEqual([]);
      },
    ),
    { numRuns: 20 },
  );
}, 120_000);

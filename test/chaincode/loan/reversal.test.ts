import fc from 'fast-check';
import { of } from '../../../chaincode/src/kit/value/money';
import { addDays } from '../../../chaincode/src/kit/value/time';
import { UTC } from '../../../chaincode/src/kit/value/zone';
import type { NewEntry } from '../../../chaincode/src/loan/rules/booking/effect';
import { book } from '../../../chaincode/src/loan/rules/entry';
import { servicingOf } from '../../../chaincode/src/loan/rules/state/loan';
import { type Loan } from '../../../chaincode/src/loan/records/loan';
import { CREDITS, type Entry } from '../../../chaincode/src/loan/records/entry';
import { reverse } from '../../../chaincode/src/loan/rules/reversal';
import { advance, begin } from '../../../chaincode/src/loan/rules/state/servicing';
import type { Terms } from '../../../chaincode/src/loan/records/terms';
import { termsOf } from './terms';

const NOW = '2030-01-01T00:00:00.000Z';
const LATER = { at: '2026-01-01T00:00:00.000Z', zone: UTC };
const loanOf = (terms: Terms): Loan => ({
  ...{
    loanId: 'L-1',
    applicationId: 'A-1',
    lender: 'lender',
    borrower: 'registry/owner',
    vin: '1M8GDM9AXKP042788',
    lienId: 'loan-L-1',
  },
  ...{ status: 'active', terms, servicing: begin(terms), pauses: [], entries: 0 },
});

const anyTerms = fc
  .record({
    annualRatePpm: fc.integer({ min: 0, max: 200_000 }),
    direction: fc.constantFrom('horizontal' as const, 'vertical' as const),
    ahead: fc.constantFrom('next' as const, 'last' as const, 'reamortise' as const),
    fee: fc.bigInt({ min: 0n, max: 900n }),
  })
  .map(({ annualRatePpm, direction, ahead, fee }) =>
    termsOf({
      ...{
        annualRatePpm,
        allocation: { direction, ahead },
        payoff: { till: 'day', feePpm: Math.floor(annualRatePpm / 8) },
      },
      late: { graceDays: 1, fee: of(fee, 'EUR'), annualRatePpm: annualRatePpm * 3 },
    }),
  );
const anyBookings = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 40 }),
    amount: fc.bigInt({ min: 1n, max: 3000n }),
    kind: fc.constantFrom('repayment' as const, ...CREDITS, 'charge' as const, 'interestWaiver' as const),
  }),
  { minLength: 1, maxLength: 8 },
);

function bookAll(start: Loan, bookings: readonly NewEntry[]): { loan: Loan; entries: Entry[] } {
  const entries: Entry[] = [];
  let loan = start;
  for (const booking of bookings) {
    const booked = book(loan, booking, NOW);
    loan = booked.loan;
    entries.push(booked.entry);
  }
  return { loan, entries };
}

test('a reversal leaves the loan as if the entry had never been', () => {
  fc.assert(
    fc.property(anyTerms, anyBookings, fc.nat(), (terms, steps, pick) => {
      let on = terms.startOn;
      const bookings = steps.map(({ after, amount, kind }, at): NewEntry => {
        on = addDays(on, after);
        return {
          entryId: `E-${at}`,
          kind,
          on,
          amount,
          ...(kind === 'charge' && { chargeId: `E-${at}`, chargeKind: 'fee' }),
        };
      });
      const { loan, entries } = bookAll(loanOf(terms), bookings);
      const at = pick % entries.length;
      const target = entries[at];
      fc.pre(target !== undefined);
      const { loan: reversed, changed } = reverse(
        loan,
        target as Entry,
        entries.slice(at + 1),
        { reversalId: 'V-1', on },
        LATER,
      );
      const without = bookAll(loanOf(terms), bookings.toSpliced(at, 1));
      expect(reversed.servicing).toEqual(advance(terms, [], servicingOf(without.loan), on));
      const again = changed
        .slice(1)
        .map(({ before: _before, number: _number, previousId: _previous, ...entry }) => entry);
      const never = without.entries
        .slice(at)
        .map(({ before: _before, number: _number, previousId: _previous, ...entry }) => entry);
      expect(again).toEqual(never);
    }),
    { numRuns: 200 },
  );
});

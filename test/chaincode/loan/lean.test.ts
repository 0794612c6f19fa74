import fc from 'fast-check';
import { z } from 'zod';
import { canonical } from '../../../chaincode/src/kit/value/json';
import { book } from '../../../chaincode/src/loan/rules/entry';
import { begin } from '../../../chaincode/src/loan/rules/state/servicing';
import { entries, Entry } from '../../../chaincode/src/loan/records/entry';
import { loans, Loan } from '../../../chaincode/src/loan/records/loan';
import type { Terms } from '../../../chaincode/src/loan/records/terms';
import { anyLoan, anyPayments, pays } from './anyloan';
import { eur, openBank } from './cast';
import { termsOf } from './terms';

const loanOf = (terms: Terms): Loan => ({
  ...{ loanId: 'L-2026-0001', applicationId: 'A-2026-0001', lender: 'lender', borrower: 'registry/owner' },
  ...{ vin: '1M8GDM9AXKP042788', lienId: 'loan-L-2026-0001', status: 'active' },
  ...{ terms, servicing: begin(terms), pauses: [], entries: 0 },
});
const text = <R>(schema: z.core.$ZodType<R>, record: R): string => canonical(z.encode(schema, record));
const read = <R>(schema: z.core.$ZodType<R>, stored: string): R =>
  z.decode(schema, JSON.parse(stored) as never);

test('whatever loan comes back as it was, and so it does from the form of an earlier version', () => {
  fc.assert(
    fc.property(anyLoan, anyPayments, fc.boolean(), (terms, payments, paused) => {
      const { state } = pays(terms, payments);
      const loan: Loan = {
        ...loanOf(terms),
        ...{
          servicing: state,
          lastEntryId: 'P-1',
          bucket: '1-3',
          lienId: paused ? 'another' : 'loan-L-2026-0001',
        },
        pauses: paused ? [{ from: '2024-02-01' }] : [],
      };
      expect(read(loans.schema, text(loans.schema, loan))).toEqual(loan);
      expect(read(loans.schema, text(Loan, loan))).toEqual(loan);
    }),
    { numRuns: 200 },
  );
});

test('whatever entry comes back as it was, and so it does from the form of an earlier version', () => {
  fc.assert(
    fc.property(anyLoan, fc.bigInt({ min: 1n, max: 10_000_000n }), (terms, amount) => {
      const booking = { entryId: 'P-1', kind: 'repayment', on: '2024-03-10', amount } as const;
      const { entry } = book(
        { ...loanOf(terms), lastEntryId: 'disbursement' },
        booking,
        '2024-03-10T12:00:00.000Z',
      );
      expect(read(entries.schema, text(entries.schema, entry))).toEqual(entry);
      expect(read(entries.schema, text(Entry, entry))).toEqual(entry);
    }),
    { numRuns: 200 },
  );
});

test('a loan that is not disbursed, and all that terms may say', () => {
  const { servicing: _state, ...accepted } = loanOf(
    termsOf({
      ...{ onDates: [31], firstDueOn: '2024-01-31', zone: 'Europe/Berlin', upfront: eur(1n), smooth: true },
      businessDays: { rule: 'following', calendar: 'DE', holidays: ['2024-11-01'] },
      payoff: { till: 'day', feePpm: 10_000, lastYearFeePpm: 5_000 },
      late: { graceDays: 3, fee: eur(100n), feePpm: 1, take: 'greater', tolerance: eur(1n) },
    }),
  );
  expect(read(loans.schema, text(loans.schema, accepted))).toEqual(accepted);
});

test('a repayment writes half of the bytes that it wrote', async () => {
  const { ledger, lender, lend, goTo, pay } = await openBank();
  await lend({ principal: eur(2_400_000n), annualRatePpm: 54_900, instalments: 48 });
  goTo('2024-02-01');
  await pay('P-2026-0001', 55_809n);
  goTo('2024-03-01');
  const request = canonical({
    ...{ loanId: 'L-1', paymentId: 'P-2026-0002', on: '2024-03-01' },
    amount: { amount: '55809', currency: 'EUR' },
  });
  const { set } = await ledger.simulate(lender, { manner: 'submit', room: 'loan', name: 'repay', request });
  const written = [...set.writes.values()].map((value) => Buffer.from(value as Uint8Array).toString());
  const full = written.map((value) => {
    const { record, ...meta } = JSON.parse(value) as { kind: string; record: never };
    const schema = meta.kind === 'loan' ? loans.schema : entries.schema;
    const known = z.decode(schema as z.core.$ZodType, record);
    return canonical({ ...meta, record: z.encode(meta.kind === 'loan' ? Loan : Entry, known as never) });
  });
  const bytes = (all: readonly string[]) => all.reduce((sum, one) => sum + Buffer.byteLength(one), 0);
  expect(written).toHaveLength(2);
  expect(bytes(written) * 2).toBeLessThanOrEqual(bytes(full));
});

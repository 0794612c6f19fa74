import fc from 'fast-check';
import { of } from '../../../chaincode/src/kit/value/money';
import { addDays } from '../../../chaincode/src/kit/value/time';
import { lateInterestOwed } from '../../../chaincode/src/loan/rules/owed/lateinterest';
import { isClosed, payoffOf } from '../../../chaincode/src/loan/rules/owed/payoff';
import { feeOwed, splitAhead } from '../../../chaincode/src/loan/rules/owed/prepayment';
import { receive } from '../../../chaincode/src/loan/rules/allocation/repayment';
import { waiveCharge } from '../../../chaincode/src/loan/rules/allocation/waiver';
import { scheduleOf } from '../../../chaincode/src/loan/rules/plan/schedule';
import { advance, begin } from '../../../chaincode/src/loan/rules/state/servicing';
import { type Servicing } from '../../../chaincode/src/loan/records/servicing';
import type { Terms } from '../../../chaincode/src/loan/records/terms';
import { anyLoan, anyPayments } from './anyloan';
import { termsOf } from './terms';

const at = (terms: Terms, on: string, pauses: Parameters<typeof advance>[1] = []) =>
  advance(terms, pauses, begin(terms), on);

describe('late interest', () => {
  const terms = termsOf({
    ...{ principal: of(400_000n, 'EUR'), annualRatePpm: 0, instalments: 4, dayCount: 'ACT/365' },
    late: { graceDays: 0, annualRatePpm: 36_500 },
  });

  test('1,000.00 past due at 3.65 % bears 10 cents a day', () => {
    expect(lateInterestOwed(terms, at(terms, '2024-02-01'))).toBe(0n);
    expect(lateInterestOwed(terms, at(terms, '2024-02-11'))).toBe(100n);
    expect(lateInterestOwed(terms, at(terms, '2024-03-11'))).toBe(390n + 100n);
  });

  test('grace is free, pauses are free, and it goes on after the last instalment', () => {
    const gracious = { ...terms, late: { graceDays: 5, annualRatePpm: 36_500 } };
    expect(lateInterestOwed(gracious, at(gracious, '2024-02-06'))).toBe(0n);
    expect(lateInterestOwed(gracious, at(gracious, '2024-02-11'))).toBe(50n);
    const pauses = [{ from: '2024-02-04', until: '2024-02-06' }, { from: '2024-02-09' }];
    expect(lateInterestOwed(terms, at(terms, '2024-02-20', pauses))).toBe(60n);
    const [may, june] = [at(terms, '2024-05-01'), at(terms, '2024-05-31')].map((state) =>
      lateInterestOwed(terms, state),
    );
    expect((june ?? 0n) - (may ?? 0n)).toBe(30n * 40n);
  });

  test('it is on principal only: late interest and late fees bear none', () => {
    const fined = { ...terms, late: { ...terms.late, fee: of(50_000n, 'EUR') } };
    expect(lateInterestOwed(fined, at(fined, '2024-02-11'))).toBe(100n);
  });

  test('principal paid stops it, and it is paid before interest and principal', () => {
    const { state, parts } = receive(terms, at(terms, '2024-02-11'), 50_100n, '2024-02-11');
    expect(parts).toEqual({ principal: 50_000n, interest: 0n, fee: 0n, penalty: 100n });
    expect(lateInterestOwed(terms, state)).toBe(0n);
    expect(lateInterestOwed(terms, advance(terms, [], state, '2024-02-21'))).toBe(50n);
  });

  test('it is waived like a charge, up to what is owed', () => {
    const late = at(terms, '2024-02-11');
    const { state, left } = waiveCharge(terms, late, 'late-interest', 70n);
    expect([lateInterestOwed(terms, state), left]).toEqual([30n, 0n]);
    expect(waiveCharge(terms, late, 'late-interest', 101n).left).toBe(1n);
  });

  test('every day on its own or all at once, it comes to the same cent, and what is paid, waived and owed is what came', () => {
    fc.assert(
      fc.property(
        anyLoan,
        fc.array(fc.integer({ min: 0, max: 45 }), { minLength: 1, maxLength: 14 }),
        (loan, steps) => {
          let state = begin(loan);
          let on = loan.startOn;
          let met = 0n;
          for (const [no, step] of steps.entries()) {
            on = addDays(on, step);
            state = advance(loan, [], state, on);
            const owed = lateInterestOwed(loan, state);
            const { state: after, left } = waiveCharge(
              loan,
              state,
              'late-interest',
              owed / BigInt(no + 2) + 1n,
            );
            met += owed / BigInt(no + 2) + 1n - left;
            state = after;
            expect(owed >= 0n).toBe(true);
          }
          expect(lateInterestOwed(loan, state) + met).toBe(
            lateInterestOwed(loan, advance(loan, [], begin(loan), on)),
          );
        },
      ),
    );
  });
});

describe('the fee of a prepayment', () => {
  const terms = (ahead: 'next' | 'last' | 'reamortise') =>
    termsOf({
      ...{ principal: of(1_000_000n, 'EUR'), annualRatePpm: 120_000, instalments: 10 },
      ...{ allocation: { direction: 'horizontal', ahead }, payoff: { till: 'day', feePpm: 10_000 } },
    });
  /** The running instalment is paid, so that what comes in then leaves the plan. */
  const running = (loan: Terms) => {
    const [row] = scheduleOf(loan);
    return receive(loan, begin(loan), (row?.principal ?? 0n) + (row?.interest ?? 0n), '2024-01-01').state;
  };

  test('5,050.00 in advance is 5,000.00 of principal and 50.00 of fee, as a hundredth of the payoff would be', () => {
    for (const ahead of ['last', 'reamortise'] as const) {
      const before = running(terms(ahead));
      const { total } = payoffOf(terms(ahead), before, '2024-01-01', 'day');
      const { parts, state } = receive(terms(ahead), before, 505_000n, '2024-01-01');
      // a month's interest of 5,000.00, paid with the running instalment, is not earned and counts back
      expect(parts).toEqual({ principal: 505_000n, interest: -5_000n, fee: 5_000n, penalty: 0n });
      expect(payoffOf(terms(ahead), state, '2024-01-01', 'day').total).toBe(total - 505_000n);
    }
  });

  test('instalments paid ahead as planned cost none, until the loan is paid off and their interest counts back', () => {
    const loan = { ...terms('next'), annualRatePpm: 70_000 };
    const { parts, state } = receive(loan, begin(loan), 500_000n, '2024-01-01');
    expect(parts.fee).toBe(0n);
    expect(payoffOf(loan, state, '2024-01-01', 'day').parts.fee).toBe(10_000n);
  });

  test('it is never more than the plan paid to its end would cost', () => {
    const loan = { ...terms('next'), annualRatePpm: 7_000 };
    const plan = scheduleOf(loan).reduce((sum, row) => sum + row.principal + row.interest, 0n);
    expect(payoffOf(loan, begin(loan), '2024-01-01', 'day').total).toBe(plan);
    const free = { ...terms('next'), annualRatePpm: 0 };
    expect(payoffOf(free, begin(free), '2024-01-01', 'day').parts.fee).toBe(0n);
  });

  test('a cent of the fee that does not fit beside the principal is owed next', () => {
    const loan = terms('last');
    const before = running(loan);
    expect(splitAhead(loan, before, 51n)).toEqual({ principal: 51n, fee: 0n });
    const { state } = receive(loan, before, 51n, '2024-01-01');
    expect(feeOwed(loan, state)).toBe(1n);
    expect(receive(loan, state, 1n, '2024-01-01').parts).toEqual({
      principal: 0n,
      interest: 0n,
      fee: 1n,
      penalty: 0n,
    });
  });

  test('in any number of prepayments it is what one payoff would have cost', () => {
    const noLate = anyLoan.map(
      (loan): Terms => ({
        ...loan,
        ...{
          gracePrincipal: 0,
          graceInterest: 0,
          late: { graceDays: 0 },
          payoff: { ...loan.payoff, till: 'day' },
        },
        allocation: {
          direction: 'horizontal',
          ahead: loan.allocation.ahead === 'next' ? 'last' : loan.allocation.ahead,
        },
      }),
    );
    fc.assert(
      fc.property(noLate, anyPayments, (loan, payments) => {
        const { total, parts } = payoffOf(loan, begin(loan), loan.startOn, 'day');
        let state: Servicing = begin(loan);
        let paid = 0n;
        for (const { share } of payments) {
          const amount = (loan.principal.amount * BigInt(share)) / 1000n;
          if (amount === 0n || amount >= total - paid) continue;
          state = receive(loan, state, amount, loan.startOn).state;
          paid += amount;
          expect(payoffOf(loan, state, loan.startOn, 'day').total).toBe(total - paid);
        }
        const last = receive(loan, state, total - paid, loan.startOn);
        expect([isClosed(loan, last.state), last.over, last.state.paid.fee]).toEqual([true, 0n, parts.fee]);
      }),
    );
  });
});

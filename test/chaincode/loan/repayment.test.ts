import fc from 'fast-check';
import { of } from '../../../chaincode/src/kit/value/money';
import { addDays } from '../../../chaincode/src/kit/value/time';
import {
  ABS_BUCKETS,
  bucketOf,
  latenessOf,
  riskClassOf,
} from '../../../chaincode/src/loan/rules/owed/lateness';
import { closed, isClosed, payoffOf } from '../../../chaincode/src/loan/rules/owed/payoff';
import { receive } from '../../../chaincode/src/loan/rules/allocation/repayment';
import { waiveCharge, waiveInterest } from '../../../chaincode/src/loan/rules/allocation/waiver';
import { rowsFrom } from '../../../chaincode/src/loan/rules/plan/schedule';
import { advance, begin } from '../../../chaincode/src/loan/rules/state/servicing';
import { principalOwed, totalOf } from '../../../chaincode/src/loan/rules/state/sums';
import { type Servicing } from '../../../chaincode/src/loan/records/servicing';
import { type Terms, DEFAULT_ORDER } from '../../../chaincode/src/loan/records/terms';
import { anyLoan, anyPayments, pays } from './anyloan';
import { termsOf } from './terms';

const pay = (terms: Terms, state: Servicing, amount: bigint, on: string) =>
  receive(terms, advance(terms, [], state, on), amount, on);
const payoffAt = (terms: Terms, state: Servicing, on: string) =>
  payoffOf(terms, advance(terms, [], state, on), on, terms.payoff.till);

describe('payoff', () => {
  test('100 at 7 %, the first instalment paid, on 2024-02-15: 83.57 and 0.24', () => {
    const terms = termsOf();
    const { state } = pay(terms, begin(terms), 1701n, '2024-02-01');
    const { parts, total } = payoffAt(terms, state, '2024-02-15');
    expect([parts.principal, parts.interest, total]).toEqual([8357n, 24n, 8381n]);
  });

  test('to the end of the period it takes the interest of the whole month', () => {
    const terms = termsOf({ payoff: { till: 'periodEnd' } });
    const { state } = pay(terms, begin(terms), 1701n, '2024-02-01');
    expect(payoffAt(terms, state, '2024-02-15').total).toBe(8357n + 49n);
  });

  test('in the first month it is the principal and the interest of the days', () => {
    const terms = termsOf({ dayCount: 'ACT/365', annualRatePpm: 365_000 });
    expect(payoffAt(terms, begin(terms), '2024-01-11').total).toBe(10_000n + 100n);
    expect(payoffAt(terms, begin(terms), '2024-01-01').total).toBe(10_000n);
  });

  test('every instalment past due is in it', () => {
    const terms = termsOf();
    const { parts } = payoffAt(terms, begin(terms), '2024-04-16');
    expect(parts.principal).toBe(10_000n);
    expect(parts.interest).toBe(58n + 49n + 39n + 15n);
  });

  test('the fee is on principal that is not due yet', () => {
    const terms = termsOf({ payoff: { till: 'day', feePpm: 10_000 } });
    expect(payoffAt(terms, begin(terms), '2024-01-01').parts.fee).toBe(100n);
    expect(payoffAt(terms, begin(terms), '2024-07-01').parts.fee).toBe(0n);
  });
});

describe('allocation', () => {
  const late = termsOf({ annualRatePpm: 120_000, late: { graceDays: 0, fee: of(500n, 'EUR') } });
  const owing = advance(late, [], begin(late), '2024-03-15');

  test('the oldest instalment is paid in full first, penalty before interest before principal', () => {
    const { parts, state } = receive(late, owing, 500n + 1725n + 100n, '2024-03-15');
    expect(parts).toEqual({ principal: 1625n, interest: 100n, fee: 0n, penalty: 600n });
    expect(state.due.map(({ index }) => index)).toEqual([1]);
    expect(state.charges).toEqual([expect.objectContaining({ chargeId: 'late-2', owed: 400n })]);
  });

  test('vertical pays one kind of debt of all instalments before the next kind', () => {
    const vertical = { ...late, allocation: { direction: 'vertical', ahead: 'next' } as const };
    const { parts, state } = receive(vertical, owing, 1100n, '2024-03-15');
    expect(parts).toEqual({ principal: 0n, interest: 100n, fee: 0n, penalty: 1000n });
    expect(state.charges).toEqual([]);
    expect(state.due[0]).toMatchObject({ index: 0, interest: 0n });
  });

  test('the order may be another: principal before interest', () => {
    const order = DEFAULT_ORDER.toSorted(
      (left, right) => Number(right.endsWith('principal')) - Number(left.endsWith('principal')),
    );
    const other = { ...late, allocation: { order, direction: 'vertical', ahead: 'next' } as const };
    expect(receive(other, owing, 1000n, '2024-03-15').parts).toEqual({
      principal: 1000n,
      interest: 0n,
      fee: 0n,
      penalty: 0n,
    });
  });
});

describe('money in advance', () => {
  const zero = (ahead: 'next' | 'last' | 'reamortise') =>
    termsOf({
      principal: of(100_000n, 'EUR'),
      annualRatePpm: 0,
      instalments: 4,
      allocation: { direction: 'horizontal', ahead },
    });
  const dues = (terms: Terms, state: Servicing) => {
    const after = advance(terms, [], state, '2024-05-01');
    return after.due.map(({ principal }) => principal);
  };

  test('next: the coming instalments are paid', () => {
    const terms = zero('next');
    expect(dues(terms, pay(terms, begin(terms), 30_000n, '2024-01-10').state)).toEqual([
      20_000n,
      25_000n,
      25_000n,
    ]);
  });

  test('last: the loan gets shorter', () => {
    const terms = zero('last');
    expect(dues(terms, pay(terms, begin(terms), 30_000n, '2024-01-10').state)).toEqual([
      25_000n,
      25_000n,
      20_000n,
    ]);
  });

  test('reamortise: the running instalment is paid, the later ones get smaller', () => {
    const terms = zero('reamortise');
    expect(dues(terms, pay(terms, begin(terms), 30_000n, '2024-01-10').state)).toEqual([
      23_333n,
      23_333n,
      23_334n,
    ]);
  });

  test('principal paid early bears no interest from that day on', () => {
    const terms = termsOf({
      principal: of(1_000_000n, 'EUR'),
      annualRatePpm: 365_000,
      dayCount: 'ACT/365',
      allocation: { direction: 'horizontal', ahead: 'last' },
    });
    const [first] = rowsFrom(terms, begin(terms));
    const instalment = (first?.principal ?? 0n) + (first?.interest ?? 0n);
    const { state, parts } = pay(terms, begin(terms), instalment + 500_000n, '2024-01-11');
    // 31 days of 1,000,000 are 31,000; 21 days without 500,000 are 10,500 less
    expect(parts.interest).toBe(20_500n);
    expect(advance(terms, [], state, '2024-02-01').due).toEqual([]);
    expect(rowsFrom(terms, advance(terms, [], state, '2024-02-01'))[0]?.interest).toBe(
      (29n * principalOwed(state) + 500n) / 1000n,
    );
  });
});

describe('lateness', () => {
  const terms = termsOf({
    ...{
      principal: of(100_000n, 'EUR'),
      annualRatePpm: 0,
      instalments: 4,
      every: { count: 15, unit: 'day' },
    },
    ...{ startOn: '2023-09-16', firstDueOn: '2023-10-01' },
  });

  test('four times 250 unpaid fall into the published buckets', () => {
    const state = advance(terms, [], begin(terms), '2023-11-16');
    expect(latenessOf(terms, [], state, '2023-11-16')).toEqual({
      pastDueDays: 46,
      delinquentDays: 46,
      buckets: [
        { bucket: '1-3', amount: 25_000n },
        { bucket: '4-30', amount: 25_000n },
        { bucket: '31-60', amount: 50_000n },
      ],
    });
  });

  test('grace and pauses are left out', () => {
    const gracious = { ...terms, late: { graceDays: 3 } };
    const state = advance(gracious, [], begin(gracious), '2023-10-31');
    expect(
      latenessOf(gracious, [{ from: '2023-10-10', until: '2023-10-20' }], state, '2023-10-31').delinquentDays,
    ).toBe(17);
    expect(latenessOf(gracious, [{ from: '2023-10-10' }], state, '2023-10-31').delinquentDays).toBe(6);
  });

  test.each([
    [0, 'current', 'current', 'normal'],
    [1, '1-3', 'current', 'specialMention'],
    [30, '4-30', 'current', 'specialMention'],
    [60, '31-60', '31-60', 'specialMention'],
    [91, '91-120', '91-120', 'substandard'],
    [121, '121-150', '121+', 'substandard'],
    [271, '241+', '121+', 'doubtful'],
    [361, '241+', '121+', 'loss'],
  ])('%d days: bucket %s, for investors %s, class %s', (days, bucket, abs, risk) => {
    expect([bucketOf(days), bucketOf(days, ABS_BUCKETS), riskClassOf(days)]).toEqual([bucket, abs, risk]);
  });

  test('a late fee is charged once, the day after grace, however often somebody looks', () => {
    const fined = termsOf({ late: { graceDays: 5, fee: of(500n, 'EUR') } });
    const early = advance(fined, [], begin(fined), '2024-02-06');
    expect(early.charges).toEqual([]);
    const twice = advance(fined, [], advance(fined, [], early, '2024-02-07'), '2024-02-28');
    expect(twice.charges).toEqual([
      { chargeId: 'late-1', kind: 'penalty', index: 0, dueOn: '2024-02-07', owed: 500n },
    ]);
    expect(advance(fined, [], begin(fined), '2024-02-28')).toEqual(twice);
  });
});

describe('waivers', () => {
  const terms = termsOf({ annualRatePpm: 120_000, late: { graceDays: 0, fee: of(500n, 'EUR') } });
  const owing = advance(terms, [], begin(terms), '2024-03-15');

  test('interest is taken off the oldest instalment first', () => {
    const { state, left } = waiveInterest(owing, 110n);
    expect(left).toBe(0n);
    expect(state.due.map(({ interest }) => interest)).toEqual([0n, (owing.due[1]?.interest ?? 0n) - 10n]);
  });

  test('a charge can be taken off in part', () => {
    expect(waiveCharge(terms, owing, 'late-1', 200n).state.charges[0]?.owed).toBe(300n);
    expect(waiveCharge(terms, owing, 'late-1', 600n)).toMatchObject({ left: 100n });
  });
});

describe('properties', () => {
  test('a payment is its allocation and what is over, to the cent', () => {
    fc.assert(
      fc.property(anyLoan, anyPayments, (terms, payments) => {
        pays(terms, payments, (before, { state, parts, over }, amount) => {
          expect(totalOf(parts) + over).toBe(amount);
          expect(principalOwed(before) - principalOwed(state)).toBe(parts.principal);
          expect(
            [...state.due, ...state.early].every((row) => row.principal >= 0n && row.interest >= 0n),
          ).toBe(true);
          expect(state.balance >= 0n && state.deferred >= 0n && state.credit === over).toBe(true);
          expect(isClosed(terms, state) || over === 0n).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('paying what was quoted leaves exactly nothing, after any history and on any day', () => {
    fc.assert(
      fc.property(anyLoan, anyPayments, fc.integer({ min: 0, max: 100 }), (terms, payments, wait) => {
        const { state, on } = pays(terms, payments);
        const day = addDays(on, wait);
        const before = advance(terms, [], state, day);
        fc.pre(!isClosed(terms, before));
        const quote = payoffOf(terms, before, day, terms.payoff.till);
        const { state: after, parts, over } = receive(terms, before, quote.total, day);
        expect([over, after.credit, parts]).toEqual([0n, 0n, quote.parts]);
        expect(
          payoffOf(terms, advance(terms, [], after, addDays(day, 400)), addDays(day, 400), 'day').total,
        ).toBe(0n);
        expect(after.paid.principal).toBe(terms.principal.amount);
        expect(after).toEqual(closed(terms, before, quote, quote.total));
      }),
      { numRuns: 300 },
    );
  });

  test('a cent less than the quote leaves a cent to pay', () => {
    fc.assert(
      fc.property(anyLoan, anyPayments, (loan, payments) => {
        const terms: Terms = { ...loan, payoff: { ...loan.payoff, till: 'day' } };
        const { state, on } = pays(terms, payments);
        const before = advance(terms, [], state, on);
        const quote = payoffOf(terms, before, on, 'day');
        fc.pre(quote.total > 1n);
        const { state: after } = receive(terms, before, quote.total - 1n, on);
        expect(isClosed(terms, after)).toBe(false);
        expect(payoffOf(terms, after, on, 'day').total).toBe(1n);
      }),
      { numRuns: 300 },
    );
  });

  test('paying each instalment on its day settles the loan as planned', () => {
    fc.assert(
      fc.property(anyLoan, (loan) => {
        const terms: Terms = { ...loan, allocation: { ...loan.allocation, order: undefined } };
        let state = begin(terms);
        for (const row of rowsFrom(terms, begin(terms))) {
          const before = advance(terms, [], state, row.dueOn);
          expect(before.due).toEqual(
            row.principal + row.interest > 0n
              ? [{ index: row.index, principal: row.principal, interest: row.interest }]
              : [],
          );
          if (row.principal + row.interest > 0n)
            state = receive(terms, before, row.principal + row.interest, row.dueOn).state;
          else state = before;
        }
        expect(isClosed(terms, state)).toBe(true);
        expect(state.paid).toMatchObject({ principal: terms.principal.amount, fee: 0n, penalty: 0n });
      }),
    );
  });

  test('time passes the same in any steps', () => {
    fc.assert(
      fc.property(
        anyLoan,
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 12 }),
        (terms, steps) => {
          const total = steps.reduce((sum, step) => sum + step, 0);
          let state = begin(terms);
          let on = terms.startOn;
          for (const step of steps) {
            on = addDays(on, step);
            state = advance(terms, [], state, on);
          }
          expect(state).toEqual(advance(terms, [], begin(terms), addDays(terms.startOn, total)));
        },
      ),
    );
  });
});

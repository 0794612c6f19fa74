import fc from 'fast-check';
import { of } from '../../../chaincode/src/kit/value/money';
import { payoffOf } from '../../../chaincode/src/loan/rules/owed/payoff';
import { receive } from '../../../chaincode/src/loan/rules/allocation/repayment';
import { rowsFrom, scheduleOf } from '../../../chaincode/src/loan/rules/plan/schedule';
import { advance, begin } from '../../../chaincode/src/loan/rules/state/servicing';
import { principalOwed } from '../../../chaincode/src/loan/rules/state/sums';
import type { Servicing } from '../../../chaincode/src/loan/records/servicing';
import type { Terms } from '../../../chaincode/src/loan/records/terms';
import { addDays } from '../../../chaincode/src/kit/value/time';
import { anyLoan } from './anyloan';
import { eur, openBank } from './cast';
import { termsOf } from './terms';

const AHEAD = ['next', 'last', 'reamortise'] as const;
const directed = (ahead: (typeof AHEAD)[number]) => ({ direction: 'horizontal' as const, ahead });
const pay = (terms: Terms, state: Servicing, amount: bigint, on: string) =>
  receive(terms, advance(terms, [], state, on), amount, on);
const first = (terms: Terms): bigint => {
  const [row] = scheduleOf(terms);
  return (row?.principal ?? 0n) + (row?.interest ?? 0n);
};

describe('M6: who pays the running instalment some days early has paid it', () => {
  test.each(AHEAD)(
    'two days early, ahead %s: nothing is past due two days later, and no fee',
    async (ahead) => {
      const { lend, goTo, pay: book, owner, lender } = await openBank();
      await lend({ allocation: directed(ahead), late: { graceDays: 0, fee: eur(300n) } });
      goTo('2024-01-30');
      expect(await book('P-1', 1_701n)).toMatchObject({ interest: eur(58n), principal: eur(1_643n) });
      goTo('2024-02-03');
      expect(await lender.on.loan.tick({ loanId: 'L-1', on: '2024-02-02' })).toMatchObject({ lateFees: 0 });
      expect(await owner.on.loan.standing({ loanId: 'L-1', on: '2024-02-03' })).toMatchObject({
        ...{ pastDueDays: 0, pastDue: eur(0n), charges: eur(0n) },
      });
    },
  );

  test.each(['last', 'reamortise'] as const)('in two parts, ahead %s', (ahead) => {
    const terms = termsOf({ allocation: directed(ahead) });
    const half = pay(terms, begin(terms), 900n, '2024-01-20').state;
    const { state } = pay(terms, half, 801n, '2024-01-29');
    expect(advance(terms, [], state, '2024-02-01').due).toEqual([]);
  });

  test.each(['last', 'reamortise'] as const)('what is more leaves the plan, ahead %s', (ahead) => {
    const terms = termsOf({
      principal: of(100_000n, 'EUR'),
      annualRatePpm: 0,
      instalments: 4,
      allocation: directed(ahead),
    });
    const { state } = pay(terms, begin(terms), 40_000n, '2024-01-10');
    const dues = advance(terms, [], state, '2024-05-01').due.map(({ principal }) => principal);
    expect(dues).toEqual(ahead === 'last' ? [25_000n, 25_000n, 10_000n] : [20_000n, 20_000n, 20_000n]);
  });

  test('interest that was paid with the instalment and is not earned then counts back', () => {
    // 36.5 % by days: a thousandth a day. 31 days of 1,000,000 are 31,000.
    const terms = termsOf({
      ...{ principal: of(1_000_000n, 'EUR'), annualRatePpm: 365_000, dayCount: 'ACT/365' },
      allocation: directed('last'),
    });
    const each = first(terms);
    const paidEarly = pay(terms, begin(terms), each, '2024-01-11');
    expect(paidEarly.parts).toMatchObject({ interest: 31_000n, principal: each - 31_000n });
    const { parts, state } = pay(terms, paidEarly.state, 100_000n, '2024-01-11');
    // 21 days without 100,000 are 2,100
    expect(parts).toEqual({ principal: 102_100n, interest: -2_100n, fee: 0n, penalty: 0n });
    expect(advance(terms, [], state, '2024-02-01').due).toEqual([]);
    expect(principalOwed(state)).toBe(1_000_000n - (each - 31_000n) - 102_100n);
  });

  test('what one payment does, two of the same day do', () => {
    const anyTerms = fc.record({
      ahead: fc.constantFrom(...AHEAD),
      method: fc.constantFrom('annuity' as const, 'equalPrincipal' as const, 'flat' as const),
      annualRatePpm: fc.integer({ min: 0, max: 300_000 }),
      direction: fc.constantFrom('horizontal' as const, 'vertical' as const),
    });
    fc.assert(
      fc.property(
        anyTerms,
        fc.bigInt({ min: 2n, max: 9_000n }),
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 99 }),
        ({ ahead, direction, ...rest }, amount, day, share) => {
          const terms = termsOf({ ...rest, allocation: { direction, ahead } });
          const on = `2024-01-${`${day}`.padStart(2, '0')}`;
          const part = (amount * BigInt(share)) / 100n;
          fc.pre(part > 0n && part < amount);
          const once = pay(terms, begin(terms), amount, on).state;
          const twice = pay(terms, pay(terms, begin(terms), part, on).state, amount - part, on).state;
          expect(principalOwed(twice) + payoffOf(terms, twice, on, 'day').parts.interest).toBe(
            principalOwed(once) + payoffOf(terms, once, on, 'day').parts.interest,
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('M4, Directive 2008/48/EC, Article 16, BGB § 502(3): the fee for paying early', () => {
  const feeOf = (change: Partial<Terms>, on: string): bigint => {
    const terms = termsOf(change);
    return payoffOf(terms, advance(terms, [], begin(terms), on), on, 'day').parts.fee;
  };
  const payoff = { till: 'day', feePpm: 10_000, lastYearFeePpm: 5_000 } as const;
  const long = { instalments: 36, principal: of(3_600_000n, 'EUR'), annualRatePpm: 60_000 };

  test.each(AHEAD)('no interest is lost, no fee is owed: 0 %, ahead %s', (ahead) => {
    const change = { annualRatePpm: 0, payoff, allocation: directed(ahead) };
    expect(feeOf(change, '2024-01-01')).toBe(0n);
    const terms = termsOf(change);
    const { parts } = pay(terms, begin(terms), 8_000n, '2024-01-10');
    expect([parts.fee, parts.principal]).toEqual([0n, 8_000n]);
  });

  test.each(AHEAD)('1 % while more than a year is left, ahead %s', (ahead) => {
    expect(feeOf({ ...long, payoff, allocation: directed(ahead) }, '2024-01-01')).toBe(36_000n);
  });

  test.each(AHEAD)('0.5 % in the last year, ahead %s', (ahead) => {
    const terms = termsOf({ ...long, payoff, allocation: directed(ahead) });
    // the last instalment is due on 2027-01-01: a year and a day before, and a year before
    const until = (on: string) => {
      let state = begin(terms);
      for (const row of scheduleOf(terms))
        if (row.dueOn <= on) ({ state } = pay(terms, state, row.principal + row.interest, row.dueOn));
      const at = advance(terms, [], state, on);
      return { fee: payoffOf(terms, at, on, 'day').parts.fee, owed: principalOwed(at) };
    };
    const [more, less] = [until('2025-12-31'), until('2026-01-01')];
    expect(more.fee).toBe((more.owed + 50n) / 100n);
    expect(less.fee).toBe((less.owed + 100n) / 200n);
  });

  test('never more than the interest that is lost', () => {
    const terms = termsOf({ ...long, annualRatePpm: 1_000, payoff });
    const lost = scheduleOf(terms).reduce((sum, { interest }) => sum + interest, 0n);
    expect(feeOf({ ...long, annualRatePpm: 1_000, payoff }, '2024-01-01')).toBe(lost);
    expect(lost).toBeLessThan(36_000n);
  });

  test.each(['last', 'reamortise'] as const)(
    'Article 16(5), add-on interest, ahead %s: on the last day all interest was earned and the fee is nothing',
    (ahead) => {
      // 1,200.00 for 6 months at 12 % added on: 12.00 of interest a month
      const terms = termsOf({
        ...{ principal: of(120_000n, 'EUR'), annualRatePpm: 120_000, method: 'flat', instalments: 6 },
        ...{ payoff: { till: 'day', feePpm: 10_000 }, allocation: directed(ahead) },
      });
      let state = begin(terms);
      for (const row of scheduleOf(terms).slice(0, 5))
        ({ state } = pay(terms, state, row.principal + row.interest, row.dueOn));
      const feeBefore = (on: string) => payoffOf(terms, advance(terms, [], state, on), on, 'day').parts.fee;
      // 1 % of the last 200.00 is 2.00; of the 30 days of June 5 are left: 12.00 × 5 ÷ 30
      expect(feeBefore('2024-06-02')).toBe(200n);
      expect(feeBefore('2024-06-26')).toBe(200n);
      expect(feeBefore('2024-06-29')).toBe(80n);
      expect(feeBefore('2024-06-30')).toBe(40n);
    },
  );

  test.each(['last', 'reamortise'] as const)(
    'Article 16(5), add-on interest, ahead %s: a part that leaves costs at most the instalments that fall away',
    (ahead) => {
      const terms = termsOf({
        ...{ principal: of(120_000n, 'EUR'), annualRatePpm: 1_000, method: 'flat', instalments: 6 },
        ...{ payoff: { till: 'day', feePpm: 100_000 }, allocation: directed(ahead) },
      });
      const interest = (at: Servicing) => rowsFrom(terms, at).reduce((sum, row) => sum + row.interest, 0n);
      const done = pay(terms, begin(terms), first(terms) + 50_000n, '2024-01-10');
      expect(done.parts.fee).toBe(interest(begin(terms)) - interest(done.state));
      expect(done.parts.fee).toBe(ahead === 'last' ? 20n : 0n);
    },
  );

  test('Article 16(5): no payoff of any loan costs a fee above the interest that would still have come', () => {
    fc.assert(
      fc.property(anyLoan, fc.integer({ min: 0, max: 700 }), (loan, wait) => {
        const on = addDays(loan.startOn, wait);
        const terms: Terms = { ...loan, payoff: { ...loan.payoff, till: 'day' } };
        const state = advance(terms, [], begin(terms), on);
        const { parts } = payoffOf(terms, state, on, 'day');
        const all = scheduleOf(terms).reduce((sum, row) => sum + row.interest, 0n);
        expect(parts.fee).toBeLessThanOrEqual(all - parts.interest);
      }),
      { numRuns: 500 },
    );
  });

  test('a fee paid towards a payoff that did not come counts back', () => {
    const terms = termsOf({
      ...{ principal: of(100_000n, 'EUR'), instalments: 4, annualRatePpm: 120_000 },
      ...{ payoff: { till: 'day', feePpm: 10_000 }, allocation: directed('last') },
    });
    const quote = payoffOf(terms, begin(terms), '2024-01-01', 'day');
    expect(quote.parts.fee).toBe(1_000n);
    // all but a cent on the first day: the running instalment is paid as planned, and bears no fee
    const { state } = pay(terms, begin(terms), quote.total - 1n, '2024-01-01');
    const later = advance(terms, [], state, '2024-02-01');
    const { total } = payoffOf(terms, later, '2024-02-01', 'day');
    const done = receive(terms, later, total, '2024-02-01');
    // 256.28 is the instalment, of 253.74 with a month of 1 % on it; 1 % of the other 746.26 is the fee
    expect(first(terms)).toBe(25_628n);
    expect(done.state.paid.fee).toBe(746n);
  });

  test('a part that is paid early costs no more than the interest that it saves', () => {
    const terms = termsOf({ ...long, annualRatePpm: 1_000, payoff, allocation: directed('last') });
    const state = begin(terms);
    const amount = first(terms) + 1_000_000n;
    const done = pay(terms, state, amount, '2024-01-01');
    const sum = (at: Servicing) => rowsFrom(terms, at).reduce((all, { interest }) => all + interest, 0n);
    expect(done.parts.fee).toBeLessThanOrEqual(sum(state) - sum(done.state));
    expect(done.parts.fee).toBeLessThan(10_000n);
  });

  test('BGH XI ZR 103/15: none after the lender declared the default', async () => {
    const { lend, goTo, owner, lender } = await openBank();
    await lend({ ...long, payoff });
    goTo('2024-03-10');
    const fee = async () => (await owner.on.loan.payoff({ loanId: 'L-1', on: '2024-03-10' })).fee;
    expect((await fee()).amount).toBeGreaterThan(0n);
    await lender.on.loan.declareDefault({ loanId: 'L-1', on: '2024-03-10' });
    expect(await fee()).toEqual(eur(0n));
    const { total } = await owner.on.loan.payoff({ loanId: 'L-1', on: '2024-03-10' });
    const paid = await lender.on.loan.repay({
      loanId: 'L-1',
      paymentId: 'P-1',
      amount: total,
      on: '2024-03-10',
    });
    expect(paid).toMatchObject({ fee: eur(0n), over: eur(0n), outstanding: eur(0n) });
  });

  test('a fee of the last year above the one before is refused', async () => {
    const { insurer } = await openBank();
    const terms = termsOf({ payoff: { till: 'day', feePpm: 5_000, lastYearFeePpm: 10_000 } });
    await expect(insurer.on.loan.calculate({ terms })).rejects.toMatchObject({ code: 'TERMS_IMPOSSIBLE' });
  });
});

import { of } from '../../../chaincode/src/kit/value/money';
import { addDays } from '../../../chaincode/src/kit/value/time';
import { receive } from '../../../chaincode/src/loan/rules/allocation/repayment';
import { dueOn } from '../../../chaincode/src/loan/rules/plan/calendar';
import { scheduleOf } from '../../../chaincode/src/loan/rules/plan/schedule';
import { advance, begin } from '../../../chaincode/src/loan/rules/state/servicing';
import { DEFAULT_ORDER, type Terms } from '../../../chaincode/src/loan/records/terms';
import { eur, openBank } from './cast';
import { termsOf } from './terms';

const twelve = (change: Partial<Terms> = {}) =>
  termsOf({
    ...{ principal: of(120_000n, 'EUR'), annualRatePpm: 120_000 },
    late: { graceDays: 0, fee: of(1_500n, 'EUR') },
    ...change,
  });

/** Pays amounts on days, the days counted from the due day of the instalment. */
function payAll(terms: Terms, paid: readonly (readonly [index: number, days: number, amount: bigint])[]) {
  let state = begin(terms);
  for (const [index, days, amount] of paid) {
    const on = addDays(dueOn(terms, index), days);
    ({ state } = receive(terms, advance(terms, [], state, on), amount, on));
  }
  return state;
}
const fees = (terms: Terms, paid: Parameters<typeof payAll>[1], on: string) => {
  const state = advance(terms, [], payAll(terms, paid), on);
  const open = state.charges.reduce((sum, { owed }) => sum + owed, 0n);
  return {
    fees: (state.paid.penalty + open) / 1_500n,
    pastDue: state.due.reduce((sum, row) => sum + row.principal + row.interest, 0n),
  };
};

const orders = {
  default: undefined,
  'penalties last': [...DEFAULT_ORDER].sort(
    (left, right) => Number(left.endsWith('penalty')) - Number(right.endsWith('penalty')),
  ),
  'due before past due': [...DEFAULT_ORDER].sort(
    (left, right) => Number(right.startsWith('due')) - Number(left.startsWith('due')),
  ),
  'principal first': [...DEFAULT_ORDER].sort(
    (left, right) => Number(right.endsWith('principal')) - Number(left.endsWith('principal')),
  ),
} as const;

describe('M1, 16 CFR 444.4(a): no fee on a payment that is otherwise full', () => {
  const cases = Object.keys(orders).flatMap((order) =>
    (['horizontal', 'vertical'] as const).flatMap((direction) =>
      (['next', 'last', 'reamortise'] as const).map((ahead) => [order, direction, ahead] as const),
    ),
  );
  // principal of all instalments first leaves the interest of this one unpaid: no fee of before does that
  const fitting = cases.filter(
    ([order, direction]) => direction === 'horizontal' || order !== 'principal first',
  );
  test.each(fitting)(
    'the first instalment 14 days late, the others on their days, %s %s %s: one fee, 15.00 past due at most',
    (order, direction, ahead) => {
      const slots = orders[order as keyof typeof orders];
      const terms = twelve({ allocation: { direction, ahead, ...(slots && { order: slots }) } });
      const level = scheduleOf(terms)[0];
      const each = (level?.principal ?? 0n) + (level?.interest ?? 0n);
      const paid = [0, 1, 2, 3, 4, 5].map((index) => [index, index === 0 ? 14 : 0, each] as const);
      const { fees: count, pastDue } = fees(terms, paid, '2024-07-20');
      expect(count).toBe(1n);
      expect(pastDue).toBeLessThanOrEqual(1_500n);
    },
  );

  const each = 20_706n;
  test('a payment some days early, while a fee is open, is full too', () => {
    expect(
      fees(
        twelve(),
        [
          [0, 14, each],
          [0, 16, 1_500n],
          [1, -3, each],
        ],
        '2024-03-10',
      ).fees,
    ).toBe(1n);
    expect(
      fees(
        twelve(),
        [
          [0, 14, each],
          [1, -3, each],
          [2, -1, each],
        ],
        '2024-04-10',
      ).fees,
    ).toBe(1n);
  });

  test('two payments that together are full', () => {
    const paid = [
      [0, 10, each / 2n],
      [0, 14, each - each / 2n],
      [1, 0, each],
    ] as const;
    expect(fees(twelve(), paid, '2024-03-10').fees).toBe(1n);
  });

  test('the late instalment and the next one in one payment', () => {
    expect(fees(twelve(), [[0, 20, 2n * each]], '2024-03-10').fees).toBe(1n);
  });

  test('a payment that is short by more bears its fee', () => {
    expect(
      fees(
        twelve(),
        [
          [0, 14, each],
          [1, 0, each - 1_000n],
        ],
        '2024-03-10',
      ).fees,
    ).toBe(2n);
  });

  test('a fee that was paid beside the instalment excuses nothing later', () => {
    const paid = [
      [0, 14, each + 1_500n],
      [1, 0, each],
      [2, 0, each - 1_500n],
    ] as const;
    expect(fees(twelve(), paid, '2024-04-10').fees).toBe(2n);
  });

  test('who skips an instalment pays a fee for each that stays unpaid', () => {
    expect(
      fees(
        twelve(),
        [
          [1, 0, each],
          [2, 0, each],
        ],
        '2024-04-10',
      ).fees,
    ).toBe(3n);
  });

  test('on the ledger: 1,200.00 at 12 %, six payments, one fee', async () => {
    const { lend, goTo, pay, owner } = await openBank();
    await lend(twelve());
    goTo('2024-02-15');
    await pay('P-1', each);
    for (const month of [3, 4, 5, 6, 7]) {
      goTo(`2024-0${month}-01`);
      await pay(`P-${month}`, each);
    }
    goTo('2024-07-20');
    const standing = await owner.on.loan.standing({ loanId: 'L-1', on: '2024-07-20' });
    expect([standing.charges, standing.pastDue.amount <= 1_500n]).toEqual([eur(0n), true]);
    const { servicing } = await owner.on.loan.read({ loanId: 'L-1' });
    expect(servicing?.paid.penalty).toBe(1_500n);
  });
});

describe('M1: what the terms tolerate is not late', () => {
  const late = { graceDays: 0, fee: of(1_500n, 'EUR'), tolerance: of(100n, 'EUR') };
  test('a cent short, each month: no fee and not past due until it is more than the tolerance', () => {
    const terms = twelve({ late });
    const paid = [0, 1, 2].map((index) => [index, 0, 20_705n] as const);
    expect(fees(terms, paid, '2024-04-20')).toEqual({ fees: 0n, pastDue: 3n });
  });
  test('more than tolerated is late', () => {
    expect(fees(twelve({ late }), [[0, 0, 20_605n]], '2024-02-20').fees).toBe(1n);
  });
  test('it stands in the lateness too', async () => {
    const { lend, goTo, pay, owner } = await openBank();
    await lend(twelve({ late }));
    goTo('2024-02-01');
    await pay('P-1', 20_650n);
    goTo('2024-02-20');
    expect(await owner.on.loan.standing({ loanId: 'L-1', on: '2024-02-20' })).toMatchObject({
      ...{ pastDueDays: 0, bucket: 'current', pastDue: eur(56n) },
    });
  });
});

describe('M13: a late fee as a share of the instalment', () => {
  const owed = (late: Partial<Terms['late']>) =>
    advance(twelve({ late: { graceDays: 0, ...late } }), [], begin(twelve()), '2024-02-20').charges[0]?.owed;
  test.each([
    ['5 % of 207.06', { feePpm: 50_000 }, 1_035n],
    ['the lesser of 15.00 and 5 %', { feePpm: 50_000, fee: of(1_500n, 'EUR') }, 1_035n],
    ['the lesser of 15.00 and 10 %', { feePpm: 100_000, fee: of(1_500n, 'EUR') }, 1_500n],
    [
      'the greater of 15.00 and 5 %',
      { feePpm: 50_000, fee: of(1_500n, 'EUR'), take: 'greater' as const },
      1_500n,
    ],
    ['15.00', { fee: of(1_500n, 'EUR') }, 1_500n],
  ])('%s', (_name, late, fee) => expect(owed(late)).toBe(fee));

  test('of what is unpaid of it', () => {
    const terms = twelve({ late: { graceDays: 10, feePpm: 50_000 } });
    const { state } = receive(terms, advance(terms, [], begin(terms), '2024-02-05'), 10_706n, '2024-02-05');
    expect(advance(terms, [], state, '2024-02-20').charges[0]?.owed).toBe(500n);
  });
});

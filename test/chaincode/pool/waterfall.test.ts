import type { Funds, Standing } from '../../../chaincode/src/pool/records/distribution';
import type { NoteClass, Structure } from '../../../chaincode/src/pool/records/structure';
import { type Given, distribute, standingAfter } from '../../../chaincode/src/pool/rules/waterfall';

/** Dollars and cents of a filing. */
const usd = (text: string): bigint => BigInt(text.replaceAll(',', '').replace('.', ''));
const fixed = (
  name: string,
  amount: bigint,
  ratePpb: number,
  dayCount: NoteClass['dayCount'],
): NoteClass => ({
  name,
  amount,
  coupon: { kind: 'fixed', ratePpb },
  dayCount,
  finalOn: '2030-01-15',
});
const came = (amounts: Partial<Funds>): Funds => ({
  ...{ interest: 0n, principal: 0n, recoveries: 0n, liquidation: 0n, repurchases: 0n, advances: 0n },
  reimbursed: 0n,
  ...amounts,
});
const stands = (over: Partial<Standing>): Standing => ({
  ...{ paymentNo: 20, pool: 0n, balances: [], short: [], servicingUnpaid: 0n, feesUnpaid: 0n },
  ...{ feesThisYear: 0n, reserve: 0n, defaulted: false },
  ...over,
});
const monthOf = (from: string, until: string, paid = { from, until }): Given['period'] => ({
  nominal: { from, until },
  paid,
});
const given = (over: Partial<Given> & Pick<Given, 'funds' | 'poolEnd' | 'period'>): Given => ({
  ...{ poolAtStart: 0n, paymentOn: over.period.paid.until, months: 1, indexPpb: {}, fees: 0n },
  ...over,
});
const of = (paid: ReturnType<typeof distribute>, name: string) =>
  paid.classes.find((one) => one.name === name);

describe('published months, to the cent', () => {
  test('Nissan Auto Receivables 2022-A, December 2023', () => {
    const structure: Structure = {
      currency: 'USD',
      classes: [
        fixed('A-3', usd('347,387,641.10'), 18_600_000, '30/360'),
        fixed('A-4', usd('90,000,000.00'), 20_700_000, '30/360'),
      ],
      payDay: 15,
      servicingFeePpm: 10_000,
      principal: 'collected',
      yieldSupplement: [...Array<bigint>(20).fill(0n), usd('29,970,445.58'), usd('28,044,228.83')],
    };
    const before = stands({
      pool: usd('509,024,754.46'),
      balances: [usd('347,387,641.10'), usd('90,000,000.00')],
      short: [0n, 0n],
    });
    const paid = distribute(
      structure,
      before,
      given({
        funds: came({ interest: usd('2,000,000.00'), principal: usd('21,557,053.65') }),
        poolEnd: usd('487,467,700.81'),
        period: monthOf('2023-12-15', '2024-01-15'),
      }),
    );
    expect(paid.principal).toBe(usd('19,630,836.90'));
    expect(of(paid, 'A-3')).toMatchObject({ interestPaid: usd('538,450.84'), end: usd('327,756,804.20') });
    expect(of(paid, 'A-4')).toMatchObject({ interestPaid: usd('155,250.00'), end: usd('90,000,000.00') });
    expect(standingAfter(before, { poolEnd: usd('487,467,700.81') }, paid)).toMatchObject({ paymentNo: 21 });
  });

  test('Nissan Auto Receivables 2017-A, March 2018: a fixed and a floating class share by what is owed', () => {
    const structure: Structure = {
      currency: 'USD',
      classes: [
        fixed('A-2a', usd('183,307,436.46'), 14_700_000, '30/360'),
        {
          ...fixed('A-2b', usd('55,130,056.08'), 0, 'ACT/360'),
          coupon: { kind: 'floating', index: '1-month LIBOR', marginPpb: 600_000 },
        },
      ],
      payDay: 15,
      servicingFeePpm: 10_000,
      principal: 'collected',
    };
    const before = stands({
      pool: usd('500,000,000.00'),
      balances: [usd('183,307,436.46'), usd('55,130,056.08')],
      short: [0n, 0n],
    });
    const paid = distribute(
      structure,
      before,
      given({
        funds: came({ interest: usd('2,000,000.00'), principal: usd('27,110,883.64') }),
        poolEnd: usd('472,889,116.36'),
        period: monthOf('2018-03-15', '2018-04-15', { from: '2018-03-15', until: '2018-04-16' }),
        indexPpb: { 'A-2b': 17_766_000n },
      }),
    );
    expect(of(paid, 'A-2a')).toMatchObject({
      interestPaid: usd('224,551.61'),
      principal: usd('20,842,471.24'),
    });
    expect(of(paid, 'A-2b')).toMatchObject({
      interestPaid: usd('90,001.65'),
      principal: usd('6,268,412.40'),
    });
  });
});

/** A small trust in whole units: A 800, B 100, C 60, pool 1,000, OC target 4 %, reserve 10. */
const small: Structure = {
  currency: 'USD',
  classes: [
    fixed('A-1', 300n, 120_000_000, '30/360'),
    fixed('A-2', 300n, 120_000_000, '30/360'),
    fixed('A-3', 200n, 120_000_000, '30/360'),
    fixed('B', 100n, 120_000_000, '30/360'),
    fixed('C', 60n, 120_000_000, '30/360'),
  ],
  payDay: 15,
  servicingFeePpm: 12_000,
  feesCap: 12n,
  reserve: { of: 'poolAtStart', ppm: 10_000, atStart: 10n },
  overCollateral: { of: 'poolNow', ppm: 40_000 },
  principal: 'target',
};
const begun = stands({
  ...{ paymentNo: 0, pool: 1000n, balances: [300n, 300n, 200n, 100n, 60n], short: [0n, 0n, 0n, 0n, 0n] },
  reserve: 10n,
});
const january = (over: Partial<Given>): Given =>
  given({
    funds: came({}),
    poolEnd: 1000n,
    poolAtStart: 1000n,
    period: monthOf('2026-01-15', '2026-02-15'),
    ...over,
  });
const lineOf = (paid: ReturnType<typeof distribute>, pays: string, rank?: string) =>
  paid.steps.find(
    ({ step }) => step.pays === pays && (rank === undefined || ('rank' in step && step.rank === rank)),
  );

describe('order of payments (CarMax and Ally trusts)', () => {
  test('fees, interest by rank, principal to the target, the rest to the certificates', () => {
    const paid = distribute(
      small,
      begun,
      january({ poolEnd: 900n, funds: came({ interest: 20n, principal: 100n }) }),
    );
    // Fee 1; interest 3 + 3 + 2 of A, 1 of B, 0.6 → 1 of C; notes 960 down to 900 − 36.
    expect(lineOf(paid, 'servicingFee')).toMatchObject({ due: 1n, paid: 1n });
    expect(lineOf(paid, 'interest', 'A')).toMatchObject({ due: 8n, paid: 8n });
    expect(lineOf(paid, 'priorityPrincipal', 'A')).toMatchObject({ due: 0n });
    expect(lineOf(paid, 'priorityPrincipal', 'C')).toMatchObject({ due: 60n, paid: 60n });
    expect(lineOf(paid, 'regularPrincipal')).toMatchObject({ due: 36n, paid: 36n });
    expect(paid).toMatchObject({ principal: 96n, residual: 13n, reserve: 10n, overCollateral: 36n });
    expect(paid.classes.map(({ end }) => end)).toEqual([204n, 300n, 200n, 100n, 60n]);
  });

  test('what comes in goes out: notes, fees, reserve, residual', () => {
    const paid = distribute(
      small,
      begun,
      january({ poolEnd: 700n, fees: 20n, funds: came({ principal: 290n, interest: 15n }) }),
    );
    const out = paid.steps.reduce((sum, line) => sum + line.paid, 0n);
    expect(out + paid.residual).toBe(paid.available);
    expect(paid.feesPaid + paid.feesUnpaid).toBe(20n);
  });

  test('the reserve pays interest that is short and is filled again', () => {
    const short = distribute(small, begun, january({ funds: came({ interest: 5n }) }));
    expect(short).toMatchObject({ reserveDraw: 6n, available: 11n, reserve: 4n });
    expect(short.classes.map(({ interestPaid }) => interestPaid)).toEqual([3n, 3n, 2n, 1n, 1n]);
    const next = distribute(
      small,
      standingAfter(begun, { poolEnd: 1000n }, short),
      january({ funds: came({ interest: 30n }) }),
    );
    expect(lineOf(next, 'reserve')).toMatchObject({ due: 6n, paid: 6n });
  });

  test('interest that stays unpaid is carried and earns interest', () => {
    const poor = distribute(
      small,
      { ...begun, reserve: 0n, balances: [0n, 0n, 0n, 10_000n, 0n] },
      january({ poolEnd: 20_000n, poolAtStart: 20_000n }),
    );
    const [, , , b] = poor.classes;
    expect(b).toMatchObject({ interestDue: 100n, interestPaid: 0n });
    const after = standingAfter(begun, { poolEnd: 20_000n }, poor);
    const next = distribute(
      small,
      { ...after, balances: [0n, 0n, 0n, 10_000n, 0n], reserve: 0n },
      january({ poolEnd: 20_000n, poolAtStart: 20_000n }),
    );
    expect(next.classes[3]).toMatchObject({ interestDue: 201n });
  });

  test('fees above their cap wait until the notes have theirs', () => {
    const paid = distribute(
      small,
      begun,
      january({ poolEnd: 1000n, fees: 20n, funds: came({ interest: 100n }) }),
    );
    expect(lineOf(paid, 'fees')).toMatchObject({ due: 12n, paid: 12n });
    expect(lineOf(paid, 'feesAboveCap')).toMatchObject({ due: 8n, paid: 8n });
  });

  test('a class at its final date is due at once', () => {
    const last = {
      ...small,
      classes: small.classes.map((one, at) => (at === 0 ? { ...one, finalOn: '2026-02-15' } : one)),
    };
    const paid = distribute(last, begun, january({ poolEnd: 1000n, funds: came({ principal: 250n }) }));
    expect(lineOf(paid, 'priorityPrincipal', 'A')).toMatchObject({ due: 300n, paid: 251n });
  });

  test('after an event of default: A-1 first, then A-2 and A-3 together, B earns after the principal of A', () => {
    const paid = distribute(
      small,
      { ...begun, defaulted: true },
      january({ poolEnd: 500n, funds: came({ principal: 400n, interest: 8n }) }),
    );
    // 408 and the reserve of 10: fee 1, interest 8 of A, 409 of principal: 300, then 109 by 300 to 200.
    expect(paid.classes.map(({ principal }) => principal)).toEqual([300n, 65n, 44n, 0n, 0n]);
    expect(paid.classes.map(({ interestPaid }) => interestPaid)).toEqual([3n, 3n, 2n, 0n, 0n]);
  });

  test('the reserve pays the last notes as soon as it can', () => {
    const end = { ...begun, pool: 20n, balances: [0n, 0n, 0n, 0n, 15n], paymentNo: 50 };
    const paid = distribute(small, end, january({ poolEnd: 10n, funds: came({ principal: 8n }) }));
    expect(paid.classes[4]).toMatchObject({ end: 0n });
    expect(paid.residual + paid.reserve).toBe(3n);
  });
});

import { ContractError } from '../../../chaincode/src/kit/errors';
import { of } from '../../../chaincode/src/kit/value/money';
import { monthsEnd } from '../../../chaincode/src/kit/value/time';
import { UTC, type Zone } from '../../../chaincode/src/kit/value/zone';
import type { Policy } from '../../../chaincode/src/policy/records/policy';
import type { Tariff } from '../../../chaincode/src/policy/records/tariff';
import { acceptChange, offerChange } from '../../../chaincode/src/policy/rules/change';
import { coverUntil, givesCover, standingAt } from '../../../chaincode/src/policy/rules/cover';
import { receivePremium } from '../../../chaincode/src/policy/rules/instalment';
import { baseOf, monthOf } from '../../../chaincode/src/policy/rules/plan/month';
import { bind, cancel } from '../../../chaincode/src/policy/rules/policy';
import { type Quote, quote } from '../../../chaincode/src/policy/rules/quote';
import { asked, bound, eur, NOW, quoted, tariff } from './cast';

const BERLIN: Zone = {
  zone: 'Europe/Berlin',
  from: '2020-01-01T00:00:00.000Z',
  offsets: [
    { until: '2026-03-29T01:00:00.000Z', offsetMinutes: 60 },
    { until: '2026-10-25T01:00:00.000Z', offsetMinutes: 120 },
    { until: '2027-03-28T01:00:00.000Z', offsetMinutes: 60 },
    { until: '2027-10-31T01:00:00.000Z', offsetMinutes: 120 },
    { until: '2028-03-26T01:00:00.000Z', offsetMinutes: 60 },
    { until: '2028-10-29T01:00:00.000Z', offsetMinutes: 120 },
    { until: '2029-03-25T01:00:00.000Z', offsetMinutes: 60 },
  ],
};
const NEW_YORK: Zone = {
  zone: 'America/New_York',
  from: '2026-01-01T00:00:00.000Z',
  offsets: [
    { until: '2026-03-08T07:00:00.000Z', offsetMinutes: -300 },
    { until: '2026-11-01T06:00:00.000Z', offsetMinutes: -240 },
    { until: '2027-03-14T07:00:00.000Z', offsetMinutes: -300 },
  ],
};

const inZone = (zone: Zone, change: Partial<Quote>, rules: Partial<Tariff> = {}): Policy =>
  quote({ ...tariff, ...rules }, { ...asked, ...change }, NOW, undefined, zone).policy;

const refusedWith = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    if (error instanceof ContractError) return { code: error.code, facts: error.facts };
    throw error;
  }
};

describe('M18, VVG § 10 and BGB § 188: months of cover end with their last day', () => {
  test.each([
    ['2026-03-01', 6, '2026-09-01'],
    ['2026-08-31', 6, '2027-03-01'],
    ['2026-08-30', 6, '2027-03-01'],
    ['2026-08-29', 6, '2027-03-01'],
    ['2026-08-28', 6, '2027-02-28'],
    ['2028-02-29', 12, '2029-03-01'],
    ['2027-02-28', 12, '2028-02-28'],
    ['2027-08-31', 6, '2028-03-01'],
    ['2027-08-29', 6, '2028-02-29'],
    ['2026-03-31', 1, '2026-05-01'],
    ['2026-01-31', 12, '2027-01-31'],
    ['2026-12-31', 2, '2027-03-01'],
  ])('from the beginning of %s, %d of them until %s begins', (from, months, until) => {
    expect(monthsEnd(from, months)).toBe(until);
  });

  test.each([
    [
      '1 March in Berlin, over the change of clocks',
      BERLIN,
      '2026-02-28T23:00:00.000Z',
      6,
      '2026-08-31T22:00:00.000Z',
    ],
    ['31 August in Berlin', BERLIN, '2026-08-30T22:00:00.000Z', 6, '2027-02-28T23:00:00.000Z'],
    ['29 February in Berlin', BERLIN, '2028-02-28T23:00:00.000Z', 12, '2029-02-28T23:00:00.000Z'],
    ['1 October in New York', NEW_YORK, '2026-10-01T04:00:00.000Z', 2, '2026-12-01T05:00:00.000Z'],
    ['noon of 1 April in Berlin', BERLIN, '2026-04-01T10:00:00.000Z', 12, '2027-03-31T22:00:00.000Z'],
    ['31 August where no zone is agreed', UTC, '2026-08-31T00:00:00.000Z', 6, '2027-03-01T00:00:00.000Z'],
  ])('%s', (_what, zone, startsAt, months, endsAt) => {
    const policy = bind(inZone(zone, { startsAt, quotedUntil: startsAt, months, instalments: 1 }), NOW);
    const paid = receivePremium(policy, { no: 1, paymentId: 'T-1', now: NOW });
    expect(paid).toMatchObject({ startsAt, endsAt, months });
    expect(givesCover(paid, new Date(Date.parse(endsAt) - 1).toISOString())).toBe(true);
    expect(standingAt(paid, endsAt)).toBe('expired');
  });

  test('the months of a policy by distance follow one another to the end of its term', () => {
    const startsAt = '2026-08-30T22:00:00.000Z';
    const byKm = { pricing: 'distance', carKey: 'k', startsAt, quotedUntil: startsAt } as const;
    const policy = inZone(BERLIN, { ...byKm, months: 6, instalments: 6 });
    const months = [1, 2, 3, 4, 5, 6].map((month) => monthOf(policy, month));
    expect(months.map(({ from }) => from)).toEqual([
      ...['2026-08-31', '2026-10-01', '2026-10-31', '2026-12-01', '2026-12-31', '2027-01-31'],
    ]);
    expect(months.map(({ until }) => until).slice(0, 5)).toEqual(months.map(({ from }) => from).slice(1));
    expect(months.at(-1)?.until).toBe('2027-03-01');
    expect([1, 6].map((month) => baseOf(policy, month))).toEqual([eur(2_900), eur(2_900)]);
    const { months: _none, ...former } = policy;
    expect(monthOf(former, 1)).toEqual({ from: '2026-08-31', until: '2026-09-30' });
  });

  test('a tariff names the zone of its policies', () => {
    expect(quoted({}, { zone: 'Europe/Berlin' }).status).toBe('quoted');
  });
});

describe('M19, squarelet#671: an instalment of 0.00 is paid by itself', () => {
  test.each([
    [2, ['expected', 'expected', 'paid', 'paid'], 'lapsed'],
    [0, ['paid', 'paid', 'paid', 'paid'], 'expired'],
  ])('of a premium of %d cents in four', (premium, statuses, because) => {
    const policy = bound({ listPremium: eur(premium) });
    expect(policy.instalments.map(({ status }) => status)).toEqual(statuses);
    expect(coverUntil(policy).because).toBe(because);
    const paid = [1, 2].reduce(
      (one, no) => receivePremium(one, { no, paymentId: `T-${no}`, now: NOW }),
      policy,
    );
    expect(coverUntil(paid)).toEqual({ until: paid.endsAt, because: 'expired' });
    expect(receivePremium(paid, { no: 4, paymentId: 'T-4', now: NOW })).toEqual(paid);
  });

  test('so it is on a policy of an earlier version, which expects it', () => {
    const expected = { status: 'expected' } as const;
    const now = bound({ listPremium: eur(2) });
    const former: Policy = { ...now, instalments: now.instalments.map((one) => ({ ...one, ...expected })) };
    const paid = [1, 2].reduce(
      (one, no) => receivePremium(one, { no, paymentId: `T-${no}`, now: NOW }),
      former,
    );
    expect(coverUntil(paid).because).toBe('expired');
  });

  test('a free policy of twelve instalments gives cover to its end and owes nothing', () => {
    const free = bound({ instalments: 12 }, { claimFreeFactors: [{ fromYears: 0, factor: 0 }] });
    expect(givesCover(free, '2027-01-31T23:59:59.999Z')).toBe(true);
    expect(
      cancel(free, { by: 'policyholder', reason: 'other', now: '2026-06-01T00:00:00.000Z' }).balance,
    ).toEqual(eur(0));
  });
});

const paidUp = (rules: Partial<Tariff> = {}): Policy =>
  receivePremium(bound({ instalments: 1 }, rules), { no: 1, paymentId: 'T-1', now: NOW });
const change = (from: string, extra: bigint) => ({
  covers: [...asked.covers],
  from,
  extraPremium: of(extra, 'EUR'),
  acceptUntil: '2026-06-30T00:00:00.000Z',
});

describe('M22: a change of cover', () => {
  test.each([
    [UTC, 0, '2026-03-12'],
    [BERLIN, 0, '2026-03-12'],
    [UTC, 1, '2026-03-11'],
  ])(
    'accepted in the course of a day is not late on that day (%o, %d days of grace)',
    (zone, graceDays, dueOn) => {
      const first = { instalments: 1, startsAt: '2026-02-01T00:00:00.000Z' };
      const policy = bind(inZone(zone, first, { graceDays }), NOW);
      const paid = receivePremium(policy, { no: 1, paymentId: 'T-1', now: NOW });
      const accepted = '2026-03-11T15:00:00.000Z';
      const offer = offerChange(paid, change('2026-03-10T00:00:00.000Z', 6_000n), '2026-03-01T00:00:00.000Z');
      const { policy: changed } = acceptChange(offer, accepted, zone);
      expect(changed.instalments[1]).toMatchObject({ no: 2, dueOn, status: 'expected' });
      expect(standingAt(changed, '2026-03-11T22:00:00.000Z')).toBe('in force');
      const received = { no: 2, paymentId: 'T-2', now: '2026-03-11T16:00:00.000Z' };
      expect(receivePremium(changed, received).instalments[1]?.status).toBe('paid');
      expect(standingAt(changed, '2026-03-12T12:00:00.000Z')).toBe('lapsed');
    },
  );

  // 365.00 for 365 days and 100.00 more for 265 of them.
  test.each([
    ['that never began costs no short rate', '2026-04-01', 'policyholder', 306n * 90n + 10_000n],
    ['that began costs it like the rest', '2026-08-01', 'policyholder', 25_343n - 2_534n],
    ['costs nothing when the insurer cancels', '2026-04-01', 'insurer', 306n * 100n + 10_000n],
  ] as const)('%s', (_what, day, by, back) => {
    const offer = offerChange(paidUp(), change('2026-05-12T00:00:00.000Z', 10_000n), NOW);
    const { policy } = acceptChange(offer, '2026-02-10T00:00:00.000Z');
    const paid = receivePremium(policy, { no: 2, paymentId: 'T-2', now: '2026-02-11T00:00:00.000Z' });
    const { balance } = cancel(paid, { by, reason: 'other', now: `${day}T12:00:00.000Z` });
    expect(balance).toEqual(of(back, 'EUR'));
  });
});

describe('F5: a quote', () => {
  test('that would begin in the past says so, and nothing of another time', () => {
    const startsAt = '2026-01-15T11:59:59.999Z';
    expect(refusedWith(() => quoted({ startsAt, quotedUntil: '2026-02-14T00:00:00.000Z' }))).toEqual({
      code: 'COVER_IN_PAST',
      facts: { from: startsAt, now: NOW },
    });
  });

  const open = { quotedUntil: '2026-03-03T00:00:00.000Z' };

  test('that runs on after its start begins as agreed when it is bound before', () => {
    expect(bind(quoted(open), '2026-01-31T23:00:00.000Z')).toMatchObject({
      startsAt: '2026-02-01T00:00:00.000Z',
      endsAt: '2027-02-01T00:00:00.000Z',
    });
  });

  test('and begins when it is bound after, with its whole term, so that nothing is covered backwards', () => {
    const now = '2026-02-20T15:30:00.000Z';
    const policy = bind(quoted(open), now);
    expect(policy).toMatchObject({
      ...{ startsAt: now, endsAt: '2027-02-20T15:30:00.000Z', claimFreeSince: '2026-02-20' },
      parts: [{ from: now, premium: asked.listPremium }],
    });
    expect(policy.instalments.map(({ dueOn }) => dueOn)).toEqual([
      ...['2026-02-20', '2026-05-20', '2026-08-20', '2026-11-20'],
    ]);
    expect(standingAt(policy, '2026-02-20T15:29:59.999Z')).toBe('not begun');
    expect(standingAt(policy, '2026-03-05T12:00:00.000Z')).toBe('in force');
    expect(refusedWith(() => bind(quoted(open), open.quotedUntil))).toMatchObject({
      code: 'POLICY_QUOTE_EXPIRED',
    });
  });

  test('is not late before it is bound, where there is no grace', () => {
    const policy = bind(quoted(open, { graceDays: 0 }), '2026-02-20T15:30:00.000Z');
    expect(standingAt(policy, '2026-02-20T23:59:59.999Z')).toBe('in force');
    expect(standingAt(policy, '2026-02-21T00:00:00.000Z')).toBe('lapsed');
  });

  test('of a zone then ends with a day there', () => {
    const policy = bind(inZone(BERLIN, open), '2026-02-20T23:30:00.000Z', { zone: BERLIN });
    expect(policy).toMatchObject({
      ...{ startsOn: '2026-02-21', endsOn: '2027-02-21', endsAt: '2027-02-20T23:00:00.000Z' },
    });
  });
});

import { ContractError } from '../../../chaincode/src/kit/errors';
import { of } from '../../../chaincode/src/kit/value/money';
import * as claims from '../../../chaincode/src/policy/rules/claim';
import { inherited, lossStated } from '../../../chaincode/src/policy/rules/claimfree';
import { coverUntil, givesCover, standingAt } from '../../../chaincode/src/policy/rules/cover';
import { termsNoAt, type Policy } from '../../../chaincode/src/policy/records/policy';
import { acceptChange, offerChange } from '../../../chaincode/src/policy/rules/change';
import { mustBeInsurable, quote } from '../../../chaincode/src/policy/rules/quote';
import { bind, renewed, cancel, close } from '../../../chaincode/src/policy/rules/policy';
import { publish } from '../../../chaincode/src/policy/rules/tariff';
import { receivePremium, reinstate } from '../../../chaincode/src/policy/rules/instalment';
import { asked, bound, eur, NOW, quoted, tariff } from './cast';

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof ContractError) return error.code;
    throw error;
  }
  return 'nothing refused';
};

const at = (day: string): string => `${day}T12:00:00.000Z`;
const receive = (policy: Policy, no: number, day: string): Policy =>
  receivePremium(policy, { no, paymentId: `T-${no}`, now: at(day) });
const paidUp = (): Policy => [1, 2, 3, 4].reduce((policy, no) => receive(policy, no, '2026-02-02'), bound());
const glassOnly = asked.covers.slice(1);
const change = (extra: bigint) => ({
  covers: [...glassOnly],
  from: '2026-03-01T00:00:00.000Z',
  extraPremium: of(extra, 'EUR'),
  acceptUntil: '2026-02-20T00:00:00.000Z',
});

describe('a quote', () => {
  test.each([
    ['TARIFF_NOT_EFFECTIVE', {}, { effectiveOn: '2026-02-02' }],
    ['TERM_UNUSABLE', { instalments: 5 }, {}],
    ['TERM_UNUSABLE', { pricing: 'distance' as const }, {}],
    ['LIST_PREMIUM_MISSING', { listPremium: undefined }, {}],
    ['CURRENCY_DIFFERS', { listPremium: of(1n, 'USD') }, {}],
    ['CAR_KEY_UNKNOWN', { pricing: 'distance' as const, instalments: 12 }, {}],
    ['COVER_IN_PAST', { startsAt: '2026-01-15T11:59:59.999Z', quotedUntil: NOW }, {}],
    ['COVER_IN_PAST', { quotedUntil: '2026-02-01T00:00:00.001Z' }, {}],
  ])('is refused with %s', (code, asking, rules) => {
    expect(codeOf(() => quoted(asking, rules))).toBe(code);
  });

  test('cannot be bound from the moment it ends', () => {
    expect(codeOf(() => bind(quoted(), asked.quotedUntil))).toBe('POLICY_QUOTE_EXPIRED');
    expect(bind(quoted(), '2026-01-30T23:59:59.999Z').status).toBe('bound');
    expect(standingAt(quoted(), asked.quotedUntil)).toBe('quote expired');
  });

  test('carries the claim-free time of the policy it renews into its premium', () => {
    const before = { ...paidUp(), claimFreeSince: '2024-02-01' };
    const next = quote(
      tariff,
      { ...asked, policyId: 'P-2', startsAt: before.endsAt, quotedUntil: before.endsAt },
      at('2027-01-15'),
      before,
    ).policy;
    expect(next).toMatchObject({
      renews: 'P-1',
      claimFreeFactor: 600_000,
      claimFreeSince: '2024-02-01',
      parts: [{ premium: eur(21_900) }],
    });
  });

  test.each([
    ['before the end of its cover', {}, { startsAt: '2027-01-31T23:59:59.999Z' }],
    ['of another vehicle', {}, { vin: '1J9RP1A36A1644345' }],
    ['a second time', { renewedBy: 'P-2' }, {}],
  ])('cannot renew a policy %s', (_why, earlier, asking) => {
    const before = { ...paidUp(), ...earlier };
    const next = { ...asked, startsAt: before.endsAt, quotedUntil: '2027-01-31T00:00:00.000Z', ...asking };
    expect(codeOf(() => quote(tariff, next, at('2027-01-15'), before))).toBe('RENEWAL_MISMATCH');
  });

  test('marks the policy it renewed once', () => {
    expect(renewed(bound(), 'P-2').renewedBy).toBe('P-2');
    expect(codeOf(() => renewed(renewed(bound(), 'P-2'), 'P-3'))).toBe('RENEWAL_MISMATCH');
  });
});

describe('cover', () => {
  test('runs from the first moment of the term until before its end', () => {
    const policy = paidUp();
    expect(givesCover(policy, '2026-01-31T23:59:59.999Z')).toBe(false);
    expect(givesCover(policy, '2026-02-01T00:00:00.000Z')).toBe(true);
    expect(givesCover(policy, '2027-01-31T23:59:59.999Z')).toBe(true);
    expect(standingAt(policy, '2027-02-01T00:00:00.000Z')).toBe('expired');
  });

  test('lapses by itself when the days of grace after an unpaid instalment are over', () => {
    const policy = receive(bound(), 1, '2026-02-02');
    expect(coverUntil(policy)).toEqual({ until: '2026-05-15T00:00:00.000Z', because: 'lapsed' });
    expect(standingAt(policy, '2026-05-14T23:59:59.999Z')).toBe('in force');
    expect(standingAt(policy, '2026-05-15T00:00:00.000Z')).toBe('lapsed');
  });

  test('comes back by reinstatement, without the gap', () => {
    const policy = reinstate(receive(bound(), 1, '2026-02-02'), {
      no: 2,
      paymentId: 'T-2',
      now: at('2026-06-01'),
    });
    expect(standingAt(policy, at('2026-05-20'))).toBe('in gap');
    expect(standingAt(policy, at('2026-06-01'))).toBe('in force');
    expect(codeOf(() => claims.mustCover(policy, at('2026-05-20')))).toBe('LOSS_NOT_COVERED');
  });

  test('ends with a total loss, and its premium is earned', () => {
    const policy = claims.endedByTotalLoss(paidUp(), at('2026-03-01'));
    expect(standingAt(policy, at('2026-03-02'))).toBe('exhausted');
    expect(cancel(policy, { by: 'insurer', reason: 'totalLoss', now: at('2026-03-02') }).balance).toEqual(
      eur(0),
    );
  });
});

describe('an instalment', () => {
  test.each([
    ['PREMIUM_OUT_OF_ORDER', () => receive(bound(), 2, '2026-02-02')],
    ['PREMIUM_OUT_OF_ORDER', () => receive(paidUp(), 5, '2026-02-02')],
    ['POLICY_LAPSED', () => receive(bound(), 1, '2026-02-15')],
    ['POLICY_NOT_LAPSED', () => reinstate(bound(), { no: 1, paymentId: 'T-1', now: at('2026-02-14') })],
    ['POLICY_NOT_LAPSED', () => reinstate(paidUp(), { no: 1, paymentId: 'T-9', now: at('2026-02-14') })],
    ['NO_COVER_TO_CHANGE', () => reinstate(bound(), { no: 1, paymentId: 'T-1', now: at('2027-02-01') })],
  ])('is refused with %s', (code, act) => {
    expect(codeOf(act)).toBe(code);
  });

  test('that is received is paid, with its payment', () => {
    expect(receive(bound(), 1, '2026-02-02').instalments[0]).toMatchObject({
      status: 'paid',
      paymentId: 'T-1',
      paidAt: at('2026-02-02'),
    });
  });
});

describe('a change of cover', () => {
  test('leaves an earlier loss its own covers', () => {
    const { policy, terms } = acceptChange(
      offerChange(paidUp(), change(0n), at('2026-02-10')),
      at('2026-02-11'),
    );
    expect(terms).toMatchObject({ no: 2, from: '2026-03-01T00:00:00.000Z' });
    expect(termsNoAt(policy, '2026-02-28T23:59:59.999Z')).toBe(1);
    expect(termsNoAt(policy, '2026-03-01T00:00:00.000Z')).toBe(2);
    expect(policy.sumInsured).toEqual(eur(100_000));
    expect(policy.offered).toBeUndefined();
  });

  test('for more premium adds an instalment', () => {
    const { policy } = acceptChange(offerChange(bound(), change(500n), at('2026-02-10')), at('2026-02-11'));
    expect(policy.instalments.map(({ no, dueOn }) => [no, dueOn])).toEqual([
      [1, '2026-02-01'],
      [5, '2026-02-11'],
      [2, '2026-05-01'],
      [3, '2026-08-01'],
      [4, '2026-11-01'],
    ]);
  });

  test('for less premium gives back what is paid already', () => {
    const { policy, refund } = acceptChange(
      offerChange(paidUp(), change(-600n), at('2026-02-10')),
      at('2026-02-11'),
    );
    expect(refund).toEqual(eur(600));
    expect(policy.refunded).toEqual(eur(600));
  });

  test.each([
    ['COVER_CHANGE_MISSING', () => acceptChange(bound(), NOW)],
    [
      'COVER_CHANGE_EXPIRED',
      () => acceptChange(offerChange(bound(), change(0n), NOW), '2026-02-20T00:00:00.000Z'),
    ],
    ['COVER_CHANGE_TOO_LARGE', () => offerChange(bound(), change(-36_501n), NOW)],
    ['COVER_IN_PAST', () => offerChange(paidUp(), change(0n), at('2026-03-02'))],
    ['NO_COVER_TO_CHANGE', () => offerChange(paidUp(), change(0n), '2027-02-01T00:00:00.000Z')],
    [
      'CLAIM_EXCEEDS_SUM_INSURED',
      () =>
        acceptChange(
          claims.claimConfirmed(offerChange(paidUp(), change(0n), NOW), eur(0), eur(100_001)),
          at('2026-02-11'),
        ),
    ],
  ])('is refused with %s', (code, act) => {
    expect(codeOf(act)).toBe(code);
  });
});

test('changes of cover and reinstatements have a bound', () => {
  const full = { ...bound(), parts: Array.from({ length: 24 }, () => ({ from: NOW, premium: eur(0) })) };
  expect(codeOf(() => acceptChange({ ...full, offered: change(0n) }, NOW))).toBe('TOO_MANY');
  const gaps = Array.from({ length: 12 }, () => ({ from: NOW, until: NOW }));
  expect(
    codeOf(() => reinstate({ ...bound(), gaps }, { no: 1, paymentId: 'T-1', now: at('2026-06-01') })),
  ).toBe('TOO_MANY');
});

describe('cancelling', () => {
  test('by the policyholder costs the short rate, by the insurer nothing', () => {
    const now = at('2026-02-11');
    expect(cancel(paidUp(), { by: 'policyholder', reason: 'sold', now }).balance).toEqual(eur(31_950));
    expect(cancel(paidUp(), { by: 'insurer', reason: 'risk', now }).balance).toEqual(eur(35_500));
  });

  test('before cover begins gives everything back', () => {
    expect(
      cancel(receive(bound(), 1, '2026-01-20'), { by: 'policyholder', reason: 'sold', now: at('2026-01-21') })
        .balance,
    ).toEqual(eur(9_125));
  });

  test('ends cover at once', () => {
    const { policy } = cancel(paidUp(), { by: 'insurer', reason: 'sold', now: at('2026-02-11') });
    expect(standingAt(policy, at('2026-02-11'))).toBe('cancelled');
    expect(givesCover(policy, '2026-02-11T11:59:59.999Z')).toBe(true);
  });

  test('a lapsed policy charges only until it lapsed', () => {
    const { policy } = cancel(bound(), { by: 'insurer', reason: 'unpaid', now: at('2026-06-01') });
    expect(policy.cancelledAt).toBe('2026-02-15T00:00:00.000Z');
    expect(policy.balance).toEqual(of(-1_400n, 'EUR'));
  });
});

describe('claims on a policy', () => {
  test.each([
    ['POLICY_NOT_OPEN', () => claims.mustCover(quoted(), at('2026-02-10'))],
    ['POLICY_NOT_OPEN', () => claims.mustCover(close(paidUp(), at('2027-02-02')), at('2026-02-10'))],
    ['LOSS_NOT_COVERED', () => claims.mustCover(paidUp(), at('2027-02-10'))],
    ['CLAIM_EXCEEDS_SUM_INSURED', () => claims.claimConfirmed(paidUp(), eur(0), eur(1_600_001))],
    ['POLICY_HAS_OPEN_CLAIMS', () => close(claims.claimOpened(paidUp()), at('2027-02-02'))],
    ['POLICY_IN_FORCE', () => close(paidUp(), at('2026-02-02'))],
  ])('are refused with %s', (code, act) => {
    expect(codeOf(act)).toBe(code);
  });

  test('for a loss in the term are taken after it', () => {
    expect(claims.mustCover(paidUp(), at('2027-01-30'))).toBeUndefined();
  });

  test('end the claim-free time when the fault was its own', () => {
    const lost = lossStated(paidUp(), { claimId: 'C-1', on: '2026-04-01', counts: true });
    expect(lost.claimFreeSince).toBe('2026-04-01');
    expect(lossStated(lost, { claimId: 'C-1', on: '2026-04-01', counts: false })).toEqual(paidUp());
    expect(claims.claimConfirmed(paidUp(), eur(0), eur(10)).claimFreeSince).toBe('2026-02-01');
  });

  test('on a policy of an earlier version begin where its record stood', () => {
    const { claimFree: _none, ...policy } = { ...paidUp(), claimFreeSince: '2025-05-05' };
    const lost = lossStated(policy, { claimId: 'C-1', on: '2026-04-01', counts: true });
    expect(lost.claimFreeSince).toBe('2026-04-01');
    expect(lossStated(lost, { claimId: 'C-1', on: '2026-04-01', counts: false }).claimFreeSince).toBe(
      '2025-05-05',
    );
    expect(inherited(policy, '2026-01-01').claimFreeSince).toBe('2026-01-01');
    expect(inherited(inherited(policy, '2026-01-01'), '2024-01-01').claimFreeSince).toBe('2025-05-05');
  });

  test('may use the sum insured to the last cent, and a revision replaces the amount before', () => {
    const first = claims.claimConfirmed(paidUp(), eur(0), eur(1_600_000));
    expect(claims.claimConfirmed(first, eur(1_600_000), eur(10)).claimed).toEqual(eur(10));
  });
});

test.each(['destroyed', 'exported'])('a vehicle that is %s is not insured', (status) => {
  expect(codeOf(() => mustBeInsurable({ vin: asked.vin, status } as never))).toBe('VEHICLE_UNINSURABLE');
});

test('the versions of a tariff follow each other', () => {
  expect(publish({ ...tariff, version: 2 }, tariff).version).toBe(2);
  expect(codeOf(() => publish({ ...tariff, version: 3 }, tariff))).toBe('TARIFF_OUT_OF_ORDER');
  expect(codeOf(() => publish(tariff, tariff))).toBe('TARIFF_OUT_OF_ORDER');
});

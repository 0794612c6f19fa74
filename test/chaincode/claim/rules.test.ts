import { isPositive } from '../../../chaincode/src/kit/value/money';
import {
  fingerprintOf,
  isElsewhere,
  isSaltOf,
  markedBy,
  markKeyOf,
  mustHold,
  saltHashOf,
  unmarkedBy,
} from '../../../chaincode/src/claim/rules/fingerprint';
import {
  claimed,
  decidedNotice,
  mustBeNew,
  notify,
  withPhotos,
} from '../../../chaincode/src/claim/rules/notice';
import { approve, confirmPaid, refusePayment, schedule } from '../../../chaincode/src/claim/rules/payment';
import { practiceOn, publishPractice } from '../../../chaincode/src/claim/rules/practice';
import type { Claim } from '../../../chaincode/src/claim/records/claim';
import type { Fingerprint } from '../../../chaincode/src/claim/records/fingerprint';
import type { Notice } from '../../../chaincode/src/claim/records/notice';
import { setReserve } from '../../../chaincode/src/claim/rules/reserve';
import {
  assess,
  confirm,
  end,
  expose,
  flagsOf,
  open,
  reopen,
} from '../../../chaincode/src/claim/rules/claim';
import { answered, demandBack, recovered } from '../../../chaincode/src/claim/rules/subrogation';
import { receivePremium } from '../../../chaincode/src/policy/rules/instalment';
import { asked, body, bound, claim, codeOf, euro, exposure, practice, VIN, wreck } from './cast';

const NOW = '2026-03-02T09:00:00.000Z';
const policy = receivePremium(bound(), { no: 1, paymentId: 'T-1', now: '2026-02-02T00:00:00.000Z' });
const report = {
  noticeId: 'N-1',
  lossAt: '2026-03-01T10:00:00.000Z',
  cause: 'collision',
  vehicles: 2,
  injured: 0,
  evidenceIds: [],
} as const;
const notice: Notice = notify(policy, report, { reporter: 'registry/olga', now: NOW });
const calm = { odometerIllogical: false, lossSeenElsewhere: false, claimedBefore: false };

describe('a notice of loss', () => {
  test('is validated at once when there was cover', () => {
    expect(notice).toMatchObject({ status: 'validated', insurer: 'insurer', vin: VIN });
  });

  test('without cover at the loss is a draft that says why', () => {
    const early = { ...report, lossAt: '2026-01-31T23:59:59.999Z' };
    expect(notify(policy, early, { reporter: 'registry/olga', now: NOW })).toMatchObject({
      status: 'draft',
      doubt: 'not begun',
    });
  });

  test.each([
    [
      'LOSS_IN_FUTURE',
      () =>
        notify(
          policy,
          { ...report, lossAt: '2026-03-02T09:00:00.001Z' },
          { reporter: 'registry/olga', now: NOW },
        ),
    ],
    ['LOSS_REPORTED', () => mustBeNew({ noticeId: 'N-0' })],
    ['PHOTOS_FULL', () => withPhotos({ ...notice, photos: 90 }, 11, false)],
    ['NOTICE_CLAIMED', () => claimed(claimed(notice, 'C-1'), 'C-2')],
    ['WRONG_STATUS', () => decidedNotice(decidedNotice(notice, 'discard'), 'validate')],
  ])('is refused with %s', (code, act) => {
    expect(codeOf(act)).toBe(code);
  });
});

describe('a claim', () => {
  test.each([
    ['earlyClaim', { ...policy, startsAt: '2026-02-23T00:00:00.000Z' }, notice, calm],
    ['odometerIllogical', policy, notice, { ...calm, odometerIllogical: true }],
    ['photoSeenBefore', policy, withPhotos(notice, 1, true), calm],
    ['lossSeenElsewhere', policy, notice, { ...calm, lossSeenElsewhere: true }],
    ['claimedBefore', policy, notice, { ...calm, claimedBefore: true }],
  ])('is flagged %s', (flag, on, from, signs) => {
    expect(flagsOf(on, from, signs, practice)).toEqual([flag]);
  });

  test('is not flagged seven days after inception, nor soon after a renewal', () => {
    expect(flagsOf({ ...policy, startsAt: '2026-02-22T00:00:00.000Z' }, notice, calm, practice)).toEqual([]);
    expect(
      flagsOf({ ...policy, startsAt: '2026-02-28T00:00:00.000Z', renews: 'P-0' }, notice, calm, practice),
    ).toEqual([]);
  });

  test('opens an exposure with limit and deductible of the cover at the loss', () => {
    const submitted = open(notice, policy, { claimId: 'C-1' }, [], NOW);
    const wanted = { exposureId: 'E-1', cover: 'collision', claimant: 'registry/olga' } as const;
    const opened = expose(submitted, asked.covers, wanted);
    expect(opened.exposure).toMatchObject({ limit: euro(12_000), deductible: euro(500), open: true });
    expect(opened.claim).toMatchObject({ status: 'submitted', exposures: ['E-1'], openExposures: 1 });
    expect(codeOf(() => expose(submitted, asked.covers, { ...wanted, cover: 'glass' }))).toBe(
      'CAUSE_NOT_COVERED',
    );
    expect(codeOf(() => expose(submitted, asked.covers, { ...wanted, cover: 'liability' }))).toBe(
      'CAUSE_NOT_COVERED',
    );
  });

  test.each<[string, () => unknown]>([
    [
      'EXPOSURES_FULL',
      () =>
        expose({ ...claim, exposures: Array<string>(20).fill('E') }, asked.covers, {
          exposureId: 'X',
          cover: 'collision',
          claimant: 'registry/olga',
        }),
    ],
    ['EXPOSURE_CLOSED', () => assess({ ...exposure, open: false }, wreck, 'insurer/desk', practice)],
    ['AMOUNT_BELOW_PAID', () => confirm({ ...claim, paid: euro(100), promised: euro(50) }, euro(149), false)],
    ['CLAIM_WITH_OPEN_PAYOUTS', () => end({ ...claim, openPayments: 1, openExposures: 0 }, 'close', NOW)],
    ['CLAIM_WITH_OPEN_EXPOSURES', () => end(claim, 'close', NOW)],
    ['CLAIM_WITH_PAYMENTS', () => end({ ...claim, openExposures: 0, paid: euro(1) }, 'cancel', NOW)],
    ['CLAIM_WITH_OPEN_EXPOSURES', () => end({ ...claim, status: 'submitted' }, 'deny', NOW)],
    ['WRONG_STATUS', () => end(claim, 'withdraw', NOW)],
  ])('is refused with %s', (code, act) => {
    expect(codeOf(act)).toBe(code);
  });

  test('that was closed opens again as confirmed, one that was denied as submitted', () => {
    expect(reopen(end({ ...claim, openExposures: 0 }, 'close', NOW)).status).toBe('confirmed');
    expect(reopen({ ...claim, status: 'denied', denial: 'late', endedAt: NOW })).toEqual({
      ...claim,
      status: 'submitted',
    });
  });
});

describe('a payment', () => {
  const assessed = assess(setReserve(exposure, body, euro(9_000)), wreck, 'insurer/desk', practice);
  const wanted = {
    claimId: 'C-1',
    paymentId: 'Y-1',
    exposureId: 'E-1',
    ...body,
    amount: euro(5_000),
    eroding: true,
    payee: { as: 'workshop', party: 'insurer/garage' },
    proposedBy: 'insurer/desk',
  } as const;
  const on = (change: Partial<Claim>, amount = 5_000) =>
    schedule({ ...claim, ...change }, assessed, { ...wanted, amount: euro(amount) }, practice);

  test('within the limit of authority is expected at once, above it waits for a second person', () => {
    expect(on({}).payment.status).toBe('expected');
    expect(on({}, 5_001).payment.status).toBe('pending');
  });

  test('split in two below the limit waits all the same', () => {
    expect(on({ paid: euro(3_000) }, 2_001).payment.status).toBe('pending');
    expect(on({ paid: euro(3_000) }, 2_000).payment.status).toBe('expected');
  });

  test('on a flagged claim always waits for a second person', () => {
    expect(on({ flags: ['earlyClaim'] }, 1).payment.status).toBe('pending');
  });

  test('is approved by another person than the one who proposed it', () => {
    const { payment } = on({}, 5_001);
    expect(codeOf(() => approve(payment, { member: 'insurer/desk', org: 'insurer' }))).toBe(
      'SECOND_PERSON_NEEDED',
    );
    expect(approve(payment, { member: 'insurer/boss', org: 'insurer' })).toMatchObject({
      status: 'expected',
      approvedBy: 'insurer/boss',
    });
  });

  test.each<[string, () => unknown]>([
    ['NOT_ASSESSED', () => schedule(claim, setReserve(exposure, body, euro(9_000)), wanted, practice)],
    ['PAYMENT_EXCEEDS_PAYABLE', () => on({}, 8_001)],
    ['RESERVE_REQUIRED', () => schedule(claim, setReserve(assessed, body, euro(4_999)), wanted, practice)],
    ['PAYOUT_EXCEEDS_CLAIM_AMOUNT', () => on({ amount: euro(4_999) })],
    ['WRONG_STATUS', () => on({ status: 'closed' })],
  ])('is refused with %s', (code, act) => {
    expect(codeOf(act)).toBe(code);
  });

  test('that is made moves from promised to paid on claim and reserve', () => {
    const paid = confirmPaid(on({}), 'T-9');
    expect(paid.payment).toMatchObject({ status: 'paid', transferId: 'T-9' });
    expect(paid.claim).toMatchObject({ paid: euro(5_000), promised: euro(0), openPayments: 0 });
    expect(paid.exposure.lines[0]).toMatchObject({ eroding: euro(5_000), promised: euro(0) });
  });

  test('that is refused leaves claim and reserve as they were', () => {
    const back = refusePayment(on({}));
    expect(back.payment.status).toBe('cancelled');
    expect(back.claim).toEqual(claim);
    expect(back.exposure.lines.some((line) => isPositive(line.promised))).toBe(false);
  });

  test('of an expert needs no assessment and does not touch the claim amount', () => {
    const cost = {
      ...wanted,
      costType: 'adjusting',
      costCategory: 'expert',
      eroding: false,
      payee: { as: 'expert', party: 'insurer/expert' },
    } as const;
    const paid = confirmPaid(schedule({ ...claim, amount: euro(0) }, exposure, cost, practice), 'T-9');
    expect(paid.claim.paid).toEqual(euro(0));
    expect(paid.exposure.lines[0]).toMatchObject({ other: euro(5_000), eroding: euro(0) });
  });
});

describe('subrogation', () => {
  const paid = {
    ...exposure,
    lines: [
      {
        ...setReserve(exposure, body, euro(4_500)).lines[0],
        eroding: euro(4_500),
      } as (typeof exposure.lines)[number],
    ],
  };
  const wanted = { subrogationId: 'S-1', respondent: 'other', demanded: euro(5_000) };
  const costing = (amount: number) => ({ amount: euro(amount), costCategory: 'body' as const });

  test('of 4,500 and a deductible of 500 that brings 2,500 gives 250 to the policyholder', () => {
    const accepted = answered(demandBack(paid, 'insurer', wanted), 'accept');
    const { subrogation, forInsurer } = recovered(accepted, costing(2_500), false);
    expect(subrogation).toMatchObject({ status: 'recovered', deductibleBack: euro(250) });
    expect(forInsurer).toEqual(euro(2_250));
  });

  test.each<[string, () => unknown]>([
    ['DEMAND_TOO_HIGH', () => demandBack(paid, 'insurer', { ...wanted, demanded: euro(5_001) })],
    ['DEMAND_TOO_HIGH', () => demandBack(exposure, 'insurer', { ...wanted, demanded: euro(1) })],
    [
      'DEMAND_TOO_HIGH',
      () => recovered(answered(demandBack(paid, 'insurer', wanted), 'accept'), costing(5_001), false),
    ],
    ['RESPONDENT_IS_SELF', () => demandBack(paid, 'other', wanted)],
    ['WRONG_STATUS', () => recovered(demandBack(paid, 'insurer', wanted), costing(1), false)],
  ])('is refused with %s', (code, act) => {
    expect(codeOf(act)).toBe(code);
  });
});

describe('the practice of an insurer', () => {
  const first = publishPractice(undefined, 'insurer', practice, '2026-01-01');

  test('is the version in effect on the day', () => {
    const both = publishPractice(
      first,
      'insurer',
      { ...practice, version: 2, effectiveOn: '2026-02-01', thresholdPercent: 80 },
      '2026-01-31',
    );
    expect(practiceOn(both, 'insurer', '2026-01-31').version).toBe(1);
    expect(practiceOn(both, 'insurer', '2026-02-01').version).toBe(2);
    expect(codeOf(() => practiceOn(both, 'insurer', '2025-12-31'))).toBe('PRACTICE_MISSING');
  });

  test.each([
    ['the same day', { version: 2, effectiveOn: '2026-01-31' }],
    ['with a number left out', { version: 3, effectiveOn: '2026-02-01' }],
  ])('is not changed %s', (_why, change) => {
    expect(codeOf(() => publishPractice(first, 'insurer', { ...practice, ...change }, '2026-01-31'))).toBe(
      'PRACTICE_OUT_OF_ORDER',
    );
  });
});

describe('the fingerprint of a loss', () => {
  const salt = '00'.repeat(32);
  const loss = { vin: VIN, lossOn: '2026-03-01', lossCell: 'u33db' };

  test('is the same for all who hold the salt, and another under another salt', () => {
    expect(fingerprintOf(salt, loss)).toBe(
      '09c877c3ee7c64baa8c1f831cb66ff28728f11a82bf041e799ebaf2357a3c6e6',
    );
    expect(fingerprintOf('11'.repeat(32), loss)).not.toBe(fingerprintOf(salt, loss));
    expect(saltHashOf(salt)).toBe('66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925');
  });

  test('tells a second insurer that another one has it, and the same insurer nothing', () => {
    const fresh = { fingerprint: 'f', epochId: 'q1', proof: '' };
    const first = markedBy(undefined, { insurer: 'insurer', by: 'insurer/desk', at: NOW }, fresh);
    expect(markedBy(first, { insurer: 'insurer', by: 'insurer/boss', at: NOW }, fresh)).toEqual(first);
    expect([isElsewhere(first, 'insurer'), isElsewhere(first, 'other')]).toEqual([false, true]);
    expect(isElsewhere(unmarkedBy(first, 'insurer', NOW), 'other')).toBe(false);
  });

  test('bears the marks of 100 insurers, and refuses one more by name', () => {
    const fresh = { fingerprint: 'f', epochId: 'q1', proof: '' };
    const add = (known: Fingerprint | undefined, insurer: string) =>
      markedBy(known, { insurer, by: `${insurer}/desk`, at: NOW }, fresh);
    const all = Array.from({ length: 100 }, (_, at) => `insurer${at}`);
    const full = all.reduce<Fingerprint | undefined>(add, undefined);
    expect(full?.marks.map(({ insurer }) => insurer)).toEqual(all);
    expect(codeOf(() => add(full, 'one-more'))).toBe('MARKS_FULL');
    expect(codeOf(() => add(full, 'insurer7'))).toBe('nothing refused');
  });

  test('is marked with a key that follows from the salt, which tells nothing of it', () => {
    expect(markKeyOf(salt)).toBe(markKeyOf(salt));
    expect(markKeyOf(salt)).not.toBe(markKeyOf('11'.repeat(32)));
    const epoch = {
      epochId: 'q1',
      saltHash: saltHashOf(salt),
      markKey: markKeyOf(salt),
      from: '2026-01-01',
      until: '2026-04-01',
    };
    expect([
      isSaltOf(epoch, salt),
      isSaltOf({ ...epoch, markKey: markKeyOf('11'.repeat(32)) }, salt),
    ]).toEqual([true, false]);
  });

  test('belongs to the epoch whose days hold the loss', () => {
    const epoch = {
      epochId: 'q1',
      saltHash: saltHashOf(salt),
      markKey: markKeyOf(salt),
      from: '2026-01-01',
      until: '2026-04-01',
    };
    expect(mustHold(epoch, '2026-03-31')).toBeUndefined();
    expect(codeOf(() => mustHold(epoch, '2026-04-01'))).toBe('EPOCH_UNUSABLE');
  });
});

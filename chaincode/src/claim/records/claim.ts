import { z } from 'zod';
import { type Money, money } from '../../kit/value/money';
import { whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, org, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { lossCause } from '../../vehicle/records/accident';

export const claimStatus = z.enum(['submitted', 'withdrawn', 'denied', 'confirmed', 'closed', 'cancelled']);

/** Why a claim needs a second look. A flag refuses nothing; it makes every payment need a second person. */
export const flag = z.enum([
  'earlyClaim',
  'odometerIllogical',
  'photoSeenBefore',
  'lossSeenElsewhere',
  'claimedBefore',
  'workshopRing',
  'deltaVInconsistent',
]);

export type Flag = z.output<typeof flag>;

export const denial = z.enum([
  'notCovered',
  'excluded',
  'premiumUnpaid',
  'misstated',
  'fraud',
  'noLoss',
  'late',
  'duplicate',
]);

export const claim = z.strictObject({
  claimId: id,
  noticeId: id,
  policyId: id,
  insurer: org,
  policyholder: member,
  vin,
  lossAt: instant,
  cause: lossCause,
  status: claimStatus,
  openedAt: instant,
  amount: money.meta({ description: 'confirmed; zero before' }),
  promised: money.meta({ description: 'indemnity scheduled and not yet paid' }),
  paid: money.meta({ description: 'indemnity paid' }),
  openPayments: count(9999),
  exposures: z.array(id).max(20),
  openExposures: count(20),
  ownFault: z.boolean().optional(),
  flags: z.array(flag).max(7),
  fingerprint: sha256Hex
    .optional()
    .meta({ description: 'the mark of its loss, by which it is looked at again' }),
  denial: denial.optional(),
  boughtBack: z
    .strictObject({ amount: money, paymentId: id, on: day })
    .optional()
    .meta({ description: 'what the policyholder paid back, so that the claim counts as none' }),
  endedAt: instant.optional(),
});

export type Claim = z.output<typeof claim>;

export const claims = table({
  kind: 'claim',
  v: 1,
  schema: claim,
  id: (one) => [one.claimId],
  indexes: { byPolicy: (one: Claim) => [one.policyId] },
  sides: {
    policyholder: ({ policyholder }: Claim) => policyholder,
    insurer: ({ insurer }: Claim) => insurer,
    auditor: whoever('auditor'),
  },
});

/** The claim that a request names, for operations to state. */
export const onClaim = ({ claimId }: { readonly claimId: string }) => claims.at(claimId);

/** Whether a claim was bought back by this payment. */
export const isBoughtBack = (
  { boughtBack }: Claim,
  { paymentId, amount }: { readonly paymentId: string; readonly amount: Money },
): boolean => boughtBack?.paymentId === paymentId && boughtBack.amount.amount === amount.amount;

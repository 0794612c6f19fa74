import { z } from 'zod';
import { money } from '../../kit/value/money';
import { table } from '../../kit/table';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { coverCode } from '../../policy/records/policy';

/**
 * Names of Guidewire ClaimCenter: cost of the claim itself, adjusting and other, defence and cost
 * containment.
 */
export const costType = z.enum(['claimCost', 'adjusting', 'defence']);
export const costCategory = z.enum([
  'body',
  'glass',
  'medical',
  'property',
  'rental',
  'towing',
  'expert',
  'legal',
  'other',
]);
export const recoveryCategory = z.enum(['salvage', 'subrogation', 'deductible', 'credit', 'reinsurance']);
export type RecoveryCategory = z.output<typeof recoveryCategory>;

/** Money set aside for one kind of cost of an exposure, and what became of it. */
export const reserveLine = z.strictObject({
  costType,
  costCategory,
  reserved: money.meta({ description: 'total set aside' }),
  promised: money.meta({ description: 'scheduled and not yet paid, from the reserve' }),
  eroding: money.meta({ description: 'paid from the reserve' }),
  other: money.meta({ description: 'paid beside the reserve' }),
  recoveryReserved: money.meta({ description: 'expected to come back' }),
  recovered: z.array(z.strictObject({ category: recoveryCategory, amount: money })).max(5),
});
export type ReserveLine = z.output<typeof reserveLine>;
export type LineKey = Pick<ReserveLine, 'costType' | 'costCategory'>;

/** What an expert found, and what it makes payable. */
export const assessment = z.strictObject({
  loss: money,
  betterment: money.meta({ description: 'new for old, borne by the owner' }),
  value: money.optional().meta({ description: 'actual cash value of the vehicle before the loss' }),
  repair: money.optional(),
  salvage: money.optional().meta({ description: 'value of the wreck' }),
  faultShare: count(100).meta({ description: 'own share of fault, percent' }),
  reportHash: sha256Hex,
});
export type Assessment = z.output<typeof assessment>;

/** One cover × one claimant. Cover, limit and deductible are those in force at the loss. */
export const exposure = z.strictObject({
  claimId: id,
  exposureId: id,
  cover: coverCode,
  claimant: z
    .union([member, sha256Hex])
    .meta({ description: 'a member, or the salted hash of somebody outside' }),
  limit: money,
  deductible: money,
  open: z.boolean(),
  lines: z.array(reserveLine).max(27),
  assessment: assessment.optional(),
  assessedBy: member.optional(),
  payable: money.optional().meta({ description: 'most indemnity, by the assessment' }),
});
export type Exposure = z.output<typeof exposure>;

export const exposures = table({
  kind: 'exposure',
  v: 1,
  schema: exposure,
  id: (one) => [one.claimId, one.exposureId],
});
/** The exposures of a claim, in the order in which they were opened. */
export const exposuresOf = ({
  claimId,
  exposures: ids,
}: {
  readonly claimId: string;
  readonly exposures: readonly string[];
}) => ids.map((exposureId) => exposures.at(claimId, exposureId));

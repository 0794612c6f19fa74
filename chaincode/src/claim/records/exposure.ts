import { z } from 'zod';
import { money, positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { count, id, member, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { coverCode } from '../../policy/records/policy';
import { paymentStatus, subrogationStatus } from '../life';

/** Names of Guidewire ClaimCenter: cost of the claim itself, adjusting and other, defence and cost containment. */
export const costType = z.enum(['claimCost', 'adjusting', 'defence']);
export const costCategory = z.enum(['body', 'glass', 'medical', 'property', 'rental', 'towing', 'expert', 'legal', 'other']);
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
  claimant: z.union([member, sha256Hex]).meta({ description: 'a member, or the salted hash of somebody outside' }),
  limit: money,
  deductible: money,
  open: z.boolean(),
  lines: z.array(reserveLine).max(27),
  assessment: assessment.optional(),
  assessedBy: member.optional(),
  payable: money.optional().meta({ description: 'most indemnity, by the assessment' }),
});
export type Exposure = z.output<typeof exposure>;

export const payee = z.strictObject({
  as: z.enum(['policyholder', 'claimant', 'lienholder', 'workshop', 'expert']),
  party: z.union([member, org, sha256Hex]),
});

export const claimPayment = z.strictObject({
  claimId: id,
  paymentId: id,
  exposureId: id,
  costType,
  costCategory,
  amount: positiveMoney,
  eroding: z.boolean().meta({ description: 'whether it is taken from the reserve' }),
  payee,
  lienId: id.optional(),
  loanId: id.optional(),
  status: paymentStatus,
  proposedBy: member,
  approvedBy: member.optional(),
  transferId: id.optional().meta({ description: 'the transfer that carried the money' }),
});
export type ClaimPayment = z.output<typeof claimPayment>;

export const recovery = z.strictObject({
  claimId: id,
  recoveryId: id,
  exposureId: id,
  costType,
  costCategory,
  category: recoveryCategory,
  amount: positiveMoney,
  at: instant,
});

/** What the lender says is owed on a lien on the day of the total loss. */
export const payoff = z.strictObject({ lienId: id, holder: org, amount: positiveMoney });
export type Payoff = z.output<typeof payoff>;

/** Settlement of a total loss: proposed by one person, paid in one transaction. */
export const settlement = z.strictObject({
  claimId: id,
  exposureId: id,
  retained: z.boolean().meta({ description: 'the owner keeps the wreck, its value is deducted' }),
  payable: positiveMoney,
  status: z.enum(['proposed', 'paid']),
  proposedBy: member,
  payoffs: z.array(payoff).max(8),
  approvedBy: member.optional(),
  paidAt: instant.optional(),
});
export type Settlement = z.output<typeof settlement>;

export const subrogation = z.strictObject({
  claimId: id,
  subrogationId: id,
  exposureId: id,
  insurer: org,
  respondent: org.meta({ description: 'the insurer of the other side' }),
  demanded: positiveMoney,
  paid: money.meta({ description: 'indemnity paid when demanded' }),
  deductible: money,
  status: subrogationStatus,
  recovered: money,
  deductibleBack: money.meta({ description: 'of the recovery, for the policyholder' }),
});
export type Subrogation = z.output<typeof subrogation>;

export const exposures = table({ kind: 'exposure', v: 1, schema: exposure, id: (one) => [one.claimId, one.exposureId] });
export const payments = table({ kind: 'claim-payment', v: 1, schema: claimPayment, id: (one) => [one.claimId, one.paymentId] });
export const recoveries = table({ kind: 'recovery', v: 1, schema: recovery, id: (one) => [one.claimId, one.recoveryId] });
export const settlements = table({ kind: 'settlement', v: 1, schema: settlement, id: (one) => [one.claimId] });
export const subrogations = table({
  kind: 'subrogation',
  v: 1,
  schema: subrogation,
  id: (one) => [one.claimId, one.subrogationId],
});

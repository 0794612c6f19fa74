import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { id, member, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { costType, costCategory, recoveryCategory } from './exposure';

export const paymentStatus = z.enum(['pending', 'expected', 'paid', 'cancelled']);

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

export const payments = table({
  kind: 'claim-payment',
  v: 1,
  schema: claimPayment,
  id: (one) => [one.claimId, one.paymentId],
  sides: {
    /** Whoever proposed it is staff of the insurer. */
    insurer: ({ proposedBy }: ClaimPayment) => proposedBy.split('/')[0],
    payee: ({ payee: { party } }: ClaimPayment) => party,
  },
});
export const recoveries = table({
  kind: 'recovery',
  v: 1,
  schema: recovery,
  id: (one) => [one.claimId, one.recoveryId],
});

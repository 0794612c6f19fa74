import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { id, member, org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';

/** What the lender says is owed on a lien on the day of the total loss. */
export const payoff = z.strictObject({ lienId: id, holder: org, amount: positiveMoney });
export type Payoff = z.output<typeof payoff>;

export const settlementStatus = z.enum(['proposed', 'paid']);

/** Settlement of a total loss: proposed by one person, paid in one transaction. */
export const settlement = z.strictObject({
  claimId: id,
  exposureId: id,
  retained: z.boolean().meta({ description: 'the owner keeps the wreck, its value is deducted' }),
  payable: positiveMoney,
  status: settlementStatus,
  proposedBy: member,
  payoffs: z.array(payoff).max(8),
  approvedBy: member.optional(),
  paidAt: instant.optional(),
});
export type Settlement = z.output<typeof settlement>;

export const settlements = table({
  kind: 'settlement',
  v: 1,
  schema: settlement,
  id: (one) => [one.claimId],
  sides: {
    /** Whoever proposed it is staff of the insurer. */
    insurer: ({ proposedBy }: Settlement) => proposedBy.split('/')[0],
    /** Whoever has an open lien: the vehicle says who. */
    lienholder: ruled,
  },
});

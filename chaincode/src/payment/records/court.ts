import { z } from 'zod';
import { currency, positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { payable } from './party';
import { staff } from '../../words/role';

/** While it stands, nothing leaves the account of the party. */
export const Block = z.strictObject({ party: payable, courtOrderId: id });
/** Above the limit a payment needs the clearance of an auditor. */
export const Bounds = z.strictObject({
  currency,
  above: positiveMoney,
  toAddress: positiveMoney
    .optional()
    .meta({ description: 'most that an address is paid; none is paid in this currency if not given' }),
  least: positiveMoney.optional().meta({
    description: 'least that is paid to somebody who did not ask for it: dust costs its receiver queries',
  }),
});
export type Bounds = z.output<typeof Bounds>;
export const Limit = Bounds.extend({
  waiting: Bounds.extend({ by: member })
    .optional()
    .meta({ description: 'what loosens them and waits for a second person of another organisation' }),
});
export type Limit = z.output<typeof Limit>;
/**
 * An auditor's consent to one payment above the limit; it counts from when a second person of another
 * organisation agreed.
 */
export const Clearance = z.strictObject({
  paymentId: id,
  from: payable,
  amount: positiveMoney,
  by: member,
  status: z
    .enum(['asked', 'cleared'])
    .optional()
    .meta({ description: 'not given: cleared, by one person, before two were asked for' }),
  confirmedBy: member.optional(),
});

/** What is asked stands under who asked it, so that nobody's asking is in the way of another's. */
const clearanceIn = ({ paymentId, from, by, status }: z.output<typeof Clearance>): string[] =>
  status === 'asked' ? [paymentId, from, by] : [paymentId, from];

export const blocks = table({ kind: 'block', v: 1, schema: Block, id: (block) => [block.party] });
export const limits = table({ kind: 'limit', v: 1, schema: Limit, id: (limit) => [limit.currency] });
export const clearances = table({ kind: 'clearance', v: 1, schema: Clearance, id: clearanceIn });

/** Who asks what takes or stops the money of others, and who may agree as the second person. */
export const court = ['registrar', 'auditor'] as const;
export const confirmers = [...staff, 'auditor'] as const;

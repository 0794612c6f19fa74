import { z } from 'zod';
import { money } from '../../kit/value/money';
import { table } from '../../kit/table';
import { ruled } from '../../kit/side';
import { id, org } from '../../kit/value/text';
import { day } from '../../kit/value/time';

/** Notice, then taking after the time to cure, then sale; it ends when the default is cured. */
export const repossessionStatus = z.enum(['noticed', 'repossessed', 'sold', 'ended']);

export const Repossession = z.strictObject({
  loanId: id,
  lender: org.optional().meta({ description: 'in records since its steps are its own' }),
  status: repossessionStatus,
  noticeOn: day,
  cureUntil: day.meta({ description: 'the vehicle may be taken from this day on' }),
  repossessedOn: day.optional(),
  soldOn: day.optional(),
  proceeds: money.optional(),
  costs: money.optional(),
  deficiency: money.optional().meta({ description: 'still owed after the sale' }),
});
export type Repossession = z.output<typeof Repossession>;

export const repossessions = table({
  kind: 'repossession',
  v: 1,
  schema: Repossession,
  id: (record) => [record.loanId],
  // One that an earlier version wrote names nobody: then the loan says who, which is asked in any case.
  sides: { lender: ({ lender }: Repossession) => lender ?? ruled() },
});
/** The record that a request names, for operations to state. */
export const onRepossession = ({ loanId }: { readonly loanId: string }) => repossessions.at(loanId);

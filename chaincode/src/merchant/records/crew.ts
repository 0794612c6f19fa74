import { z } from 'zod';
import { table } from '../../kit/table';
import { member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';

/**
 * A manager sets prices and hours, a technician works on vehicles, a cashier quotes and cancels. The merchant
 * itself may do all.
 */
export const duty = z.enum(['manager', 'technician', 'cashier']);
export type Duty = z.output<typeof duty>;

export const Crew = z.strictObject({
  merchant: member,
  member,
  duties: z.array(duty).min(1).max(3),
  since: instant,
  joinedAt: instant
    .optional()
    .meta({ description: 'since when the member agrees; before, it neither may nor must anything' }),
});
export type Crew = z.output<typeof Crew>;
export const crews = table({
  kind: 'merchant-crew',
  v: 1,
  schema: Crew,
  id: (one) => [...one.merchant.split('/'), one.member],
  sides: { merchant: ({ merchant }: Crew) => merchant, crew: ({ member: one }: Crew) => one },
});
export const crewKey = (merchant: string, one: string): string[] => [...merchant.split('/'), one];

import { z } from 'zod';
import { ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { id, line } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { party } from '../../payment/records/party';
import { audienceAttribute } from './wallet';

/** Fewer members than this are no audience. */
export const LEAST_AUDIENCE = 20;
/** Counts are told in steps, so that two counts do not tell of one member. */
export const AUDIENCE_STEP = 10;

/** Whom a partner means: members who opened these attributes to it, and of whom all conditions hold. */
export const Criterion = z.strictObject({
  attribute: audienceAttribute,
  operator: z.enum(['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte']),
  values: z.array(line(40)).min(1).max(10),
});
export type Criterion = z.output<typeof Criterion>;
export const criteria = z.array(Criterion).min(1).max(3);

/** What a partner says to an audience. Who is in it, each member's own app finds. */
export const Message = z.strictObject({
  programId: id,
  messageId: id,
  partner: party,
  criteria,
  says: line(300),
  promotionId: id.optional().meta({ description: 'a promotion that goes with it' }),
  from: instant,
  until: instant.meta({ description: 'exclusive' }),
});
export type Message = z.output<typeof Message>;
export const messages = table({
  kind: 'loyalty-message',
  v: 1,
  schema: Message,
  id: ({ programId, messageId }) => [programId, messageId],
  sides: { partner: ({ partner }: Message) => partner, crew: ruled },
});

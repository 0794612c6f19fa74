import { z } from 'zod';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { address, holder, lotId } from './party';

/**
 * A court order against the money of a holder: against the lots it names, or against the whole account. It
 * takes two persons of two organisations.
 */
export const Freeze = z.strictObject({
  courtOrderId: id,
  holder,
  lots: z.array(lotId).max(100).meta({ description: 'none: the whole account' }),
  addresses: z
    .array(address)
    .max(100)
    .optional()
    .meta({ description: 'addresses of the holder that it also freezes' }),
  status: z.enum(['tracing', 'asked', 'standing', 'lifted']),
  by: member,
  at: instant,
  waiting: z
    .strictObject({ by: member, addresses: z.array(address).max(100) })
    .optional()
    .meta({
      description:
        'what was asked and waits for a second person of another organisation; nothing of it is frozen yet',
    }),
  confirmedBy: member.optional(),
  alone: z.literal(true).optional().meta({
    description: 'one person traced it before two were asked for: it counts while more is asked of it',
  }),
  liftedBy: member.optional().meta({ description: 'the second person, who agreed to lift it' }),
  lifting: member.optional().meta({
    description: 'who asked to lift it: it stands until a second person of another organisation agrees',
  }),
});
export type Freeze = z.output<typeof Freeze>;

export const freezes = table({
  kind: 'freeze',
  v: 1,
  schema: Freeze,
  id: ({ courtOrderId }) => [courtOrderId],
});

import { z } from 'zod';
import { evaluate } from '../../kit/api';
import { count } from '../../kit/value/text';
import { mayRead } from '../records/role';
import { uri } from '../../words/uri';
import { eventId } from './event';

const traced = z.strictObject({
  links: z
    .array(
      z.strictObject({
        id: uri,
        of: uri,
        depth: count(8, 1),
        how: z.enum(['transformed', 'contained']),
        event: eventId,
      }),
    )
    .max(500),
  truncated: z.boolean(),
});

const tracing = z.strictObject({ id: uri, depth: count(8, 1).exactOptional() });

/** Where parts come from, and what they went into. */
export const traceOperations = {
  whereFrom: evaluate({
    says: 'What a part or lot was made from and contains, tier by tier.',
    by: mayRead,
    request: tracing,
    response: traced,
  }),
  whereUsed: evaluate({
    says: 'What a part or lot went into, tier by tier.',
    by: mayRead,
    request: tracing,
    response: traced,
  }),
  countAffected: evaluate({
    says:
      'How many things a fault in some parts or lots reaches, and how many of those went into nothing ' +
      'further, naming none of them.',
    by: mayRead,
    request: z.strictObject({ ids: z.array(uri).min(1).max(50), depth: count(8, 1).exactOptional() }),
    response: z.strictObject({
      reached: count(1000).meta({ description: 'things that hold, or were made of, what is named' }),
      outermost: count(1000).meta({
        description: 'of these, what is in nothing else: a car, or a part not fitted yet',
      }),
      truncated: z.boolean().meta({ description: 'there may be more than was followed' }),
    }),
  }),
};

import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { count } from '../../kit/value/text';
import { partErrors as errors } from '../errors';
import { partEvents as events } from '../events';
import { Part } from '../records/part';
import { mayRead, maySettle } from '../records/role';
import { MAX_COUNTED, MAX_DEPTH, MAX_LINKS, MAX_VINS } from '../records/trace';
import { vin } from '../../words/vin';
import { uri } from '../../words/uri';
import { eventId } from './event';

/** Which vehicles a thing is, by the birth certificates that name it. */
export const ofVehicles = {
  vin: vin
    .exactOptional()
    .meta({ description: 'the vehicle whose birth certificate names the thing, in room vehicle' }),
  vins: z
    .array(vin)
    .min(2)
    .max(MAX_VINS)
    .exactOptional()
    .meta({ description: 'all of them, where certificates of several vehicles name it' }),
};

const bookmark = z.string().max(16_000);
const depth = count(MAX_DEPTH, 1).exactOptional().meta({ description: 'levels to follow; 16 if not given' });

const traced = z.strictObject({
  links: z
    .array(
      z.strictObject({
        id: uri,
        of: uri,
        depth: count(MAX_DEPTH, 1),
        how: z.enum(['transformed', 'contained']),
        event: eventId,
        claimed: z
          .literal(true)
          .exactOptional()
          .meta({ description: 'others claim to have the same thing in them, and nobody settled it' }),
        ...ofVehicles,
      }),
    )
    .max(MAX_LINKS),
  truncated: z
    .boolean()
    .meta({ description: 'something was left out: read on from `next`, or ask for more depth' }),
  next: bookmark.optional(),
});

const tracing = z.strictObject({
  id: uri,
  depth,
  size: count(MAX_LINKS, 1).exactOptional(),
  after: bookmark.exactOptional(),
});

/** Where parts come from, and what they went into. */
export const traceOperations = {
  whereFrom: evaluate({
    says: 'What a part or lot was made from and contains, tier by tier.',
    by: mayRead,
    request: tracing,
    response: traced,
  }),
  whereUsed: evaluate({
    says: 'What a part or lot went into, tier by tier; a vehicle with its VIN.',
    by: mayRead,
    request: tracing,
    response: traced,
  }),
  settle: submit({
    says:
      'Say which of several things that claim to have a part in them has it, or that none has: as its ' +
      'holder, its maker or an auditor.',
    by: maySettle,
    request: z.strictObject({
      epc: uri,
      parent: uri
        .exactOptional()
        .meta({ description: 'if not given, it is in none of them, with its holder' }),
    }),
    response: Part,
    errors: [errors.NOT_TO_SETTLE, errors.CLAIMS_NOTHING],
    events: [events.PartSettled],
  }),
  countAffected: evaluate({
    says:
      'How many things a fault in some parts or lots reaches, and how many of those went into nothing ' +
      'further, naming none of them.',
    by: mayRead,
    request: z.strictObject({ ids: z.array(uri).min(1).max(50), depth }),
    response: z.strictObject({
      reached: count(MAX_COUNTED + 50).meta({
        description: 'things that hold, or were made of, what is named',
      }),
      outermost: count(MAX_COUNTED + 50).meta({
        description: 'of these, what is in nothing else: a car, or a part not fitted yet',
      }),
      vehicles: count(MAX_COUNTED + 50, 1)
        .exactOptional()
        .meta({
          description: 'of what is reached, the vehicles, if there are any: birth certificates name them',
        }),
      truncated: z.boolean().meta({ description: 'there are more than were counted' }),
    }),
  }),
};

import { z } from 'zod';
import { evaluate, page, submit } from '../../kit/api';
import { count } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { partErrors as errors } from '../errors';
import { MAX_EPCS } from '../epcis/event';
import { making } from '../records/making';
import { party } from '../records/part';
import { mayCapture, mayTrace } from '../records/role';
import { MAX_COUNTED } from '../records/trace';
import { vin } from '../../words/vin';
import { uri } from '../../words/uri';
import { eventId } from './event';
import { ofVehicles } from './trace';

const MAX_LISTED = 100;
const next = z.string().max(4096).optional();
const asked = { making, after: z.string().max(4096).exactOptional() };

const made = z.strictObject({
  event: eventId.exactOptional(),
  by: party.exactOptional().meta({ description: 'who captured that they were made' }),
  day: day.exactOptional().meta({ description: 'when, on the clocks of the place' }),
  at: instant.exactOptional(),
  things: z.array(uri).max(2 * MAX_EPCS),
  uncommissioned: z.literal(true).exactOptional().meta({
    description: 'seen, and nobody said to have made them, so that no day and no master data is known',
  }),
});

/** What people know of faulty parts, and which parts and vehicles that is. */
export const makingOperations = {
  listMade: evaluate({
    says:
      'List what was made of a class or lot, with a field of master data, in a range of serial numbers, on some ' +
      'days: event by event. A page may find none and have a next.',
    by: mayTrace,
    request: z.strictObject({ ...asked, size: count(MAX_LISTED, 1).exactOptional() }),
    response: z.strictObject({ items: z.array(made).max(MAX_LISTED), next }),
    errors: [errors.CLASS_NEEDED, errors.SERIALS_UNCLEAR],
  }),
  listAffected: evaluate({
    says:
      'List what those parts went into and is in nothing further, and each vehicle on the way with its VIN. One ' +
      'that is reached from several events may be on several pages.',
    by: mayTrace,
    request: z.strictObject({
      ...asked,
      size: page.shape.size.meta({ description: 'events looked at for a page, 1 to 100; 20 if not given' }),
    }),
    response: z.strictObject({
      items: z.array(z.strictObject({ id: uri, ...ofVehicles })).max(MAX_COUNTED + 2 * MAX_EPCS),
      vins: z
        .array(vin)
        .max(MAX_COUNTED)
        .meta({ description: 'the numbers of the vehicles among them, each once' }),
      things: count(1_000_000).meta({ description: 'how many parts and lots of this page are meant' }),
      next,
    }),
    errors: [errors.CLASS_NEEDED, errors.SERIALS_UNCLEAR, errors.REACHES_TOO_MUCH],
  }),
  findAgain: submit({
    says:
      'Write anew the keys by which events and their things are found, for what a ledger kept before it was found ' +
      'by class, lot and master data. What is said does not change.',
    by: mayCapture,
    request: z.strictObject({ eventIds: z.array(eventId).min(1).max(50) }),
    response: z.strictObject({ found: count(50) }),
  }),
};

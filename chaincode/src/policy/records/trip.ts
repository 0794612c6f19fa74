import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member, org } from '../../kit/value/text';
import { dayOf, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { tripStatus } from '../life';
import { signature } from './policy';

const events = (what: string) => count(10_000).meta({ description: what });
const seconds = count(172_800);

/** What the car measured on one trip, and signs: the inputs of the score. Metres, seconds and counts; no place. */
export const tripDigest = z.strictObject({
  policyId: id,
  vin,
  tripId: id,
  startedAt: instant,
  endedAt: instant,
  metres: count(3_000_000),
  durationS: seconds.meta({ description: 'time driven' }),
  nightS: seconds.meta({ description: 'between 23:00 and 05:00' }),
  harshBrake: events('deceleration of 3.0 m/s² or more'),
  harshAccel: events('acceleration of 3.0 m/s² or more'),
  cornering: events('lateral acceleration of 4.0 m/s² or more'),
  speedingS: seconds.meta({ description: 'more than 10 % above the limit' }),
  phoneS: seconds,
  severe: z
    .strictObject({ harshBrake: count(10_000), harshAccel: count(10_000), cornering: count(10_000) })
    .optional()
    .meta({ description: 'how many of the events reached 5.0 m/s² (cornering 6.0 m/s²); none if not given' }),
});
export type TripDigest = z.output<typeof tripDigest>;

/** A trip as reported. It counts for the score unless driver and insurer agree that the driver was a passenger. */
export const trip = z.strictObject({
  ...tripDigest.shape,
  insurer: org,
  signature,
  status: tripStatus,
  reportedAt: instant,
  disputedBy: member.optional(),
  answeredBy: member.optional(),
});
export type Trip = z.output<typeof trip>;

export const trips = table({
  kind: 'trip',
  v: 1,
  schema: trip,
  id: (one) => [one.policyId, one.tripId],
  indexes: { byDay: (one: Trip) => [one.policyId, dayOf(one.endedAt), one.endedAt] },
});

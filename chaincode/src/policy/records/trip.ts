import { z } from 'zod';
import { anybody } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, org } from '../../kit/value/text';
import { dayOf, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { signature, explained } from './month';

export const tripStatus = z.enum(['counted', 'disputed', 'passenger', 'upheld']);

const events = (what: string) => count(10_000).meta({ description: what });

const seconds = count(172_800);

/**
 * What the car measured on one trip, and signs: the inputs of the score. Metres, seconds and counts; no
 * place.
 */
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

/** What a device says of a trip, without where it went. */
export type TripDigest = z.output<typeof tripDigest>;

/**
 * A trip as reported. It counts for the score unless driver and insurer agree that the driver was a
 * passenger.
 */
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
  sides: { insurer: ({ insurer }: Trip) => insurer, anybody },
});

export const WINDOW_DAYS = 7;

/** Trips of a window that an answer holds; no car makes more in a week. */
export const MAX_WINDOW = 1000;

/** The score of the last seven days, with every weight and point, so that it can be checked by hand. */
export const rolled = z.strictObject({
  from: instant.meta({ description: 'exclusive' }),
  until: instant.meta({ description: 'inclusive' }),
  trips: z
    .array(
      z.strictObject({
        tripId: id,
        weight: count(1_000_000).meta({ description: 'by age, parts per million' }),
      }),
    )
    .max(MAX_WINDOW),
  overlapping: z
    .array(id)
    .max(MAX_WINDOW)
    .meta({ description: 'trips that began before an earlier one had ended: one drive may be told twice' }),
  metres: count(3_000_000_000),
  judged: z.boolean().meta({ description: 'enough was driven; otherwise the factor is 1.00' }),
  scoreMilli: explained.shape.scoreMilli,
  factor: explained.shape.factor,
  points: explained.shape.points,
  display: explained.shape.display,
});

export type Rolled = z.output<typeof rolled>;

export const FIELDS = [
  ...([
    'trips',
    'metres',
    'durationS',
    'nightS',
    'harshBrake',
    'harshAccel',
    'cornering',
    'speedingS',
    'phoneS',
  ] as const),
] as const;

export type Field = (typeof FIELDS)[number];

export type Totals = Record<Field, number>;

const sum = count(10_000_000_000);

const totals = z.strictObject({
  ...{
    trips: sum,
    metres: sum,
    durationS: sum,
    nightS: sum,
    harshBrake: sum,
    harshAccel: sum,
    cornering: sum,
  },
  ...{ speedingS: sum, phoneS: sum },
});

/** Whether the month that was billed is the sum of the trips that the car signed one by one. */
export const reconciliation = z.strictObject({
  month: totals,
  trips: totals.meta({
    description: 'of the trips that ended on a day of the month, those as a passenger too',
  }),
  asPassenger: z.strictObject({ trips: sum, metres: sum }),
  agrees: z.boolean(),
  differs: z.array(z.enum(FIELDS)).max(FIELDS.length),
});

export type Reconciliation = z.output<typeof reconciliation>;

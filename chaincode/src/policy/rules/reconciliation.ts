import { z } from 'zod';
import { count } from '../../kit/value/text';
import type { Digest } from '../records/policy';
import { metresOf } from './score';
import type { Trip } from '../records/trip';

const FIELDS = [
  ...(['trips', 'metres', 'durationS', 'nightS', 'harshBrake', 'harshAccel', 'cornering', 'speedingS', 'phoneS'] as const),
] as const;
type Field = (typeof FIELDS)[number];
type Totals = Record<Field, number>;

const sum = count(10_000_000_000);
const totals = z.strictObject({
  ...{ trips: sum, metres: sum, durationS: sum, nightS: sum, harshBrake: sum, harshAccel: sum, cornering: sum },
  ...{ speedingS: sum, phoneS: sum },
});

/** Whether the month that was billed is the sum of the trips that the car signed one by one. */
export const agreement = z.strictObject({
  month: totals,
  trips: totals.meta({ description: 'of the trips that ended on a day of the month, those as a passenger too' }),
  asPassenger: z.strictObject({ trips: sum, metres: sum }),
  agrees: z.boolean(),
  differs: z.array(z.enum(FIELDS)).max(FIELDS.length),
});
export type Agreement = z.output<typeof agreement>;

const byField = (valueOf: (field: Field) => number): Totals =>
  Object.fromEntries(FIELDS.map((field) => [field, valueOf(field)])) as Totals;

/** The car signs the month and each trip; two tellings of the same driving must add up. */
export function agreementOf(digest: Digest, trips: readonly Trip[]): Agreement {
  const month = byField((field) => (field === 'metres' ? metresOf(digest) : digest[field]));
  const told = byField((field) => (field === 'trips' ? trips.length : trips.reduce((total, trip) => total + trip[field], 0)));
  const ridden = trips.filter(({ status }) => status === 'passenger');
  const differs = FIELDS.filter((field) => month[field] !== told[field]);
  return {
    month,
    trips: told,
    asPassenger: { trips: ridden.length, metres: ridden.reduce((total, { metres }) => total + metres, 0) },
    agrees: differs.length === 0,
    differs,
  };
}

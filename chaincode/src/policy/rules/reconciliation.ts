import type { Digest } from '../records/month';
import { metresOf } from './score';
import { type Trip, FIELDS, type Field, type Totals, type Reconciliation } from '../records/trip';

const byField = (valueOf: (field: Field) => number): Totals =>
  Object.fromEntries(FIELDS.map((field) => [field, valueOf(field)])) as Totals;

/** The car signs the month and each trip; two tellings of the same driving must add up. */
export function reconcile(digest: Digest, trips: readonly Trip[]): Reconciliation {
  const month = byField((field) => (field === 'metres' ? metresOf(digest) : digest[field]));
  const told = byField((field) =>
    field === 'trips' ? trips.length : trips.reduce((total, trip) => total + trip[field], 0),
  );
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

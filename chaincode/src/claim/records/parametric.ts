import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { maybe } from '../../kit/ref';
import { anybody, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, org } from '../../kit/value/text';
import { type Day, day, instant } from '../../kit/value/time';
import { party } from '../../payment/records/party';
import { vin } from '../../words/vin';

export const parametricStatus = z.enum(['offered', 'agreed', 'due', 'paid', 'withdrawn']);

/** What can be observed from outside, and in what it is measured. */
export const triggerKind = z.enum(['hail', 'breakdown', 'delayedPart']).meta({
  description: 'hail: millimetres of the stones; breakdown: hours off the road; delayedPart: days late',
});

const measure = (least: number) => count(100_000, least);

export const cell = z.string().regex(/^[0-9b-hjkmnp-z]{5}$/, 'must be a geohash of 5 characters');

export const MAX_ORACLES = 10;

/**
 * Cover that pays a fixed amount when enough oracles observed the event: no loss is assessed, no claim is
 * made.
 */
export const parametric = z.strictObject({
  coverId: id,
  policyId: id,
  insurer: org,
  policyholder: member,
  vin,
  kind: triggerKind,
  atLeast: measure(1).meta({ description: 'from this measure on it pays' }),
  where: z.union([cell, vin]).meta({ description: 'the cell where hail is observed, else the vehicle' }),
  payout: positiveMoney,
  oracles: z.array(party).min(1).max(MAX_ORACLES),
  quorum: count(MAX_ORACLES, 1).meta({ description: 'so many of the oracles must have observed it' }),
  from: instant.meta({ description: 'nothing seen before pays' }),
  until: instant.meta({ description: 'exclusive end' }),
  reportDays: count(60, 1).meta({
    description: 'days after the day of the event in which an oracle may report it',
  }),
  status: parametricStatus,
  escrowId: id.optional().meta({ description: 'where the insurer set the payout aside' }),
  happenedAt: instant.optional().meta({ description: 'the event that made the payout due, as first seen' }),
  decidedAt: instant.optional(),
  paymentId: id.optional().meta({ description: 'the payment that carried the payout' }),
});

export type Parametric = z.output<typeof parametric>;

/** What one oracle saw at one place on one day, once; it counts for every cover that asks for it. */
export const observation = z.strictObject({
  kind: triggerKind,
  where: z.union([cell, vin]),
  on: day,
  oracle: party,
  observationId: id,
  seenAt: instant,
  measure: measure(0).meta({ description: '0 when there was nothing' }),
  by: member,
  reportedAt: instant,
});

export type Observation = z.output<typeof observation>;

export const parametrics = table({
  kind: 'parametric-cover',
  v: 1,
  schema: parametric,
  id: (one) => [one.coverId],
  indexes: { byPolicy: (one: Parametric) => [one.policyId] },
  sides: {
    policyholder: ({ policyholder }: Parametric) => policyholder,
    insurer: ({ insurer }: Parametric) => insurer,
    oracle: ({ oracles }: Parametric) => oracles,
    auditor: whoever('auditor'),
    anybody,
  },
});

export const observationKey = ({
  kind,
  where,
  on,
  oracle,
}: Pick<Observation, 'kind' | 'where' | 'on' | 'oracle'>) => [kind, where, on, oracle] as const;

export const observations = table({ kind: 'observation', v: 1, schema: observation, id: observationKey });

/**
 * What each oracle of a cover said about a day, in the order of the oracles: named keys, so nothing new can
 * slip in between.
 */
export const observedOn = (cover: Parametric, on: Day) =>
  cover.oracles.map((oracle) => maybe(observations.at(...observationKey({ ...cover, on, oracle }))));
/** Whether the payout was paid by this payment. */
export const isPaidOut = ({ status, paymentId }: Parametric, transferId: string): boolean =>
  status === 'paid' && paymentId === transferId;

/** The cover that a request names, for operations to state. */
export const onCover = ({ coverId }: { readonly coverId: string }) => parametrics.at(coverId);

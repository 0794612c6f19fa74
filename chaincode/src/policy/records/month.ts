import { z } from 'zod';
import { money, signedMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { count, id, org, ppm, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { padded } from './policy';

/**
 * What the car measured in one month of the policy. Seconds and counts; distances in metres, one per day of
 * the month.
 */
export const digest = z.strictObject({
  policyId: id,
  vin,
  month: count(12, 1),
  metresByDay: z.array(count(3_000_000)).min(28).max(31),
  trips: count(3000),
  durationS: count(2_678_400),
  nightS: count(2_678_400).meta({ description: 'between 23:00 and 05:00' }),
  harshBrake: count(100_000).meta({ description: 'deceleration of 3.0 m/s² or more' }),
  harshAccel: count(100_000).meta({ description: 'acceleration of 3.0 m/s² or more' }),
  cornering: count(100_000).meta({ description: 'lateral acceleration of 4.0 m/s² or more' }),
  speedingS: count(2_678_400).meta({ description: 'more than 10 % above the limit' }),
  phoneS: count(2_678_400),
  tripsRoot: sha256Hex.meta({ description: 'RFC 6962 root over the raw trips, which stay with the car' }),
});
export type Digest = z.output<typeof digest>;

export const signature = z
  .string()
  .regex(/^[A-Za-z0-9_-]{86}$/, 'must be a P-256 signature of 64 bytes in base64url')
  .meta({ description: 'ECDSA P-256 with SHA-256, r and s of 32 bytes each, base64url' });

export const usageStatus = z.enum(['expected', 'paid']);

/** A month driven: the digest signed by the car, and what every peer computed from it. */
export const usage = z.strictObject({
  ...digest.shape,
  insurer: org,
  signature,
  scoreMilli: count(100_000).meta({ description: 'thousandths of a point, 0 to 100 000' }),
  factor: ppm(5_000_000),
  billableMetres: count(93_000_000),
  base: money.meta({ description: 'paid in advance by the instalment' }),
  distance: money,
  due: money.meta({ description: '(base + distance) × factor' }),
  balance: signedMoney.meta({ description: 'due − base, in arrears; negative is a credit' }),
  status: usageStatus,
  paidAt: instant.optional(),
  paymentId: id.optional(),
});
export type Usage = z.output<typeof usage>;

export const usages = table({
  kind: 'usage',
  v: 1,
  schema: usage,
  id: (one) => [one.policyId, padded(one.month)],
  sides: { insurer: ({ insurer }: Usage) => insurer },
});
/** A month of a policy, for operations to state. */
export const monthAt = (policyId: string, month: number) => usages.at(policyId, padded(month));

export const bill = usage.pick({
  scoreMilli: true,
  factor: true,
  billableMetres: true,
  base: true,
  distance: true,
  due: true,
  balance: true,
});

/** A bill with every point that was taken, so that it can be checked by hand. */
export const explained = z.strictObject({
  ...bill.shape,
  points: z
    .array(
      z.strictObject({ habit: z.string().max(20), rateMilli: count(2 ** 45), pointsMilli: count(2 ** 45) }),
    )
    .max(6)
    .meta({
      description: 'per habit: events in 100 km or percent of the time, and the points taken, in thousandths',
    }),
  display: z
    .strictObject({ points: count(850, 100), risk: z.string().max(20) })
    .meta({ description: 'on the scale 100 to 850' }),
});

import { z } from 'zod';
import { count, id, member, org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { standing } from '../rules/cover';
import { covers, usage } from './policy';

/** What a policyholder shows: who covers what, from when until when. */
export const coverNote = z.strictObject({
  policyId: id,
  insurer: org,
  policyholder: member,
  vin,
  standing,
  covers,
  from: instant,
  until: instant,
});

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
    .array(z.strictObject({ habit: z.string().max(20), rateMilli: count(2 ** 45), pointsMilli: count(2 ** 45) }))
    .max(6)
    .meta({ description: 'per habit: events in 100 km or percent of the time, and the points taken, in thousandths' }),
  display: z.strictObject({ points: count(850, 100), risk: z.string().max(20) }).meta({ description: 'on the scale 100 to 850' }),
});

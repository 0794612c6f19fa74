import { z } from 'zod';
import { ruled, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, line, member, org } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';

/** A recall campaign as the manufacturer announced it. */
export const Recall = z.strictObject({
  /** The campaign number of the authority, `21V123000`. */
  campaign: id,
  manufacturer: org,
  receivedOn: day,
  component: line(200),
  summary: line(2000),
  consequence: line(2000),
  remedy: line(2000),
  notes: line(2000).optional(),
  modelYear: count(2039, 1980).optional(),
  make: line(64),
  model: line(64),
  /** Do not drive it. */
  parkIt: z.boolean(),
  /** Keep it away from buildings. */
  parkOutside: z.boolean(),
  overTheAir: z.boolean(),
  /** The quality notification about parts that led to it, as its first sender raised it (room part). */
  notification: id.optional(),
});
export type Recall = z.infer<typeof Recall>;

/** One vehicle under a campaign; without `completedAt` the recall is open. */
export const RecalledVehicle = z.strictObject({
  vin,
  campaign: id,
  openedAt: instant,
  completedAt: instant.optional(),
  completedBy: member.optional(),
  /** The service record of the remedy. */
  reference: line(64).optional(),
  /** The completion that the maker took back last, and why. */
  reopened: z
    .strictObject({ at: instant, reason: line(200), completedAt: instant, completedBy: member.optional() })
    .optional(),
});
export type RecalledVehicle = z.infer<typeof RecalledVehicle>;

export const recalls = table({
  kind: 'recall',
  v: 1,
  schema: Recall,
  id: (record) => [record.campaign],
  indexes: {
    notification: ({ notification }: Recall) => (notification === undefined ? undefined : [notification]),
  },
});
export const recalledVehicles = table({
  kind: 'recalledVehicle',
  v: 1,
  schema: RecalledVehicle,
  id: (record) => [record.vin, record.campaign],
  indexes: { campaign: (record: RecalledVehicle) => [record.campaign] },
  sides: {
    /** The organisation that announced the campaign: the campaign says so (rules/recall.ts). */
    announcer: ruled,
    workshop: whoever('workshop'),
    dealer: whoever('dealer'),
    manufacturer: whoever('manufacturer'),
  },
});

/** The recall of one vehicle, as a request names it. */
export const onRecalled = ({ vin: of, campaign }: { readonly vin: string; readonly campaign: string }) =>
  recalledVehicles.at(of, campaign);

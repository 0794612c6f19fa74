import { z } from 'zod';
import type { Page } from '../../kit/api';
import { demand } from '../../kit/errors';
import { table } from '../../kit/table';
import { count, id, line, member, org } from '../../kit/value/text';
import { day, instant, type Instant } from '../../kit/value/time';
import { vehicleErrors } from '../errors';
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
});
export type RecalledVehicle = z.infer<typeof RecalledVehicle>;

export const recalls = table({
  kind: 'recall',
  v: 1,
  schema: Recall,
  id: (record) => [record.campaign],
  indexes: { notification: ({ notification }: Recall) => (notification === undefined ? undefined : [notification]) },
});
export const recalledVehicles = table({
  kind: 'recalledVehicle',
  v: 1,
  schema: RecalledVehicle,
  id: (record) => [record.vin, record.campaign],
  indexes: { campaign: (record: RecalledVehicle) => [record.campaign] },
});

export function mustBeAnnouncer(recall: Recall, org: string): void {
  const { campaign, manufacturer } = recall;
  demand(manufacturer === org, vehicleErrors.RECALL_OF_ANOTHER, { campaign, manufacturer });
}

/** The remedy was done. Repeated, the first completion stands. */
export const completeRecall = (
  recalled: RecalledVehicle,
  done: { by: string; at: Instant; reference?: string | undefined },
): RecalledVehicle =>
  recalled.completedAt === undefined
    ? { ...recalled, completedAt: done.at, completedBy: done.by, ...(done.reference && { reference: done.reference }) }
    : recalled;

type Vehicles = { readonly items: readonly RecalledVehicle[]; readonly next?: string };

/** Counts ten pages of a campaign's vehicles from a bookmark on; `next` is where to go on. */
export async function countRecalled(list: (page: Page) => Promise<Vehicles>, after: string | undefined) {
  let [affected, completed, next] = [0, 0, after];
  for (let pages = 0; pages < 10; pages++) {
    const found = await list({ size: 100, ...(next !== undefined && { after: next }) });
    affected += found.items.length;
    completed += found.items.filter(({ completedAt }) => completedAt !== undefined).length;
    next = found.next;
    if (next === undefined) break;
  }
  return { affected, completed, ...(next !== undefined && { next }) };
}

/** Ours in the words of NHTSA's recall API. */
export const toNhtsa = (recall: Recall, manufacturerName: string) => ({
  NHTSACampaignNumber: recall.campaign,
  Manufacturer: manufacturerName,
  ReportReceivedDate: recall.receivedOn.split('-').reverse().join('/'),
  Component: recall.component,
  Summary: recall.summary,
  Consequence: recall.consequence,
  Remedy: recall.remedy,
  Notes: recall.notes ?? '',
  ModelYear: recall.modelYear === undefined ? '' : String(recall.modelYear),
  Make: recall.make,
  Model: recall.model,
  parkIt: recall.parkIt,
  parkOutSide: recall.parkOutside,
  overTheAirUpdate: recall.overTheAir,
});

/** The words of NHTSA in ours: what a manufacturer sends to `vehicle.announceRecall`. */
export const fromNhtsa = (theirs: ReturnType<typeof toNhtsa>): Omit<Recall, 'manufacturer'> => ({
  campaign: theirs.NHTSACampaignNumber,
  receivedOn: theirs.ReportReceivedDate.split('/').reverse().join('-'),
  component: theirs.Component,
  summary: theirs.Summary,
  consequence: theirs.Consequence,
  remedy: theirs.Remedy,
  ...(theirs.Notes && { notes: theirs.Notes }),
  ...(theirs.ModelYear && { modelYear: Number(theirs.ModelYear) }),
  make: theirs.Make,
  model: theirs.Model,
  parkIt: theirs.parkIt,
  parkOutside: theirs.parkOutSide,
  overTheAir: theirs.overTheAirUpdate,
});

import { demand, kitErrors } from '../../kit/errors';
import type { Instant } from '../../kit/value/time';
import { vehicleErrors } from '../errors';
import type { Recall, RecalledVehicle } from '../records/recall';
import type { Page } from '../../kit/api';

/** Refuses another than the manufacturer that announced the campaign: RECALL_OF_ANOTHER. */
export function mustBeAnnouncer(recall: Recall, org: string): void {
  const { campaign, manufacturer } = recall;
  demand(manufacturer === org, vehicleErrors.RECALL_OF_ANOTHER, { campaign, manufacturer });
}

/**
 * The remedy was done. Repeated, the first completion stands; another reference is refused
 * (EXISTS_DIFFERENTLY).
 */
export function completeRecall(
  recalled: RecalledVehicle,
  { by, at, reference }: { by: string; at: Instant; reference?: string | undefined },
): RecalledVehicle {
  const { completedAt, campaign, reference: known } = recalled;
  if (completedAt === undefined)
    return { ...recalled, completedAt: at, completedBy: by, ...(reference && { reference }) };
  demand(reference === undefined || known === reference, kitErrors.EXISTS_DIFFERENTLY, {
    kind: 'remedy',
    id: campaign,
  });
  return recalled;
}

/** The announcer takes back a completion: what was done stays to be read, and the recall is open. */
export function reopenRecall(
  recalled: RecalledVehicle,
  { reason, at }: { readonly reason: string; readonly at: Instant },
): RecalledVehicle {
  const { completedAt = at, completedBy, reference: _ofIt, reopened: _before, ...open } = recalled;
  return { ...open, reopened: { at, reason, completedAt, ...(completedBy && { completedBy }) } };
}

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

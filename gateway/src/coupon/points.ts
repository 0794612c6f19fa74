import type { Rooms } from '../rooms/rooms';

/** A lot of points as a wallet lists it. */
export type PointLot = Awaited<ReturnType<Rooms['loyalty']['listLots']>>['items'][number];

const PAGE = 100;
const MOST_PAGES = 20;
/** Most lots that one payment names. */
const MOST_LOTS = 50;

/**
 * The lots that pay so many points, those that expire first before others, as the ledger will take them.
 *
 * @param on the rooms, as the member
 * @param wallet program and member
 * @param units how many points
 * @returns ids of lots, the soonest end first; `undefined` when fifty lots do not hold as many
 */
export async function choosePoints(
  on: Pick<Rooms, 'loyalty'>,
  wallet: { readonly programId: string; readonly member: string },
  units: number,
): Promise<string[] | undefined> {
  const lots: PointLot[] = [];
  let after: string | undefined;
  for (let at = 0; at < MOST_PAGES; at++) {
    const page = await on.loyalty.listLots({ ...wallet, size: PAGE, ...(after !== undefined && { after }) });
    lots.push(...page.items);
    after = page.next;
    if (after === undefined) break;
  }
  const usable = lots
    .filter(({ state }) => state === 'active')
    .toSorted((one, two) => order(keyOf(one), keyOf(two)))
    .slice(0, MOST_LOTS);
  const chosen: string[] = [];
  let held = 0;
  for (const { lotId, unitsLeft } of usable) {
    if (held >= units) break;
    chosen.push(lotId);
    held += unitsLeft;
  }
  return held >= units ? chosen : undefined;
}

const keyOf = ({ expiresAt = '~', earnedAt, lotId }: PointLot): string => `${expiresAt} ${earnedAt} ${lotId}`;
const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

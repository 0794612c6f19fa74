import { ContractError, canonical, fitMoneyPurpose, type Money, money } from '@roadbook/chaincode/api';
import type { Rooms } from '../rooms/rooms';

export type Lot = Awaited<ReturnType<Rooms['payment']['listLots']>>['items'][number];

const PAGE = 100;
/** Most lots that are looked at; whoever holds more should merge them. */
const MOST_SEEN = 10_000;
/** Most lots of one payment. */
export const MOST_LOTS = 100;
/** From so many lots of one sort on, a payment takes small ones along, so that they come back as one. */
const MANY = 40;
const ALONG = 20;

/** All lots of a holder, as its peer has them now. */
export async function lotsOf(on: Pick<Rooms, 'payment'>, owner: string): Promise<Lot[]> {
  const lots: Lot[] = [];
  for (let after: string | undefined, more = true; more && lots.length < MOST_SEEN; ) {
    const { items, next } = await on.payment.listLots({
      owner,
      size: PAGE,
      ...(after !== undefined && { after }),
    });
    lots.push(...items);
    after = next;
    more = next !== undefined;
  }
  return lots;
}

/** What lots are to pay. */
export interface Need {
  readonly amount: Money;
  readonly payees: readonly string[];
  /** UTC instant by which vouchers must not be over. */
  readonly at: string;
  readonly issuer?: string | undefined;
  readonly category?: string | undefined;
  readonly vin?: string | undefined;
}

/** Lots of one sort: of one issuer and one purpose, the only ones that may be paid together. */
interface Sort {
  readonly lots: readonly Lot[];
  readonly total: bigint;
  readonly until: string;
  readonly name: string;
}

/**
 * The lots that pay it: of vouchers that fit before free money, the one that ends first before others; of one
 * sort the fewest lots, and of these the least change. The same lots give the same choice. `undefined` when
 * no sort is enough; more than 100, of free money alone, when they must be merged first.
 */
export function chooseLots(lots: readonly Lot[], need: Need): readonly Lot[] | undefined {
  const { amount } = need.amount;
  const choices = sortsOf(lots, need)
    .filter(({ total }) => total >= amount)
    .map((sort) => ({ sort, chosen: fewest(sort.lots, amount) }))
    .filter(({ sort, chosen }) => sort.until === NEVER || chosen.length <= MOST_LOTS);
  const [best] = choices.toSorted(
    (left, right) =>
      order(left.sort.until, right.sort.until) ||
      left.chosen.length - right.chosen.length ||
      order(left.sort.name, right.sort.name),
  );
  return best && withSmall(best.sort.lots, best.chosen);
}

/** The most that lots of one sort can pay of it, in minor units. */
export const mostOf = (lots: readonly Lot[], need: Need): bigint =>
  sortsOf(lots, need).reduce((most, { total }) => (total > most ? total : most), 0n);

/** Sorts after all instants: free money is spent last. */
const NEVER = '~';
const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function sortsOf(lots: readonly Lot[], need: Need): Sort[] {
  const sorts = new Map<string, Lot[]>();
  for (const lot of lots) {
    if (!fits(lot, need)) continue;
    const name = `${lot.issuer} ${canonical(lot.purpose ?? null)}`;
    sorts.set(name, [...(sorts.get(name) ?? []), lot]);
  }
  return [...sorts].map(([name, some]) => ({
    name,
    lots: some.toSorted((left, right) => compare(right, left) || order(left.lotId, right.lotId)),
    total: some.reduce((sum, { amount }) => sum + amount.amount, 0n),
    until: some[0]?.purpose?.until ?? NEVER,
  }));
}

const compare = (left: Lot, right: Lot): number => money.compare(left.amount, right.amount);

function fits({ amount, issuer, purpose, frozenBy }: Lot, need: Need): boolean {
  if (amount.currency !== need.amount.currency || frozenBy !== undefined) return false;
  if (need.issuer !== undefined && issuer !== need.issuer) return false;
  try {
    if (purpose) fitMoneyPurpose(purpose, need);
    return true;
  } catch (error) {
    if (error instanceof ContractError) return false;
    throw error;
  }
}

/** `sorted` from the largest on: as many of the largest as must be, the last of them as small as may be. */
function fewest(sorted: readonly Lot[], amount: bigint): readonly Lot[] {
  let sum = 0n;
  let count = 0;
  while (sum < amount) sum += sorted[count++]?.amount.amount ?? amount;
  const large = sorted.slice(0, count - 1);
  const rest = amount - large.reduce((all, lot) => all + lot.amount.amount, 0n);
  const last = sorted.findLast((lot, at) => at >= count - 1 && lot.amount.amount >= rest);
  return last ? [...large, last] : large;
}

/** Small lots cost their holder queries; a payment that leaves change takes some along at no price. */
function withSmall(sorted: readonly Lot[], chosen: readonly Lot[]): readonly Lot[] {
  if (sorted.length < MANY || chosen.length >= MOST_LOTS) return chosen;
  const rest = sorted.filter((lot) => !chosen.includes(lot));
  return [...chosen, ...rest.slice(-Math.min(ALONG, MOST_LOTS - chosen.length))];
}

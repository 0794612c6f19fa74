import { demand } from '../../kit/errors';
import { addMillis, DAY_MS, type Instant } from '../../kit/value/time';
import { saleErrors } from '../errors';
import { listingLife } from '../life';
import type { Listing, Report } from '../records/listing';

type Wanted = Omit<Listing, 'seller' | 'status' | 'factsHash' | 'shows' | 'model' | 'tradeId' | 'listedAt'>;
type Of = Pick<Listing, 'seller'> & { readonly model: string | undefined };

/** What a transaction sees of the history. */
export type Seen = Pick<Listing, 'factsHash' | 'shows'>;

/** Puts a vehicle up for sale with its history as it is now. */
export function list(wanted: Wanted, { seller, model }: Of, seen: Seen, now: Instant): Listing {
  const { arbiter, listingId, until } = wanted;
  demand(arbiter !== seller, saleErrors.TRADE_SIDES_WRONG);
  demand(now < until, saleErrors.LISTING_OVER, { listingId, until });
  return {
    ...wanted,
    seller,
    status: 'listed',
    ...seen,
    listedAt: now,
    ...(model !== undefined && { model }),
  };
}

/** The history moved on; the seller shows it as it is now. */
export function refresh(
  { shows: _before, ...listing }: Listing,
  certificate: Listing['certificate'],
  seen: Seen,
): Listing {
  return { ...listing, status: listingLife.step('refresh', listing.status), certificate, ...seen };
}

/** The listing taken off the market. Throws WRONG_STATUS. */
export const unlist = (listing: Listing): Listing => ({
  ...listing,
  status: listingLife.step('unlist', listing.status),
});

/** The money came. What was won at an auction is reserved for its winner already. */
export const reserve = (listing: Listing, tradeId: string): Listing =>
  isReservedFor(listing, tradeId)
    ? listing
    : { ...listing, status: listingLife.step('reserve', listing.status), tradeId };

/**
 * Won at an auction: until the winner has paid or let the time pass, nobody else buys it and the seller
 * cannot withdraw it.
 */
export const award = (listing: Listing, tradeId: string): Listing => ({
  ...listing,
  status: listingLife.step('award', listing.status),
  tradeId,
});

/** Refuses (WRONG_STATUS) to bid or stake on a vehicle that is reserved, sold or withdrawn. */
export const mustBeOffered = ({ status }: Listing): void => void listingLife.step('award', status);

/** Whether a listing waits for this trade and no other. */
export const isReservedFor = (listing: Listing, tradeId: string): boolean =>
  listing.status === 'reserved' && listing.tradeId === tradeId;

/** The listing of a vehicle whose title passed. Throws WRONG_STATUS. */
export const sell = (listing: Listing): Listing => ({
  ...listing,
  status: listingLife.step('sell', listing.status),
});

/** The listing back on the market, for nobody in particular. Throws WRONG_STATUS. */
export function reopen(listing: Listing): Listing {
  const { tradeId: _ended, ...rest } = listing;
  return { ...rest, status: listingLife.step('reopen', listing.status) };
}

const REPORT_DAYS = 14;
/**
 * So far an inspection counts; and so far a vehicle on offer is driven, to those who look at it, without
 * becoming another.
 */
const FAR = { km: 500, mi: 310 } as const;
const isNear = (before: Listing['shows'], now: Listing['shows']): boolean =>
  before === undefined || now === undefined
    ? before === now
    : before.unit === now.unit && now.value >= before.value && now.value - before.value <= FAR[now.unit];

/** Whether the history is the one of the listing, and the meter near what it showed. */
export const isFresh = ({ factsHash, shows }: Listing, seen: Seen): boolean =>
  factsHash === seen.factsHash && isNear(shows, seen.shows);

/**
 * Refuses to go on with a history that is no longer true. A plausible reading that is near is no reason,
 * because every workshop records some.
 */
export function mustBeFresh(listing: Listing, seen: Seen): void {
  const { vin, listingId } = listing;
  demand(isFresh(listing, seen), saleErrors.LISTING_STALE, { vin, listingId });
}

/** Whether a report still counts: 14 days, and 500 km if the odometer was read since in the same unit. */
export function reportCounts(
  report: Report,
  shown: { value: number; unit: string } | undefined,
  now: Instant,
): boolean {
  const { value, unit } = report.shows;
  const driven = shown?.unit === unit ? shown.value - value : 0;
  return now < addMillis(report.inspectedAt, REPORT_DAYS * DAY_MS) && driven <= FAR[unit];
}

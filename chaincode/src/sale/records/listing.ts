import { z } from 'zod';
import { without } from '../../kit/view';
import { money } from '../../kit/value/money';
import { anybody, ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, org, ppm, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { party } from '../../payment/records/party';
import { unit } from '../../words/unit';
import { vin } from '../../words/vin';

/** That a listing is stale or over is no status: it follows from the vehicle and the date. */
export const listingStatus = z.enum(['listed', 'reserved', 'sold', 'withdrawn']);

/** Who sells: the owner, or the lender that repossessed the vehicle. */
export const seller = z.union([member, org]).meta({ description: 'holder of the title' });

/** A share of the price for a platform, a broker or a tax office, parts per million, rounded down. */
export const charge = z.strictObject({
  what: z.enum(['platform', 'broker', 'tax']),
  party,
  ppm: ppm(300_000),
});

/** How many days each step may take. */
export const terms = z.strictObject({
  payDays: count(30, 1).meta({ description: 'from the agreement to the money' }),
  shipDays: count(30, 1).meta({
    description: 'from the money to the handing over; then the money goes back',
  }),
  inspectDays: count(30, 1).meta({ description: 'from the handing over; silence accepts' }),
  returnDays: count(30, 1).meta({ description: 'from a rejection; a silent seller has it back' }),
  settleDays: count(60, 1).meta({ description: 'from acceptance to settlement; then the arbiter decides' }),
  resolveDays: count(90, 1).meta({ description: 'from a dispute; then the money goes back' }),
});

/** What a seller must say that no record shows. */
export const disclosure = z.enum([
  'floorPlan',
  'buyBack',
  'accidentUnreported',
  'importedUsed',
  'commercialUse',
  'odometerUnknown',
]);

/**
 * The certificate of `vehicle.readCertificate` that the listing rests on: made again at `issuedAt`, it has
 * the hash, unless a fact arrived.
 */
export const certificate = z.strictObject({ issuedAt: instant, hash: sha256Hex });

export const Listing = z.strictObject({
  listingId: id,
  vin,
  seller,
  status: listingStatus,
  certificate,
  factsHash: sha256Hex.meta({
    description: 'what the ledger itself saw of title and odometer at that moment (history.ts)',
  }),
  shows: z
    .strictObject({ value: count(9_999_999), unit })
    .optional()
    .meta({ description: 'the odometer at that moment' }),
  model: id.optional().meta({ description: 'model of the birth certificate' }),
  disclosures: z.array(disclosure).max(6),
  policies: z
    .array(id)
    .max(4)
    .meta({ description: "the seller's policies on the vehicle, which end with the sale" }),
  charges: z.array(charge).max(4),
  arbiter: party.meta({ description: 'decides disputes; neither side' }),
  terms,
  until: instant.meta({ description: 'exclusive: trades begin before' }),
  tradeId: id.optional().meta({ description: 'the trade that it is reserved for or was sold by' }),
  listedAt: instant,
});
export type Listing = z.output<typeof Listing>;

/** As others see it: not under which policies it is insured. */
export const SeenListing = Listing.partial({ policies: true });
export const listingSeen = (listing: Listing, all: boolean): z.output<typeof SeenListing> =>
  all ? listing : without(listing, { policies: true });

/** One point of an inspection. The photograph stays with the inspector; its hash proves it. */
const point = z.strictObject({
  code: id,
  result: z.enum(['ok', 'advisory', 'fail']),
  photoHash: sha256Hex.optional(),
  cost: money.optional().meta({ description: 'estimated repair' }),
});

/** Look of an independent workshop at a listed vehicle. It counts for 14 days and 500 km. */
export const Report = z.strictObject({
  listingId: id,
  reportId: id,
  vin,
  inspector: member,
  points: z.array(point).min(1).max(200),
  shows: z.strictObject({ value: count(9_999_999), unit }),
  inspectedAt: instant,
});
export type Report = z.output<typeof Report>;

export const listings = table({
  kind: 'listing',
  v: 1,
  schema: Listing,
  id: ({ listingId }) => [listingId],
  // Who trades and bids is said by the records of trades and auctions.
  sides: { seller: ({ seller: party }: Listing) => party, trade: ruled, auction: ruled, anybody },
  indexes: {
    open: ({ status, vin: number, model }) => (status === 'listed' ? [model ?? '-', number] : undefined),
    vehicle: ({ vin: number }) => [number],
  },
});
export const reports = table({
  kind: 'saleReport',
  v: 1,
  schema: Report,
  id: ({ listingId, reportId }) => [listingId, reportId],
});

import { z } from 'zod';
import { without } from '../../kit/view';
import { money, positiveMoney } from '../../kit/value/money';
import { secretTable, table } from '../../kit/table';
import { count, id, line, member, nonce, org, ppm, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { lotId, party } from '../../payment/records/money';
import { unit } from '../../words/unit';
import { vin } from '../../words/vin';
import { listingStatus, tradeStatus } from '../life';

export { nonce };

/** Who sells: the owner, or the lender that repossessed the vehicle. */
const seller = z.union([member, org]).meta({ description: 'holder of the title' });

/** A share of the price for a platform, a broker or a tax office, parts per million, rounded down. */
export const charge = z.strictObject({ what: z.enum(['platform', 'broker', 'tax']), party, ppm: ppm(300_000) });

/** How many days each step may take. */
export const terms = z.strictObject({
  payDays: count(30, 1).meta({ description: 'from the agreement to the money' }),
  shipDays: count(30, 1).meta({ description: 'from the money to the handing over; then the money goes back' }),
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

/** The certificate of `vehicle.readCertificate` that the listing rests on: made again at `issuedAt`, it has the hash, unless a fact arrived. */
export const certificate = z.strictObject({ issuedAt: instant, hash: sha256Hex });

export const Listing = z.strictObject({
  listingId: id,
  vin,
  seller,
  status: listingStatus,
  certificate,
  factsHash: sha256Hex.meta({ description: 'what the ledger itself saw of title and odometer at that moment (history.ts)' }),
  shows: z
    .strictObject({ value: count(9_999_999), unit })
    .optional()
    .meta({ description: 'the odometer at that moment' }),
  model: id.optional().meta({ description: 'model of the birth certificate' }),
  disclosures: z.array(disclosure).max(6),
  policies: z.array(id).max(4).meta({ description: "the seller's policies on the vehicle, which end with the sale" }),
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

/** Private: what one side would trade at. Kept by its own organisation, sealed on the ledger. */
export const Agreement = z.strictObject({ tradeId: id, price: positiveMoney, nonce });

/** One side's public word on the price: nobody can read it, both can be compared. */
const word = z.strictObject({
  seal: sha256Hex.optional().meta({ description: 'of what the organisation keeps; absent where the price was bid openly' }),
  agreement: sha256Hex.meta({ description: 'SHA-256 over price, nonce and trade; equal only when the price is (price.ts)' }),
  certificateHash: sha256Hex.meta({ description: 'the history that this side knows' }),
  at: instant,
});

export const Trade = z.strictObject({
  tradeId: id,
  listingId: id,
  vin,
  seller,
  buyer: member,
  arbiter: party,
  status: tradeStatus,
  terms,
  charges: z.array(charge).max(4),
  sellerWord: word.optional(),
  buyerWord: word.optional(),
  price: positiveMoney.optional().meta({ description: 'since the money came: it moves by amount, so the ledger shows it' }),
  lot: lotId.optional().meta({ description: 'the money in the box of the trade' }),
  titleNo: count(1000, 1).optional().meta({ description: 'number that the title has once it passed by this trade' }),
  titleHash: sha256Hex.optional().meta({ description: 'title, brands, liens and theft when the money came' }),
  approval: z
    .strictObject({ by: member, at: instant, until: instant })
    .optional()
    .meta({ description: 'consent of the registrar to this buyer' }),
  shows: z
    .strictObject({ value: count(9_999_999), unit, at: instant })
    .optional()
    .meta({ description: 'odometer disclosed by the seller when handing over' }),
  leftBy: z
    .enum(['seller', 'buyer'])
    .optional()
    .meta({ description: 'who withdrew, or let the time to pay for what it had won pass although it could have paid' }),
  defects: z.array(id).max(50).optional().meta({ description: 'codes given with a rejection' }),
  due: instant.meta({ description: 'exclusive end of what must happen next; then time takes its step (timeouts.ts)' }),
  outputs: z
    .array(
      z.strictObject({
        party,
        amount: positiveMoney,
        what: z.enum(['payoff', 'charge', 'seller', 'buyer']),
        reference: line(64).optional(),
      }),
    )
    .max(20)
    .optional()
    .meta({ description: 'who got what; adds up to the price' }),
  model: id.optional(),
  settledAt: instant.optional(),
});
export type Trade = z.output<typeof Trade>;

export const listings = table({
  kind: 'listing',
  v: 1,
  schema: Listing,
  id: ({ listingId }) => [listingId],
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
export const trades = table({
  kind: 'trade',
  v: 1,
  schema: Trade,
  id: ({ tradeId }) => [tradeId],
  indexes: {
    listing: ({ listingId }) => [listingId],
    model: ({ model, status }) => (status === 'settled' && model !== undefined ? [model] : undefined),
  },
});
export const agreements = secretTable({ kind: 'saleAgreement', v: 1, schema: Agreement });

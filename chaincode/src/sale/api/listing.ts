import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { positiveMoney } from '../../kit/value/money';
import { count, id } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { saleErrors as errors } from '../errors';
import { saleEvents as events } from '../events';
import { policies } from '../../policy/records/policy';
import { births } from '../../vehicle/records/birth';
import { odometers } from '../../vehicle/records/odometer';
import { vehicles } from '../../vehicle/records/vehicle';
import { listingLife } from '../life';
import { callings } from '../records/auction';
import { certificate, Listing, listings, Report, reports, SeenListing } from '../records/listing';

export const sellers = [...people, 'lender'] as const;
const ofListing = z.strictObject({ listingId: id });
export const onListing = ({ listingId }: { readonly listingId: string }) => listings.at(listingId);
/** What a transaction sees of the history of a vehicle. */
export const seenOf = (vin: string) => ({ vehicle: vehicles.at(vin), odometer: maybe(odometers.at(vin)) });
export const warnings = z
  .array(
    z.enum([
      'stolen',
      'openRecall',
      'openLien',
      'branded',
      'rollback',
      'exported',
      'odometerTampered',
      'repossessed',
      'offeredElsewhere',
    ]),
  )
  .max(9);
const seen = SeenListing.extend({
  stale: z.boolean().meta({ description: 'a fact arrived since, or the certificate was never true' }),
  over: z.boolean(),
  warnings,
});

/** Vehicles for sale and the looks at them. */
export const listingOperations = {
  list: submit({
    says: 'Put a vehicle up for sale with its history as the certificate shows it now.',
    by: sellers,
    request: Listing.omit({
      seller: true,
      status: true,
      factsHash: true,
      shows: true,
      model: true,
      tradeId: true,
      listedAt: true,
    }),
    creates: onListing,
    loads: ({ vin, policies: named }) => ({
      ...seenOf(vin),
      birth: maybe(births.at(vin)),
      policies: named.map((policyId) => policies.at(policyId)),
    }),
    response: Listing,
    errors: [
      errors.DISCLOSURE_MISSING,
      errors.LISTING_POLICY_WRONG,
      errors.TRADE_SIDES_WRONG,
      errors.LISTING_OVER,
    ],
    events: [events.VehicleListed],
  }),
  refresh: submit({
    says:
      'Freeze the history anew after a fact arrived; disclose more, or name a renewed policy, if it asks ' +
      'for that.',
    by: sellers,
    request: z.strictObject({ listingId: id, certificate }).extend({
      disclosures: Listing.shape.disclosures.exactOptional(),
      policies: Listing.shape.policies.exactOptional(),
    }),
    on: onListing,
    step: listingLife.refresh,
    // A repeat is answered though the listing is reserved by now; the rule refuses what is none.
    answered: ({ status }) => status !== 'listed',
    loads: ({ policies: named = [] }, { vin }) => ({
      ...seenOf(vin),
      policies: named.map((policyId) => policies.at(policyId)),
    }),
    response: Listing,
    errors: [errors.DISCLOSURE_MISSING, errors.LISTING_POLICY_WRONG],
    events: [events.ListingRefreshed],
  }),
  unlist: submit({
    says: 'Take a vehicle off the market, unless it is bid for without reserve.',
    by: sellers,
    request: ofListing,
    on: onListing,
    step: listingLife.unlist,
    loads: (_request, { vin }) => ({ calling: maybe(callings.at(vin)) }),
    response: Listing,
    errors: [errors.AUCTION_BINDS],
    events: [events.ListingWithdrawn],
  }),
  inspect: submit({
    says: 'Record the look of an independent workshop at a listed vehicle, point by point.',
    by: ['workshop'],
    request: Report.omit({ vin: true, inspector: true, inspectedAt: true }),
    on: onListing,
    sides: ['anybody'],
    creates: ({ listingId, reportId }) => reports.at(listingId, reportId),
    response: Report,
    errors: [errors.INSPECTOR_NOT_INDEPENDENT],
    events: [events.ListingInspected],
  }),
  read: evaluate({
    says: 'Read a listing: whether its history is still true, and what a buyer must know.',
    by: everyone,
    request: ofListing,
    on: onListing,
    sides: ['anybody'],
    response: seen,
  }),
  listListings: evaluate({
    says: 'List what is for sale, all or of one model.',
    by: everyone,
    request: page.extend({ model: id.optional() }),
    response: pageOf(SeenListing),
  }),
  listReports: evaluate({
    says: 'List the inspections of a listing, and which still count.',
    by: everyone,
    request: page.extend({ listingId: id }),
    on: onListing,
    sides: ['anybody'],
    loads: (_request, { vin }) => ({ odometer: maybe(odometers.at(vin)) }),
    response: pageOf(Report.extend({ counts: z.boolean() })),
  }),
  guidePrice: evaluate({
    says:
      'Tell the median price of settled sales of a model within a range of kilometres; never from fewer ' +
      'than five.',
    by: everyone,
    request: z.strictObject({ model: id, fromKm: count(9_999_999), untilKm: count(9_999_999) }),
    response: z.strictObject({ median: positiveMoney, sales: count(100, 5) }),
    errors: [errors.TOO_FEW_SALES],
  }),
};

import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { count, id } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { saleErrors as no } from '../errors';
import { saleEvents as told } from '../events';
import { certificate, Listing, Report, SeenListing } from '../records/trade';

export const sellers = [...people, 'lender'] as const;
const ofListing = z.strictObject({ listingId: id });
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
    response: Listing,
    errors: [no.DISCLOSURE_MISSING, no.LISTING_POLICY_WRONG, no.TRADE_SIDES_WRONG, no.LISTING_OVER],
    events: [told.VehicleListed],
  }),
  refresh: submit({
    says: 'Freeze the history anew after a fact arrived; disclose more, or name a renewed policy, if it asks for that.',
    by: sellers,
    request: z.strictObject({ listingId: id, certificate }).extend({
      disclosures: Listing.shape.disclosures.exactOptional(),
      policies: Listing.shape.policies.exactOptional(),
    }),
    response: Listing,
    errors: [no.DISCLOSURE_MISSING, no.LISTING_POLICY_WRONG],
    events: [told.ListingRefreshed],
  }),
  unlist: submit({
    says: 'Take a vehicle off the market.',
    by: sellers,
    request: ofListing,
    response: Listing,
    events: [told.ListingWithdrawn],
  }),
  inspect: submit({
    says: 'Record the look of an independent workshop at a listed vehicle, point by point.',
    by: ['workshop'],
    request: Report.omit({ vin: true, inspector: true, inspectedAt: true }),
    response: Report,
    errors: [no.INSPECTOR_NOT_INDEPENDENT],
    events: [told.ListingInspected],
  }),
  read: evaluate({
    says: 'Read a listing: whether its history is still true, and what a buyer must know.',
    by: everyone,
    request: ofListing,
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
    response: pageOf(Report.extend({ counts: z.boolean() })),
  }),
  guidePrice: evaluate({
    says: 'Tell the median price of settled sales of a model within a range of kilometres; never from fewer than five.',
    by: everyone,
    request: z.strictObject({ model: id, fromKm: count(9_999_999), untilKm: count(9_999_999) }),
    response: z.strictObject({ median: positiveMoney, sales: count(100, 5) }),
    errors: [no.TOO_FEW_SALES],
  }),
};

import { demand } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { medianOf } from '../rules/guideprice';
import { certificateOf, mustBeOfferable, titleOfferer } from '../../vehicle/door';
import { mustDisclose } from '../rules/disclosure';
import { saleErrors } from '../errors';
import { saleEvents } from '../events';
import { list, refresh, reportCounts, unlist } from '../rules/listing';
import type { listingOperations } from '../api/listing';
import { type Listing, listingSeen } from '../records/trade';
import { listedBy, type Reading, seenOf, type Wiring, type Writing } from '../tables';

export const showroom: Wiring<typeof listingOperations> = {
  async list(tx, wanted) {
    const known = await tx.listings.known(wanted.listingId);
    if (known) return known;
    const { listingId, vin, certificate, until } = wanted;
    const vehicle = await tx.vehicles.get(vin);
    const seller = titleOfferer(vehicle);
    tx.mustBe('the holder of the title', seller);
    mustBeOfferable(vehicle);
    mustDisclose(vehicle, wanted.disclosures, tx.caller.role);
    for (const policyId of wanted.policies) await mustBePolicyOf(tx, policyId, vin, seller);
    const birth = await tx.births.find(vin);
    const listing = list(wanted, { seller, model: birth?.model.id }, await seenOf(tx, vin), tx.now);
    await tx.listings.put(listing);
    tx.tell(saleEvents.VehicleListed, { listingId, vin, certificate, until });
    return listing;
  },
  async refresh(tx, { listingId, certificate, ...more }) {
    const listed = await listedBy(tx, listingId);
    const before = { ...listed, ...more };
    for (const policyId of more.policies ?? []) await mustBePolicyOf(tx, policyId, listed.vin, listed.seller);
    mustDisclose(await tx.vehicles.get(listed.vin), before.disclosures, tx.caller.role);
    const isSame = Object.keys(more).length === 0 && canonical(before.certificate) === canonical(certificate);
    if (isSame) return listed;
    const listing = refresh(before, certificate, await seenOf(tx, before.vin));
    await tx.listings.put(listing);
    tx.tell(saleEvents.ListingRefreshed, { listingId, vin: listing.vin, certificate });
    return listing;
  },
  async unlist(tx, { listingId }) {
    const listing = unlist(await listedBy(tx, listingId));
    await tx.listings.put(listing);
    tx.tell(saleEvents.ListingWithdrawn, { listingId, vin: listing.vin });
    return listing;
  },
  async inspect(tx, { listingId, reportId, points, shows }) {
    const known = await tx.reports.known(listingId, reportId);
    if (known) return known;
    const { vin, seller } = await tx.listings.get(listingId);
    const inspector = tx.caller.member;
    demand(!tx.is(seller), saleErrors.INSPECTOR_NOT_INDEPENDENT);
    const report = { listingId, reportId, vin, inspector, points, shows, inspectedAt: tx.now };
    await tx.reports.put(report);
    const failed = points.filter(({ result }) => result === 'fail').length;
    tx.tell(saleEvents.ListingInspected, { listingId, reportId, inspector, failed });
    return report;
  },
  async read(tx, { listingId }) {
    const listing = await tx.listings.get(listingId);
    const { certificate, until } = listing;
    return {
      ...listingSeen(listing, isOwn(tx, listing)),
      stale: !(await isTrue(tx, listing)),
      over: tx.now >= until,
      warnings: await warningsOf(tx, listing, certificate.issuedAt),
    };
  },
  async listListings(tx, { model, ...page }) {
    const { items, ...more } = await tx.listings.listBy('open', model === undefined ? [] : [model], page);
    return { items: items.map((one) => listingSeen(one, isOwn(tx, one))), ...more };
  },
  async listReports(tx, { listingId, ...page }) {
    const { vin } = await tx.listings.get(listingId);
    const shown = (await tx.odometers.find(vin))?.last;
    const { items, ...more } = await tx.reports.list(page, listingId);
    return { items: items.map((report) => ({ ...report, counts: reportCounts(report, shown, tx.now) })), ...more };
  },
  async guidePrice(tx, { model, fromKm, untilKm }) {
    const { items } = await tx.trades.listBy('model', [model], { size: 100 });
    const near = items.filter(({ shows }) => shows?.unit === 'km' && shows.value >= fromKm && shows.value < untilKm);
    return medianOf(near.flatMap(({ price }) => (price ? [price] : [])));
  },
};

const isOwn = (tx: Reading, { seller }: Listing): boolean =>
  tx.is(seller) || tx.caller.role === 'registrar' || tx.caller.role === 'auditor';

async function mustBePolicyOf(tx: Writing, policyId: string, vin: string, seller: string): Promise<void> {
  const policy = await tx.policies.get(policyId);
  const own = policy.vin === vin && policy.policyholder === seller;
  demand(own, saleErrors.LISTING_POLICY_WRONG, { policyId });
}

/** Makes the certificate again as of the moment at which it was issued, so that every fact that arrived since changes the hash. */
async function isTrue(tx: Reading, { vin, certificate }: Listing): Promise<boolean> {
  const then = { ...tx, now: certificate.issuedAt };
  if ((await certificateOf(then, vin)).hash === certificate.hash) return true;
  return (await certificateOf(then, vin, 'former')).hash === certificate.hash;
}

export async function warningsOf(tx: Reading, { vin, seller, tradeId }: Listing, now: string) {
  const { content } = await certificateOf({ ...tx, now }, vin);
  const { repossession, offer } = await tx.vehicles.get(vin);
  const signs = {
    stolen: content.stolen,
    openRecall: content.openRecalls.length > 0,
    openLien: content.openLiens.length > 0,
    branded: content.brands.some(({ supersededBy }) => supersededBy === undefined),
    rollback: content.odometer?.verdict === 'illogical',
    exported: content.status === 'exported',
    odometerTampered: content.odometer?.suspectBlocker === true || content.odometer?.suspectClone === true,
    repossessed: repossession !== undefined && repossession.holder !== seller,
    offeredElsewhere: offer !== undefined && offer.offerId !== tradeId,
  };
  return (Object.keys(signs) as (keyof typeof signs)[]).filter((name) => signs[name]);
}

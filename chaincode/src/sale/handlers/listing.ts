import { demand } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { medianOf } from '../rules/guideprice';
import { mustBeOfferable, titleOfferer } from '../../vehicle/door';
import { mustDisclose } from '../rules/disclosure';
import { saleErrors } from '../errors';
import { saleEvents } from '../events';
import { list, refresh, reportCounts, unlist } from '../rules/listing';
import type { listingOperations } from '../api/listing';
import { type Listing, listingSeen } from '../records/listing';
import { type Reading, type SaleHandlers } from '../tables';
import { seen } from '../rules/history';
import type { Policy } from '../../policy/records/policy';
import { mustBeUnbound } from './calling';
import { isTrue, warningsOf } from './certificate';

export const listingHandlers: SaleHandlers<typeof listingOperations> = {
  async list(tx, wanted, { vehicle, odometer, birth, policies }) {
    const { listingId, vin, certificate, until } = wanted;
    const seller = titleOfferer(vehicle);
    tx.mustBe('the holder of the title', seller);
    mustBeOfferable(vehicle);
    mustDisclose(vehicle, wanted.disclosures, tx.caller.role);
    for (const policy of policies) mustBePolicyOf(policy, vin, seller);
    const listing = list(wanted, { seller, model: birth?.model.id }, seen(vehicle, odometer), tx.now);
    await tx.listings.put(listing);
    tx.tell(saleEvents.VehicleListed, { listingId, vin, certificate, until });
    return listing;
  },
  async refresh(tx, { listingId, certificate, ...more }, { on: listed, vehicle, odometer, policies }) {
    const before = { ...listed, ...more };
    for (const policy of policies) mustBePolicyOf(policy, listed.vin, listed.seller);
    mustDisclose(vehicle, before.disclosures, tx.caller.role);
    const isSame = Object.keys(more).length === 0 && canonical(before.certificate) === canonical(certificate);
    if (isSame) return listed;
    const listing = refresh(before, certificate, seen(vehicle, odometer));
    await tx.listings.put(listing);
    tx.tell(saleEvents.ListingRefreshed, { listingId, vin: listing.vin, certificate });
    return listing;
  },
  async unlist(tx, { listingId }, { on: listed, calling }) {
    const listing = unlist(listed);
    await mustBeUnbound(tx, listed.vin, calling);
    await tx.listings.put(listing);
    tx.tell(saleEvents.ListingWithdrawn, { listingId, vin: listing.vin });
    return listing;
  },
  async inspect(tx, { listingId, reportId, points, shows }, { on: { vin, seller } }) {
    const inspector = tx.caller.member;
    demand(!tx.is(seller), saleErrors.INSPECTOR_NOT_INDEPENDENT);
    const report = { listingId, reportId, vin, inspector, points, shows, inspectedAt: tx.now };
    await tx.reports.put(report);
    const failed = points.filter(({ result }) => result === 'fail').length;
    tx.tell(saleEvents.ListingInspected, { listingId, reportId, inspector, failed });
    return report;
  },
  async read(tx, _request, { on: listing }) {
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
  async listReports(tx, { listingId, ...page }, { odometer }) {
    const shown = odometer?.last;
    const { items, ...more } = await tx.reports.list(page, listingId);
    return {
      items: items.map((report) => ({ ...report, counts: reportCounts(report, shown, tx.now) })),
      ...more,
    };
  },
  async guidePrice(tx, { model, fromKm, untilKm }) {
    const { items } = await tx.trades.listBy('model', [model], { size: 100 });
    const near = items.filter(
      ({ shows }) => shows?.unit === 'km' && shows.value >= fromKm && shows.value < untilKm,
    );
    return medianOf(near.flatMap(({ price }) => (price ? [price] : [])));
  },
};

const isOwn = (tx: Reading, { seller }: Listing): boolean =>
  tx.is(seller) || tx.caller.role === 'registrar' || tx.caller.role === 'auditor';

function mustBePolicyOf({ policyId, vin: insured, policyholder }: Policy, vin: string, seller: string): void {
  demand(insured === vin && policyholder === seller, saleErrors.LISTING_POLICY_WRONG, { policyId });
}

import { demand, kitErrors, refuse } from '../../kit/errors';
import type { Instant } from '../../kit/value/time';
import type { Birth, BirthRequest, Wmi } from '../records/birth';
import { vehicleErrors } from '../errors';
import { mustBeFree } from './lien';
import { mustAllow, vehicleLife } from '../life';
import type { TitleOffer, Vehicle } from '../records/vehicle';
import type { Title } from '../records/registry';
import { publicKeyOf } from '../../words/didkey';
import { examine, type VinExamination, type VinFacts } from './vin';

/** Refuses a number that breaks the law of its region, or no number at all. */
export function mustBeVin(vin: string, facts: VinFacts = {}): VinExamination {
  const examined = examine(vin, facts);
  const why = examined.findings.filter(({ severity }) => severity === 'refusal').map(({ name }) => name);
  demand(examined.acceptable, vehicleErrors.VIN_REFUSED, {
    vin,
    why: why.join(', '),
    suggestions: examined.suggestions.slice(0, 5),
    codes: examined.codes,
  });
  return examined;
}

/** The record of a vehicle that the ledger meets for the first time. */
const fresh = (vin: string, at: Instant): Vehicle => ({
  vin,
  status: 'manufactured',
  recordedAt: at,
  owners: 0,
  liens: [],
  lienConsents: [],
  brands: [],
});

/** Birth by the one organisation that holds the manufacturer code. A vehicle that was admitted before gets its certificate later. */
export function certifyBirth(
  request: BirthRequest,
  maker: Wmi | undefined,
  known: Vehicle | undefined,
  by: { org: string; member: string; at: Instant },
): { birth: Birth; vehicle: Vehicle } {
  const facts = { vehicleType: maker?.vehicleType, modelYear: request.model.year };
  const { findings, wmi } = mustBeVin(request.vin, facts);
  if (!maker) return refuse(vehicleErrors.WMI_UNKNOWN, { wmi });
  demand(maker.manufacturer === by.org, vehicleErrors.WMI_OF_ANOTHER, { wmi, manufacturer: maker.manufacturer, org: by.org });
  const keyed = request.vehicleKey === undefined || publicKeyOf(request.vehicleKey) !== undefined;
  demand(keyed, vehicleErrors.VEHICLE_KEY_WRONG, { vin: request.vin });
  const warnings = findings.map(({ name }) => name);
  const birth = { ...request, manufacturer: by.org, warnings, certifiedBy: by.member, certifiedAt: by.at };
  return { birth, vehicle: { ...(known ?? fresh(request.vin, by.at)), manufacturer: by.org } };
}

/** A vehicle of a manufacturer outside the consortium comes in with the registrar's word alone. */
export function admit(vin: string, maker: Wmi | undefined, at: Instant): Vehicle {
  const { wmi } = mustBeVin(vin);
  if (maker) return refuse(vehicleErrors.MANUFACTURER_IS_MEMBER, { vin, wmi, manufacturer: maker.manufacturer });
  return fresh(vin, at);
}

/** The manufacturer names the first buyer. */
export function sell(vehicle: Vehicle, sale: NonNullable<Vehicle['sale']>, by: string): Vehicle {
  demand(vehicle.manufacturer === by, kitErrors.NOT_YOURS, {
    who: by,
    as: 'the manufacturer of this vehicle',
    needed: vehicle.manufacturer ?? 'nobody',
  });
  const { to, soldOn, country } = vehicle.sale ?? {};
  if (to === sale.to && soldOn === sale.soldOn && country === sale.country) return vehicle;
  mustAllow('sell', vehicle.status);
  return { ...vehicle, sale };
}

/** First registration gives the title its first owner; a later one changes plate and jurisdiction only. Brands and liens stay. */
export function register(
  vehicle: Vehicle,
  wanted: { registrationId: string; owner: string; jurisdiction: string; plateTag: string; at: Instant },
): { vehicle: Vehicle; title?: Title } {
  const { owner, registrationId, at, jurisdiction, plateTag } = wanted;
  const status = vehicleLife.step('register', vehicle.status);
  const registration = { registrationId, jurisdiction, plateTag, registeredAt: at };
  if (vehicle.owner !== undefined) {
    demand(vehicle.owner === owner, vehicleErrors.OWNED_ALREADY, { vin: vehicle.vin });
    return { vehicle: { ...vehicle, status, registration } };
  }
  demand((vehicle.sale?.to ?? owner) === owner, vehicleErrors.NOT_THE_BUYER, { vin: vehicle.vin, owner });
  return hold({ ...vehicle, status, registration }, { titleId: registrationId, holder: owner, at, from: vehicle.manufacturer });
}

/** Who may offer the title: its owner, or the lender that has repossessed the vehicle. */
export function offering(vehicle: Vehicle): string {
  if (vehicle.repossession?.takenAt !== undefined) return vehicle.repossession.holder;
  return vehicle.owner ?? refuse(vehicleErrors.TITLE_UNHELD, { vin: vehicle.vin });
}

/** Offers the title to a buyer. Liens may be open still; they must be released before the title passes. */
export function offerTitle(vehicle: Vehicle, offered: { offerId: string; to: string; at: Instant }): Vehicle {
  const { offerId, to, at } = offered;
  const from = offering(vehicle);
  const open = vehicle.offer;
  if (open?.offerId === offerId && open.to === to && open.from === from) return vehicle;
  mustAllow('offer', vehicle.status);
  demand(open === undefined, vehicleErrors.OFFER_OPEN, { vin: vehicle.vin, to: open?.to ?? '' });
  demand(to !== vehicle.owner, vehicleErrors.OFFER_TO_SELF, { vin: vehicle.vin });
  // The present title's id would make passing look done already.
  demand(offerId !== vehicle.titleId, kitErrors.EXISTS_DIFFERENTLY, { kind: 'title', id: offerId });
  return { ...vehicle, offer: { offerId, from, to, offeredAt: at } };
}

/** The buyer agrees. */
export function acceptTitle(vehicle: Vehicle, { offerId, at }: { offerId: string; at: Instant }): Vehicle {
  const offer = offerOf(vehicle, offerId);
  if (offer.acceptedAt !== undefined) return vehicle;
  mustAllow('accept', vehicle.status);
  return { ...vehicle, offer: { ...offer, acceptedAt: at } };
}

/** The seller takes an unanswered offer back; the buyer may give back even an accepted one. */
export function withdrawOffer(vehicle: Vehicle, offerId: string, by: 'seller' | 'buyer'): Vehicle {
  const { acceptedAt, to } = offerOf(vehicle, offerId);
  demand(by === 'buyer' || acceptedAt === undefined, vehicleErrors.OFFER_ACCEPTED, { vin: vehicle.vin, to });
  const { offer: _ended, ...rest } = vehicle;
  return rest;
}

/** The title passes to the buyer who accepted it. Nobody takes it over with somebody else's lien on it. */
export function passTitle(
  vehicle: Vehicle,
  { offerId, at }: { offerId: string; at: Instant },
): { vehicle: Vehicle; title: Title } {
  const { to, from, acceptedAt } = offerOf(vehicle, offerId);
  mustAllow('pass', vehicle.status);
  demand(acceptedAt !== undefined, vehicleErrors.OFFER_UNACCEPTED, { vin: vehicle.vin, to });
  mustBeFree(vehicle);
  const { offer: _passed, repossession: _over, ...rest } = vehicle;
  return hold(rest, { titleId: offerId, holder: to, from, at });
}

function hold(
  vehicle: Vehicle,
  { titleId, holder, from, at }: { titleId: string; holder: string; from: string | undefined; at: Instant },
): { vehicle: Vehicle; title: Title } {
  const no = vehicle.owners + 1;
  return {
    vehicle: { ...vehicle, owner: holder, ownerSince: at, owners: no, titleId },
    title: { vin: vehicle.vin, no, titleId, holder, since: at, ...(from !== undefined && { from }) },
  };
}

export function offerOf(vehicle: Vehicle, offerId: string): TitleOffer {
  const { offer, vin } = vehicle;
  return offer?.offerId === offerId ? offer : refuse(vehicleErrors.OFFER_UNKNOWN, { vin, offerId });
}

/** Stolen: no title passes, no lien is placed, nothing is exported or scrapped until it is recovered. */
export function reportTheft(vehicle: Vehicle, report: { by: string; at: Instant; reference?: string | undefined }): Vehicle {
  if (vehicle.theft && vehicle.theft.reference === report.reference) return vehicle;
  const { at, ...rest } = report;
  return {
    ...vehicle,
    status: vehicleLife.step('steal', vehicle.status),
    theft: { ...rest, reportedAt: at, before: vehicle.status },
  };
}

/** Recovered: back to what it was, or to salvage if the insurer has paid a total loss meanwhile. */
export function recover(vehicle: Vehicle): Vehicle {
  const { theft, ...rest } = vehicle;
  return { ...rest, status: vehicleLife.step('recover', vehicle.status, theft?.before) };
}

export function exportAway(vehicle: Vehicle, { country, at }: { country: string; at: Instant }): Vehicle {
  const status = vehicleLife.step('export', vehicle.status);
  mustBeFree(vehicle);
  const { registration: _ended, offer: _fallen, ...rest } = vehicle;
  return { ...rest, status, exportedTo: { country, exportedAt: at } };
}

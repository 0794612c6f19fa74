import { demand, kitErrors, refuse } from '../../kit/errors';
import type { Instant } from '../../kit/value/time';
import { vehicleErrors } from '../errors';
import { mustBeFree } from './lien';
import { vehicleLife } from '../life';
import { offererOf, type TitleOffer, type Vehicle } from '../records/vehicle';
import type { Title } from '../records/title';

/**
 * First registration gives the title its first owner; a later one changes plate and jurisdiction only. Brands
 * and liens stay.
 */
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
  return giveTitle(
    { ...vehicle, status, registration },
    { titleId: registrationId, holder: owner, at, from: vehicle.manufacturer },
  );
}

/** Who may offer the title: its owner, or the lender that has repossessed the vehicle. */
export function titleOfferer(vehicle: Vehicle): string {
  return offererOf(vehicle) ?? refuse(vehicleErrors.TITLE_UNHELD, { vin: vehicle.vin });
}

/** Offers the title to a buyer. Liens may be open still; they must be released before the title passes. */
export function offerTitle(vehicle: Vehicle, offered: { offerId: string; to: string; at: Instant }): Vehicle {
  const { offerId, to, at } = offered;
  const from = titleOfferer(vehicle);
  const open = vehicle.offer;
  if (open?.offerId === offerId && open.to === to && open.from === from) return vehicle;
  vehicleLife.step('offerTitle', vehicle.status);
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
  vehicleLife.step('acceptTitle', vehicle.status);
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
  vehicleLife.step('passTitle', vehicle.status);
  demand(acceptedAt !== undefined, vehicleErrors.OFFER_UNACCEPTED, { vin: vehicle.vin, to });
  mustBeFree(vehicle);
  const { offer: _passed, repossession: _over, ...rest } = vehicle;
  return giveTitle(rest, { titleId: offerId, holder: to, from, at });
}

function giveTitle(
  vehicle: Vehicle,
  { titleId, holder, from, at }: { titleId: string; holder: string; from: string | undefined; at: Instant },
): { vehicle: Vehicle; title: Title } {
  const no = vehicle.owners + 1;
  return {
    vehicle: { ...vehicle, owner: holder, ownerSince: at, owners: no, titleId },
    title: { vin: vehicle.vin, no, titleId, holder, since: at, ...(from !== undefined && { from }) },
  };
}

/** The open offer under this id, or OFFER_UNKNOWN. */
export function offerOf(vehicle: Vehicle, offerId: string): TitleOffer {
  const { offer, vin } = vehicle;
  return offer?.offerId === offerId ? offer : refuse(vehicleErrors.OFFER_UNKNOWN, { vin, offerId });
}

/**
 * Who held the title at some moment of the data: it was theirs, so they see who read it, whoever holds the
 * title now. In order of the titles.
 */
export function holdersDuring(
  titles: readonly Pick<Title, 'holder' | 'since'>[],
  { fromTime, untilTime }: { readonly fromTime: string; readonly untilTime: string },
): string[] {
  const held = titles.filter(
    ({ since }, at) => since < untilTime && (titles[at + 1]?.since ?? untilTime) > fromTime,
  );
  return [...new Set(held.map(({ holder }) => holder))];
}

/**
 * Offered to the buyer and accepted: the words of both sides stand for it, as long as the title is still the
 * seller's to give. Bound before, it stays so.
 */
export function bindTitle(
  vehicle: Vehicle,
  { offerId, from, to }: { offerId: string; from: string; to: string },
  at: Instant,
): Vehicle {
  demand(titleOfferer(vehicle) === from, vehicleErrors.OFFER_UNKNOWN, { vin: vehicle.vin, offerId });
  const offered = vehicle.offer?.offerId === offerId ? vehicle : offerTitle(vehicle, { offerId, to, at });
  return acceptTitle(offered, { offerId, at });
}

/** Refuses a vehicle whose title nobody may offer, as its status is (WRONG_STATUS). */
export const mustBeOfferable = ({ status }: Vehicle): void => void vehicleLife.step('offerTitle', status);

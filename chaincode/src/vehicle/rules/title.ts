import { demand, kitErrors, refuse } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { addMillis, DAY_MS, type Instant, isAfter, isBefore } from '../../kit/value/time';
import { vehicleErrors } from '../errors';
import { mustBeFree } from './lien';
import { vehicleLife } from '../life';
import { offererOf, ownersOf, type TitleOffer, type Vehicle } from '../records/vehicle';
import type { Shared, Title } from '../records/title';

interface Wanted {
  readonly registrationId: string;
  readonly owner: string;
  readonly shared?: Shared | undefined;
  readonly jurisdiction: string;
  readonly plateTag: string;
  readonly at: Instant;
}

/**
 * First registration gives the title its first owner; a later one changes plate and jurisdiction only. Brands
 * and liens stay.
 */
export function register(vehicle: Vehicle, wanted: Wanted): { vehicle: Vehicle; title?: Title } {
  const { owner, shared, registrationId, at, jurisdiction, plateTag } = wanted;
  const status = vehicleLife.step('register', vehicle.status);
  const registration = { registrationId, jurisdiction, plateTag, registeredAt: at };
  if (vehicle.owner !== undefined) {
    const isSame =
      vehicle.owner === owner && (!shared || canonical(shared ?? null) === canonical(vehicle.shared ?? null));
    demand(isSame, vehicleErrors.OWNED_ALREADY, { vin: vehicle.vin });
    return { vehicle: { ...vehicle, status, registration } };
  }
  demand((vehicle.sale?.to ?? owner) === owner, vehicleErrors.NOT_THE_BUYER, { vin: vehicle.vin, owner });
  return giveTitle(
    { ...vehicle, status, registration },
    { titleId: registrationId, holder: owner, shared, at, from: vehicle.manufacturer },
  );
}

/** Who may offer the title: its owner, or the lender that has repossessed the vehicle. */
export function titleOfferer(vehicle: Vehicle): string {
  return offererOf(vehicle) ?? refuse(vehicleErrors.TITLE_UNHELD, { vin: vehicle.vin });
}

/** So long an accepted offer waits for the registrar; then it lapses, and the seller is free again. */
export const LAPSE_DAYS = 30;

/** Whether an accepted offer did not pass in time. */
const hasLapsed = ({ lapsesAt }: TitleOffer, now: Instant): boolean =>
  lapsesAt !== undefined && isAfter(now, lapsesAt);

interface Offered {
  readonly offerId: string;
  readonly to: string;
  readonly shared?: Shared | undefined;
  /** Of several owners, the one who offers. */
  readonly by?: string | undefined;
  readonly at: Instant;
}

/** Offers the title to a buyer. Liens may be open still; they must be released before the title passes. */
export function offerTitle(vehicle: Vehicle, { offerId, to, shared, by, at }: Offered): Vehicle {
  const offerer = titleOfferer(vehicle);
  const from = offerer === vehicle.owner ? (by ?? offerer) : offerer;
  const open = vehicle.offer && !hasLapsed(vehicle.offer, at) ? vehicle.offer : undefined;
  const isSame = open?.offerId === offerId && open.to === to && open.from === from;
  if (isSame && canonical(open.shared ?? null) === canonical(shared ?? null)) return vehicle;
  vehicleLife.step('offerTitle', vehicle.status);
  demand(open === undefined, vehicleErrors.OFFER_OPEN, { vin: vehicle.vin, to: open?.to ?? '' });
  const isOwn = to === vehicle.owner && !vehicle.shared && !shared;
  demand(!isOwn, vehicleErrors.OFFER_TO_SELF, { vin: vehicle.vin });
  mustName(vehicle.vin, to, shared);
  // The present title's id would make passing look done already.
  demand(offerId !== vehicle.titleId, kitErrors.EXISTS_DIFFERENTLY, { kind: 'title', id: offerId });
  const offer: TitleOffer = { offerId, from, to, offeredAt: at };
  const agreed = vehicle.shared && from !== vehicle.repossession?.holder && { agreed: [from] };
  return { ...vehicle, offer: { ...offer, ...agreed, ...(shared && { shared }) } };
}

function mustName(of: string, owner: string, shared: Shared | undefined): void {
  const isFirst = shared === undefined || shared.holders[0]?.holder === owner;
  demand(isFirst, vehicleErrors.SHARES_WRONG, { vin: of, owner });
}

/** A co-owner agrees to what another offered. Where one alone owns it, nothing is needed. */
export function agreeToOffer(vehicle: Vehicle, { offerId, by }: { offerId: string; by: string }): Vehicle {
  const offer = offerOf(vehicle, offerId);
  if (!offer.agreed || offer.agreed.includes(by)) return vehicle;
  vehicleLife.step('agreeToOffer', vehicle.status);
  return { ...vehicle, offer: { ...offer, agreed: [...offer.agreed, by] } };
}

function mustBeAgreed({ vin, shared }: Vehicle, { offerId, agreed }: TitleOffer): void {
  if (!shared || !agreed) return;
  const ppm = shared.holders.reduce((sum, one) => sum + (agreed.includes(one.holder) ? one.sayPpm : 0), 0);
  const { needsPpm } = shared;
  demand(ppm >= needsPpm, vehicleErrors.OFFER_UNAGREED, { vin, offerId, ppm, needsPpm });
}

/** The buyer agrees; of several, the last makes it accepted. */
export function acceptTitle(
  vehicle: Vehicle,
  { offerId, by, at }: { offerId: string; by?: string | undefined; at: Instant },
): Vehicle {
  const offer = offerOf(vehicle, offerId);
  const { shared, accepted = [] } = offer;
  if (offer.acceptedAt !== undefined || (by !== undefined && accepted.includes(by))) return vehicle;
  vehicleLife.step('acceptTitle', vehicle.status);
  const all = by === undefined ? accepted : [...accepted, by];
  const isWhole = !shared || shared.holders.every((one) => all.includes(one.holder));
  const lapsesAt = addMillis(at, LAPSE_DAYS * DAY_MS);
  const words = { ...(shared && { accepted: all }), ...(isWhole && { acceptedAt: at, lapsesAt }) };
  return { ...vehicle, offer: { ...offer, ...words } };
}

/**
 * The seller takes back an offer that is unanswered, or that lapsed; the buyer may give back even an accepted
 * one, and the registrar ends any.
 */
export function withdrawOffer(
  vehicle: Vehicle,
  offerId: string,
  { by, at }: { by: 'seller' | 'buyer' | 'registrar'; at: Instant },
): Vehicle {
  const open = offerOf(vehicle, offerId);
  const { acceptedAt, to } = open;
  const may = by !== 'seller' || acceptedAt === undefined || hasLapsed(open, at);
  demand(may, vehicleErrors.OFFER_ACCEPTED, { vin: vehicle.vin, to });
  const { offer: _ended, ...rest } = vehicle;
  return rest;
}

/** The title passes to the buyer who accepted it. Nobody takes it over with somebody else's lien on it. */
export function passTitle(
  vehicle: Vehicle,
  { offerId, at }: { offerId: string; at: Instant },
): { vehicle: Vehicle; title: Title } {
  const open = offerOf(vehicle, offerId);
  const { to, from, shared, acceptedAt, lapsesAt } = open;
  vehicleLife.step('passTitle', vehicle.status);
  mustBeAgreed(vehicle, open);
  demand(acceptedAt !== undefined, vehicleErrors.OFFER_UNACCEPTED, { vin: vehicle.vin, to });
  const isInTime = lapsesAt === undefined || isBefore(at, lapsesAt);
  demand(isInTime, vehicleErrors.OFFER_LAPSED, { vin: vehicle.vin, offerId, lapsesAt: lapsesAt ?? '' });
  mustBeFree(vehicle);
  const { offer: _passed, repossession: _over, ...rest } = vehicle;
  return giveTitle(rest, { titleId: offerId, holder: to, shared, from, at });
}

/**
 * The title passes without an offer, by the registrar, for a reason that needs no seller's word. Liens and a
 * taking stay: they follow the vehicle. An open offer falls with the owner who made it.
 */
export function transferTitle(
  vehicle: Vehicle,
  wanted: Pick<Title, 'titleId' | 'shared' | 'reason' | 'reference'> & {
    readonly to: string;
    readonly at: Instant;
  },
): { vehicle: Vehicle; title: Title } {
  const { titleId, to, shared, reason, reference, at } = wanted;
  const { vin, owner } = vehicle;
  vehicleLife.step('transferTitle', vehicle.status);
  demand(titleId !== vehicle.titleId, kitErrors.EXISTS_DIFFERENTLY, { kind: 'title', id: titleId });
  const isChange = to !== owner || canonical(shared ?? null) !== canonical(vehicle.shared ?? null);
  demand(isChange, vehicleErrors.OFFER_TO_SELF, { vin });
  mustName(vin, to, shared);
  const { offer: _fallen, ...rest } = vehicle;
  const { title, vehicle: after } = giveTitle(rest, { titleId, holder: to, shared, from: owner, at });
  return { vehicle: after, title: { ...title, reason, reference } };
}

interface Given {
  readonly titleId: string;
  readonly holder: string;
  readonly shared: Shared | undefined;
  readonly from: string | undefined;
  readonly at: Instant;
}

function giveTitle(
  vehicle: Vehicle,
  { titleId, holder, shared, from, at }: Given,
): { vehicle: Vehicle; title: Title } {
  mustName(vehicle.vin, holder, shared);
  const no = vehicle.owners + 1;
  const { shared: _before, ...rest } = vehicle;
  const held = shared && { shared };
  return {
    vehicle: { ...rest, ...held, owner: holder, ownerSince: at, owners: no, titleId },
    title: { vin: vehicle.vin, no, titleId, holder, ...held, since: at, ...(from !== undefined && { from }) },
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
  const mine =
    titleOfferer(vehicle) === from || (!vehicle.repossession?.takenAt && ownersOf(vehicle).includes(from));
  demand(mine, vehicleErrors.OFFER_UNKNOWN, { vin: vehicle.vin, offerId });
  const isOffered = vehicle.offer?.offerId === offerId;
  const offered = isOffered ? vehicle : offerTitle(vehicle, { offerId, to, by: from, at });
  const bound = acceptTitle(offered, { offerId, by: to, at });
  const { lapsesAt: _bySale, ...offer } = offerOf(bound, offerId);
  mustBeAgreed(bound, offer);
  return { ...bound, offer };
}

/** Refuses a vehicle whose title nobody may offer, as its status is (WRONG_STATUS). */
export const mustBeOfferable = ({ status }: Vehicle): void => void vehicleLife.step('offerTitle', status);

// What other rooms may do here: acts, each a rule, what it saves and what it tells in one; and what they may
// ask.
import { answer } from '../kit/answer';
import { derivedId } from '../kit/value/derived';
import type { Money } from '../kit/value/money';
import type { Telling, Tx } from '../kit/tx';
import { vinsOf } from '../part/door';
import { vehicleEvents } from './events';
import { released } from './handlers/lien';
import { enterReading } from './handlers/odometer';
import { vinsIn } from './handlers/reader';
import { passed } from './handlers/title';
import type { BrandName } from './records/brand';
import type { Reading } from './records/odometer';
import type { Accident } from './records/accident';
import type { Vehicle } from './records/vehicle';
import { addBrand } from './rules/brand';
import * as lien from './rules/lien';
import { born, newOdometer } from './rules/odometer/odometer';
import { bindTitle as bind, withdrawOffer } from './rules/title';
import { tables } from './tables';

export { certificateOf, certificateTables } from './handlers/certificate';

export { readerOf } from './handlers/reader';

export { vehicleStatus } from './records/status';

export { accidentOf, coverageOf, damageOf } from './rules/accident';

export { isEntrusted } from './rules/entrustment';

export { openLiens } from './rules/lien';

export { isGranted, isInterested } from './rules/question';

export { holdersDuring, mustBeOfferable, titleOfferer } from './rules/title';

export { signsOf } from './rules/report/sign';

export {
  accidentSeen,
  liensSeen,
  odometerSeen,
  readingSeen,
  recallSeen,
  standingSeen,
  titleSeen,
} from './rules/view';

export { wmiOf } from '../words/vin';

type Acting = Tx & Telling;

/** A lien as the room that it secures names it: its id and the organisation that holds it. */
interface Held {
  readonly lienId: string;
  readonly holder: string;
}

/**
 * Places a lien behind those that are open, for an amount in minor units. Refuses what the status does not
 * allow (WRONG_STATUS), an open offer (OFFER_OPEN), one that co-owners did not agree to (LIEN_UNAGREED), a ninth open lien (LIENS_FULL) and one that the first
 * holder has not consented to (LIEN_CONSENT_MISSING).
 */
export async function placeLien(
  tx: Acting,
  vin: string,
  {
    lienId,
    holder,
    loanId,
    amount,
    by,
  }: Held & { readonly loanId: string; readonly amount: Money; readonly by: string },
): Promise<void> {
  const { vehicles } = tx.enter(tables);
  const secured = lien.placeLien(await vehicles.get(vin), { lienId, holder, loanId, amount, by, at: tx.now });
  await vehicles.put(secured);
  const rank = secured.liens.find((one) => one.lienId === lienId)?.rank ?? 1;
  tx.tell(vehicleEvents.LienPlaced, { vin, lienId, holder, rank });
}

/**
 * Releases a lien that is open, and ends the taking that it secured unless the vehicle was `sold` for it. One
 * that was released before, and may have left the record, is none: nothing happens.
 */
export async function releaseLien(
  tx: Acting,
  vin: string,
  { lienId, holder, sold = false }: Held & { readonly sold?: boolean },
): Promise<void> {
  const ours = tx.enter(tables);
  const vehicle = await ours.vehicles.get(vin);
  if (isOpen(vehicle, lienId)) await released(ours, vehicle, { lienId, by: holder, sold });
}

/** Another loan of the same holder takes over an open lien; answers whether there was one. */
export async function carryLien(
  tx: Acting,
  vin: string,
  { lienId, holder, loanId }: Held & { readonly loanId: string },
): Promise<boolean> {
  const { vehicles } = tx.enter(tables);
  const vehicle = await vehicles.get(vin);
  if (!isOpen(vehicle, lienId)) return false;
  await vehicles.put(lien.carryLien(vehicle, { lienId, by: holder, loanId }));
  tx.tell(vehicleEvents.LienCarried, { vin, lienId, holder });
  return true;
}

/**
 * The holder of a lien says that it will take the vehicle. Refuses while another is taking it (REPOSSESSED).
 */
export const noticeRepossession = (tx: Acting, vin: string, held: Held): Promise<void> =>
  onTaking(tx, vin, held, 'notice', lien.noticeRepossession);

/**
 * The holder of a lien has taken the vehicle: an open offer of the owner falls. Refuses without notice
 * (REPOSSESSION_UNNOTICED).
 */
export const repossess = (tx: Acting, vin: string, held: Held): Promise<void> =>
  onTaking(tx, vin, held, 'taken', lien.repossess);

/** Notice or taking for a lien ends; the lien stays. Where there is none, nothing happens. */
export async function endRepossession(tx: Acting, vin: string, held: Held): Promise<void> {
  const { repossession } = await tx.enter(tables).vehicles.get(vin);
  if (repossession?.lienId === held.lienId) await onTaking(tx, vin, held, 'ended', lien.endRepossession);
}

type Taking = (vehicle: Vehicle, of: { lienId: string; by: string; at: string }) => Vehicle;

async function onTaking(
  tx: Acting,
  vin: string,
  { lienId, holder }: Held,
  step: 'notice' | 'taken' | 'ended',
  rule: Taking,
): Promise<void> {
  const { vehicles } = tx.enter(tables);
  await vehicles.put(rule(await vehicles.get(vin), { lienId, by: holder, at: tx.now }));
  tx.tell(vehicleEvents.VehicleRepossessed, { vin, lienId, holder, step });
}

const isOpen = ({ liens }: Vehicle, lienId: string): boolean =>
  liens.some((one) => one.lienId === lienId && one.releasedAt === undefined);

/** The title as both sides of a sale agreed on it: the seller offers, the buyer accepts. */
interface Agreed {
  readonly offerId: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Offers the title and accepts it in one, on the words of both sides. Refuses when the seller cannot give it
 * any more (OFFER_UNKNOWN).
 */
export async function bindTitle(tx: Acting, vin: string, agreed: Agreed): Promise<void> {
  const { vehicles } = tx.enter(tables);
  await vehicles.put(bind(await vehicles.get(vin), agreed, tx.now));
  const { offerId, to } = agreed;
  tx.tell(vehicleEvents.TitleOffered, { vin, offerId, to });
  tx.tell(vehicleEvents.TitleAccepted, { vin, offerId });
}

/**
 * Passes the title to the buyer; if the offer was given back meanwhile, it is bound again. Refuses while a
 * lien is open (LIEN_OPEN).
 */
export async function passTitle(tx: Acting, vin: string, agreed: Agreed): Promise<void> {
  const ours = tx.enter(tables);
  await passed(ours, bind(await ours.vehicles.get(vin), agreed, tx.now), agreed.offerId);
}

/**
 * The title is free again, as if the buyer had given the offer back. Where it is not offered under this id,
 * nothing happens.
 */
export async function unbindTitle(tx: Acting, vin: string, offerId: string): Promise<void> {
  const { vehicles } = tx.enter(tables);
  const vehicle = await vehicles.get(vin);
  if (vehicle.offer?.offerId !== offerId) return;
  await vehicles.put(withdrawOffer(vehicle, offerId, { by: 'buyer', at: tx.now }));
  tx.tell(vehicleEvents.OfferWithdrawn, { vin, offerId });
}

/**
 * Puts a brand on the title that rests on a fact of another room, by an organisation; the same again changes
 * nothing.
 */
export async function brandTitle(
  tx: Acting,
  vin: string,
  brand: {
    readonly brandId: string;
    readonly name: BrandName;
    readonly by: string;
    readonly reference: string;
  },
): Promise<void> {
  const { vehicles } = tx.enter(tables);
  const vehicle = await vehicles.get(vin);
  const branded = addBrand(vehicle, { ...brand, at: tx.now });
  if (branded === vehicle) return;
  await vehicles.put(branded);
  tx.tell(vehicleEvents.TitleBranded, { vin, brandId: brand.brandId, brand: brand.name });
}

/** Writes an accident into the history of its vehicle, in place of what was said of it before. */
export async function recordAccident(tx: Acting, accident: Accident): Promise<void> {
  await tx.enter(tables).accidents.put(accident);
  const { vin, accidentId, happenedOn, cause, damage } = accident;
  tx.tell(vehicleEvents.AccidentRecorded, { vin, accidentId, happenedOn, cause, damage });
}

/**
 * A reading that another room's fact brings along joins the series: judged and flagged like any other, a
 * lower one too. Its id is made of `prefix` and the fact's; where somebody has taken that before, it is made
 * of the transaction's, so that nobody keeps a reading out.
 */
export async function addReading(
  tx: Acting,
  prefix: string,
  factId: string,
  shown: Pick<Reading, 'vin' | 'value' | 'unit' | 'at' | 'source' | 'reporter'>,
): Promise<void> {
  const ours = tx.enter(tables);
  const { vin } = shown;
  const own = derivedId(prefix, factId);
  const readingId = (await ours.readings.find(vin, own)) ? derivedId(prefix, tx.callId) : own;
  const before =
    (await ours.odometers.find(vin)) ?? born(newOdometer(vin), (await ours.births.find(vin))?.builtOn);
  await enterReading(ours, before, { ...shown, readingId, recordedAt: tx.now });
}

/** What lower rooms ask of this one. */
export const vehicleAnswers = [answer(vinsOf, (tx, epcs) => vinsIn(tx.enter(tables), epcs))];

import { z } from 'zod';
import { dayOf, startOf } from '../../kit/value/time';
import { without } from '../../kit/view';
import { type Odometer, Reading } from './odometer';
import { RecalledVehicle } from './recall';
import { Brand, Lien, MAX_BRANDS, MAX_LIENS, Vehicle } from './vehicle';
import type { Vehicle as Whole } from './vehicle';
import { Accident, Title } from './registry';

/**
 * What a reader sees of a vehicle. Everybody: what a buyer needs. All of it: its owner, registrar and auditor, and whom the owner granted the
 * category `history`. An institution: beside what everybody sees, what is its own.
 */
export interface Reader {
  readonly all: boolean;
  /** Whether the reader is that party. */
  is(party: string): boolean;
}

const LIEN = { lienId: true, loanId: true, amount: true, placedAt: true } as const;
const BRAND = { by: true, reference: true } as const;
const THEFT = { by: true, reference: true, before: true } as const;
const SALE_TO = { sale: true, titleId: true, registration: true } as const;
const READING = { readingId: true, reporter: true, tripKm: true, place: true, signature: true, recordedAt: true } as const;
const RECALL = { completedBy: true, reference: true } as const;
const ACCIDENT = { accidentId: true, reference: true, by: true, recordedAt: true } as const;
const TITLE = { titleId: true, holder: true, from: true } as const;
export const SeenLien = Lien.partial(LIEN);
export const SeenBrand = Brand.partial(BRAND);
export const SeenReading = Reading.partial(READING);
export const SeenRecall = RecalledVehicle.partial(RECALL);
export const SeenAccident = Accident.partial(ACCIDENT);
export const SeenTitle = Title.partial(TITLE);
export const SeenVehicle = Vehicle.extend({
  liens: z.array(SeenLien).max(MAX_LIENS),
  brands: z.array(SeenBrand).max(MAX_BRANDS),
  theft: Vehicle.shape.theft.unwrap().partial(THEFT).optional(),
  repossession: Vehicle.shape.repossession.unwrap().partial({ lienId: true }).optional(),
});
export type SeenVehicle = z.infer<typeof SeenVehicle>;

/** A moment to the day: when a car was read or serviced tells where its people were. */
const toTheDay = <T extends { readonly at: string }>(one: T): T => ({ ...one, at: startOf(dayOf(one.at)) });

/** Open liens and who holds them; all of the own. */
export const liensSeen = ({ liens }: Pick<Whole, 'liens'>, by: Reader) =>
  by.all
    ? liens
    : liens
        .filter((one) => one.releasedAt === undefined || by.is(one.holder))
        .map((one) => (by.is(one.holder) ? one : without(one, LIEN)));
export const brandsSeen = ({ brands }: Pick<Whole, 'brands'>, by: Reader) =>
  by.all ? brands : brands.map((one) => (by.is(one.by) ? one : without(one, BRAND)));
const theftSeen = ({ theft }: Pick<Whole, 'theft'>, by: Reader) => theft && (by.is(theft.by) ? theft : without(theft, THEFT));
const takingSeen = ({ repossession }: Pick<Whole, 'repossession'>, by: Reader) =>
  repossession && (by.is(repossession.holder) ? repossession : without(repossession, { lienId: true }));

/** What the title says, by reader. */
export function standingSeen(vehicle: Whole, by: Reader) {
  const { status, owner, ownerSince, owners, theft, repossession, exportedTo, destruction } = vehicle;
  const whole = { status, owner, ownerSince, owners, brands: brandsSeen(vehicle, by), exportedTo, destruction };
  return by.all
    ? { ...whole, theft, repossession }
    : { ...whole, theft: theftSeen(vehicle, by), repossession: takingSeen(vehicle, by) };
}

export function vehicleSeen(vehicle: Whole, by: Reader): SeenVehicle {
  if (by.all) return vehicle;
  const { offer, sale, lienConsents } = vehicle;
  const theft = theftSeen(vehicle, by);
  const repossession = takingSeen(vehicle, by);
  return {
    ...without(vehicle, { ...SALE_TO, offer: true, theft: true, repossession: true }),
    ...(sale && (by.is(sale.to) || by.is(vehicle.manufacturer ?? '-')) && { sale }),
    ...(offer && (by.is(offer.from) || by.is(offer.to)) && { offer }),
    ...(theft && { theft }),
    ...(repossession && { repossession }),
    liens: liensSeen(vehicle, by),
    lienConsents: lienConsents.filter((one) => by.is(one.by) || by.is(one.holder)),
    brands: brandsSeen(vehicle, by),
  };
}

export const readingSeen = (reading: Reading, by: Reader) =>
  by.all || by.is(reading.reporter) ? reading : toTheDay(without(reading, READING));
export const recallSeen = (recalled: RecalledVehicle, by: Reader) =>
  by.all || by.is(recalled.completedBy ?? '-') ? recalled : without(recalled, RECALL);
export const accidentSeen = (accident: Accident, by: Reader) =>
  by.all || by.is(accident.by) ? accident : without(accident, ACCIDENT);
export const titleSeen = (title: Title, by: Reader) => (by.all || by.is(title.holder) ? title : without(title, TITLE));
/** What the meter says; the last reading to the day. */
export function judgementSeen<T extends Pick<Odometer, 'last'>>(judged: T, by: Reader): T {
  return by.all || !judged.last ? judged : { ...judged, last: toTheDay(judged.last) };
}

/** Nobody in particular, as whom a sale certificate speaks: it says the same to everybody. */
export const ANYBODY: Reader = { all: false, is: () => false };

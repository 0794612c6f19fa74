import { dayOf, startOf } from '../../kit/value/time';
import { without } from '../../kit/view';
import type { Reading, Odometer } from '../records/odometer';
import type { RecalledVehicle } from '../records/recall';
import type { Vehicle as Whole } from '../records/vehicle';
import type { Accident } from '../records/accident';
import type { Title } from '../records/title';
import {
  type SeenVehicle,
  type Reader,
  LIEN,
  BRAND,
  THEFT,
  SALE_TO,
  READING,
  RECALL,
  ACCIDENT,
  TITLE,
} from '../records/view';

/** A moment to the day: when a car was read or serviced tells where its people were. */
const toTheDay = <T extends { readonly at: string }>(one: T): T => ({ ...one, at: startOf(dayOf(one.at)) });

/** Open liens and who holds them; all of the own. */
export const liensSeen = ({ liens }: Pick<Whole, 'liens'>, by: Reader) =>
  by.all
    ? liens
    : liens
        .filter((one) => one.releasedAt === undefined || by.is(one.holder))
        .map((one) => (by.is(one.holder) ? one : without(one, LIEN)));
/** All brands; who put one, and what it rests on, for whoever did. */
export const brandsSeen = ({ brands }: Pick<Whole, 'brands'>, by: Reader) =>
  by.all ? brands : brands.map((one) => (by.is(one.by) ? one : without(one, BRAND)));
const theftSeen = ({ theft }: Pick<Whole, 'theft'>, by: Reader) =>
  theft && (by.is(theft.by) ? theft : without(theft, THEFT));
const takingSeen = ({ repossession }: Pick<Whole, 'repossession'>, by: Reader) =>
  repossession && (by.is(repossession.holder) ? repossession : without(repossession, { lienId: true }));

/** What the title says, by reader. */
export function standingSeen(vehicle: Whole, by: Reader) {
  const { status, owner, ownerSince, owners, theft, repossession, exportedTo, destruction } = vehicle;
  const whole = {
    status,
    owner,
    ownerSince,
    owners,
    brands: brandsSeen(vehicle, by),
    exportedTo,
    destruction,
  };
  return by.all
    ? { ...whole, theft, repossession }
    : { ...whole, theft: theftSeen(vehicle, by), repossession: takingSeen(vehicle, by) };
}

/** The record as a reader sees it. */
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

/** A reading: to the day, without its reporter, unless the reader took it. That it is superseded all see. */
export function readingSeen(reading: Reading, by: Reader) {
  if (by.all || by.is(reading.reporter)) return reading;
  const { superseded, ...seen } = toTheDay(without(reading, READING));
  if (!superseded) return seen;
  const { at, reason } = toTheDay(superseded);
  return { ...seen, superseded: { at, reason } };
}
/** A recall; who did the remedy, for whoever did. */
export const recallSeen = (recalled: RecalledVehicle, by: Reader) =>
  by.all || by.is(recalled.completedBy ?? '-') ? recalled : without(recalled, RECALL);
/** An accident; on which claim it rests, for its insurer. */
export const accidentSeen = (accident: Accident, by: Reader) =>
  by.all || by.is(accident.by) ? accident : without(accident, ACCIDENT);
/** A holding of the title: its number and since when; whose it was, for whoever held it. */
export const titleSeen = (title: Title, by: Reader) =>
  by.all || by.is(title.holder) ? title : without(title, TITLE);
/** What the meter says; the last reading to the day. */
export function judgementSeen<T extends Pick<Odometer, 'last'>>(judged: T, by: Reader): T {
  return by.all || !judged.last ? judged : { ...judged, last: toTheDay(judged.last) };
}

/** Nobody in particular, as whom a sale certificate speaks: it says the same to everybody. */
export const ANYBODY: Reader = { all: false, is: () => false };

/** Verdict, suspicions and last value, as a reader sees them; `undefined` before the first reading. */
export function odometerSeen(odometer: Odometer | undefined, reader: Reader) {
  if (!odometer || odometer.readings === 0) return undefined;
  const { verdict, suspectBlocker, suspectClone, readings, last } = odometer;
  return judgementSeen({ verdict, suspectBlocker, suspectClone, readings, last }, reader);
}

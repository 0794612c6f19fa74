import { mustServe } from './crew';
import { merchantEvents } from '../events';
import type { placeOperations } from '../api/place';
import { MOST_IN_CELL, type Place } from '../records/place';
import { foundAt, placed } from '../rules/place';
import type { Part } from '../tables';

/** Where a merchant is found, and who is found nearby. */
export const placeHandlers: Part<typeof placeOperations> = {
  async setPlace(tx, said, { shop }) {
    await mustServe(tx, said.merchant, 'manager');
    const place = placed(said, shop, tx.now);
    await tx.places.put(place);
    tx.tell(merchantEvents.PlaceSet, { merchant: place.merchant, cell: place.cell });
    return place;
  },
  async removePlace(tx, { merchant }, { on: place }) {
    await mustServe(tx, merchant, 'manager');
    await tx.places.remove(merchant);
    tx.tell(merchantEvents.PlaceRemoved, { merchant });
    return place;
  },
  readPlace: (_tx, _request, { on: place }) => place,
  async findMerchants(tx, { cells, category, language, openNow = false }) {
    const there = new Map<string, Place>();
    const crowded: string[] = [];
    const trade = category === undefined ? [] : [category];
    for (const cell of new Set(cells)) {
      const { items, next } = await tx.places.listBy('byCell', [cell, ...trade], { size: MOST_IN_CELL });
      for (const place of items) there.set(place.merchant, place);
      if (next !== undefined) crowded.push(cell);
    }
    const places = [...there.values()].filter(
      (one) => language === undefined || one.languages.includes(language),
    );
    const merchants = await tx.merchants.findMany(places.map(({ merchant }) => merchant.split('/')));
    const hours = await tx.hours.findMany(places.map(({ merchant }) => [merchant]));
    const names = [...new Set(hours.flatMap((one) => one?.zone ?? []))];
    const zones = new Map(
      (await tx.zones.findMany(names.map((name) => [name]))).map((one, at) => [names[at], one]),
    );
    const found = places.flatMap((place, at) => {
      const times = hours[at];
      return foundAt(place, merchants[at], { hours: times, zone: zones.get(times?.zone) }, tx.now) ?? [];
    });
    return { items: found.filter(({ open }) => !openNow || open === true), crowded };
  },
};

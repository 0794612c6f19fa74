import { DAY_MS, fromMillis, toMillis } from '../../../chaincode/src/kit/value/time';
import type { Entry, Odometer, OdometerPage, Sign } from '../../../chaincode/src/vehicle/records/odometer';
import {
  type Change,
  change,
  newOdometer,
  pagesFor,
} from '../../../chaincode/src/vehicle/rules/odometer/odometer';
import { VIN } from './cast';

const START = toMillis('2020-01-01T00:00:00.000Z');
export const on = (days: number): string => fromMillis(START + days * DAY_MS);
type ReadEntry = Extract<Entry, { kind: 'reading' }>;
export const read = (days: number, value: number, more: Partial<ReadEntry> = {}): ReadEntry => ({
  ...{ kind: 'reading', id: `r${days}`, at: on(days), value, unit: 'km' },
  ...more,
});
export const swap = (days: number, oldFinal: number, newStart: number): Entry => ({
  ...{ kind: 'replaced', id: `s${days}`, at: on(days), oldFinal, newStart, unit: 'km' },
});
export const plate = (days: number): Entry => ({ kind: 'plate', id: `p${days}`, at: on(days) });
export const monthly = (values: readonly number[]): Entry[] =>
  values.map((value, at) => read(30 * (at + 1), value));

/** An odometer with its pages, as the ledger keeps them. */
export interface Series {
  readonly odometer: Odometer;
  readonly pages: ReadonlyMap<number, OdometerPage>;
  readonly signs: readonly Sign[];
  readonly glitches: ReadonlySet<string>;
}

export const fresh = (odometer: Odometer = newOdometer(VIN)): Series => ({
  ...{ odometer, pages: new Map(), signs: [], glitches: new Set() },
});

export function changed(so: Series, wanted: Change): Series {
  const needed = pagesFor(so.odometer, wanted).flatMap((no) => so.pages.get(no) ?? []);
  const { odometer, signs, ...rest } = change(so.odometer, wanted, needed);
  const pages = new Map(so.pages);
  for (const no of rest.gone) pages.delete(no);
  for (const page of rest.pages) pages.set(page.no, page);
  const glitches = new Set([...so.glitches, ...rest.glitches]);
  if (signs.includes('glitch') && wanted.add) glitches.add(wanted.add.id);
  for (const id of [...rest.cleared, wanted.remove?.id ?? '']) glitches.delete(id);
  return { odometer, pages, signs, glitches };
}

export const series = (entries: readonly Entry[], start?: Odometer): Series =>
  entries.reduce((so, add) => changed(so, { add }), fresh(start));

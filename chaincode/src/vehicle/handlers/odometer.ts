import { demand, kitErrors, refuse } from '../../kit/errors';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import type { Telling } from '../../kit/tx';
import type { Odometer, Reading, Sign } from '../records/odometer';
import type { odometerOperations } from '../api/odometer';
import { born, type Change, change, newOdometer, pagesFor } from '../rules/odometer/odometer';
import { entryOf, mustBeReportable, supersede } from '../rules/odometer/report';
import { readerOf } from './reader';
import { ownersOf, type Vehicle } from '../records/vehicle';
import { judgementSeen, readingSeen } from '../rules/view';
import { mustBeSigned } from '../rules/odometer/signature';
import type { HandlersOf, WriteTx } from '../tables';

type Reported = Pick<Reading, 'vin' | 'readingId' | 'value' | 'unit' | 'at' | 'source' | 'signature'>;

/** Puts the change into the series, with the pages it touches, and marks the readings that it made glitches. */
export async function enter(
  tx: WriteTx,
  before: Odometer,
  changed: Change,
): Promise<{ odometer: Odometer; signs: Sign[] }> {
  const { vin } = before;
  const nos = pagesFor(before, changed).map((no) => [vin, String(no)]);
  const found = nos.length > 0 ? await tx.odometerPages.findMany(nos) : [];
  const pages = found.filter((one) => one !== undefined);
  const { odometer, signs, ...rest } = change(before, changed, pages);
  await tx.odometers.put(odometer);
  for (const page of rest.pages) await tx.odometerPages.put(page);
  for (const no of rest.gone) await tx.odometerPages.remove(vin, String(no));
  const marked = [...rest.glitches, ...rest.cleared];
  const readings = marked.length > 0 ? await tx.readings.findMany(marked.map((one) => [vin, one])) : [];
  for (const reading of readings) {
    if (!reading) continue;
    const noticed = reading.signs.filter((one) => one !== 'glitch' && one !== 'lower');
    const sign = rest.glitches.includes(reading.readingId) ? 'glitch' : 'lower';
    await tx.readings.put({ ...reading, signs: [sign, ...noticed] });
  }
  return { odometer, signs };
}

/** Saves a reading that joins the series, and tells it. */
export async function enterReading(
  tx: WriteTx & Telling,
  before: Odometer,
  taken: Omit<Reading, 'signs'>,
  remove?: Change['remove'],
): Promise<Reading> {
  const { odometer, signs } = await enter(tx, before, { add: entryOf(taken), remove });
  const reading: Reading = { ...taken, signs };
  await tx.readings.put(reading);
  const { vin, readingId, value, unit, at, source } = reading;
  const { verdict } = odometer;
  tx.tell(vehicleEvents.OdometerRead, { vin, readingId, value, unit, at, source, signs, verdict });
  return reading;
}

export const odometerHandlers: HandlersOf<typeof odometerOperations> = {
  async recordReading(tx, request, { on: vehicle, odometer, birth }) {
    const { vin } = request;
    mustBeReportable(request, { role: tx.caller.role, now: tx.now });
    mustSpeakFor(tx, vehicle, request);
    if (request.signature !== undefined) mustBeSigned(request, request.signature, birth?.vehicleKey);
    const before = born(odometer ?? newOdometer(vin), birth?.builtOn);
    return enterReading(tx, before, { ...request, reporter: tx.caller.member, recordedAt: tx.now });
  },
  async supersedeReading(tx, { vin, readingId, reason, instead }, { on: reading, odometer, birth, taken }) {
    const { member: by, role } = tx.caller;
    const { superseded, next } = supersede(reading, { reason, instead, by, role, at: tx.now });
    demand(taken === undefined, kitErrors.EXISTS_DIFFERENTLY, {
      kind: 'reading',
      id: instead?.readingId ?? '',
    });
    const before = born(odometer ?? newOdometer(vin), birth?.builtOn);
    const remove = { id: readingId, at: reading.at };
    await tx.readings.put(superseded);
    if (next) await enterReading(tx, before, next, remove);
    const { odometer: after } = next
      ? { odometer: await tx.odometers.get(vin) }
      : await enter(tx, before, { remove });
    tx.tell(vehicleEvents.ReadingSuperseded, { vin, readingId, reason, verdict: after.verdict });
    return superseded;
  },
  async replaceOdometer(tx, request, { odometer: known, birth }) {
    const { vin, replacementId, at, oldFinal, newStart, unit } = request;
    demand(at <= tx.now, vehicleErrors.READING_AHEAD, { readingId: replacementId, at, now: tx.now });
    const before = born(known ?? newOdometer(vin), birth?.builtOn);
    const { odometer } = await enter(tx, before, {
      add: { kind: 'replaced', id: replacementId, at, oldFinal, newStart, unit },
    });
    const replacement = { ...request, by: tx.caller.member, recordedAt: tx.now };
    await tx.replacements.put(replacement);
    tx.tell(vehicleEvents.OdometerReplaced, { vin, replacementId, at, verdict: odometer.verdict });
    return replacement;
  },
  async readOdometer(tx, { vin }, { odometer = newOdometer(vin) }) {
    const { verdict, suspectBlocker, suspectClone, readings, last } = odometer;
    return judgementSeen(
      { vin, verdict, suspectBlocker, suspectClone, readings, last },
      await readerOf(tx, vin),
    );
  },
  async listReadings(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.readings.listBy('time', [vin], page);
    return { items: items.map((one) => readingSeen(one, reader)), ...more };
  },
  listReplacements: (tx, { vin, ...page }) => tx.replacements.list(page, vin),
};

/**
 * An owner reports of the own vehicle, a manufacturer of those it built, and a signature must be the
 * vehicle's own.
 */
function mustSpeakFor(tx: WriteTx, vehicle: Vehicle, reading: Reported): void {
  const { vin, manufacturer } = vehicle;
  const owners = ownersOf(vehicle);
  if (reading.source === 'owner') {
    if (owners.length === 0) refuse(vehicleErrors.TITLE_UNHELD, { vin });
    tx.mustBe('the holder of the title', ...owners);
  }
  if (reading.source === 'telemetry')
    demand(manufacturer === tx.caller.org, kitErrors.NOT_YOURS, {
      who: tx.caller.member,
      as: 'the manufacturer of this vehicle',
      needed: manufacturer ?? 'its manufacturer',
    });
}

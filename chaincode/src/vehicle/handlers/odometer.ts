import { demand, kitErrors, refuse } from '../../kit/errors';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import type { Reading } from '../records/odometer';
import type { odometerOperations } from '../api/odometer';
import { addEntry, mustBeReportable, newOdometer } from '../rules/odometer/odometer';
import { readerOf } from './reader';
import type { Vehicle } from '../records/vehicle';
import { judgementSeen, readingSeen } from '../rules/view';
import { mustBeSigned } from '../rules/odometer/signature';
import type { HandlersOf, WriteTx } from '../tables';

type Reported = Pick<Reading, 'vin' | 'readingId' | 'value' | 'unit' | 'at' | 'source' | 'signature'>;

export const odometerHandlers: HandlersOf<typeof odometerOperations> = {
  async recordReading(tx, request, { on: vehicle, odometer: before, birth }) {
    const { vin, readingId, value, unit, at, source } = request;
    mustBeReportable(request, { role: tx.caller.role, now: tx.now });
    mustSpeakFor(tx, vehicle, request);
    if (request.signature !== undefined) mustBeSigned(request, request.signature, birth?.vehicleKey);
    const { tripKm, atMaximum, place } = request;
    const { odometer, signs } = addEntry(before ?? newOdometer(vin), {
      kind: 'reading',
      id: readingId,
      value,
      unit,
      at,
      tripKm,
      atMaximum,
      place,
    });
    const reading: Reading = { ...request, reporter: tx.caller.member, signs, recordedAt: tx.now };
    await tx.readings.put(reading);
    await tx.odometers.put(odometer);
    tx.tell(vehicleEvents.OdometerRead, {
      vin,
      readingId,
      value,
      unit,
      at,
      source,
      signs,
      verdict: odometer.verdict,
    });
    return reading;
  },
  async replaceOdometer(tx, request, { odometer: before }) {
    const { vin, replacementId, at, oldFinal, newStart, unit } = request;
    demand(at <= tx.now, vehicleErrors.READING_AHEAD, { readingId: replacementId, at, now: tx.now });
    const { odometer } = addEntry(before ?? newOdometer(vin), {
      kind: 'replaced',
      id: replacementId,
      at,
      oldFinal,
      newStart,
      unit,
    });
    const replacement = { ...request, by: tx.caller.member, recordedAt: tx.now };
    await tx.replacements.put(replacement);
    await tx.odometers.put(odometer);
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
  const { vin, manufacturer, owner } = vehicle;
  if (reading.source === 'owner')
    tx.mustBe('the holder of the title', owner ?? refuse(vehicleErrors.TITLE_UNHELD, { vin }));
  if (reading.source === 'telemetry')
    demand(manufacturer === tx.caller.org, kitErrors.NOT_YOURS, {
      who: tx.caller.member,
      as: 'the manufacturer of this vehicle',
      needed: manufacturer ?? 'its manufacturer',
    });
}

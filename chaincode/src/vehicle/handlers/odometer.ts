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
  async recordReading(tx, request) {
    const { vin, readingId, value, unit, at, source } = request;
    const known = await tx.readings.known(vin, readingId);
    if (known) return known;
    mustBeReportable(request, { role: tx.caller.role, now: tx.now });
    await mustSpeakFor(tx, await tx.vehicles.get(vin), request);
    const before = (await tx.odometers.find(vin)) ?? newOdometer(vin);
    const { tripKm, atMaximum, place } = request;
    const { odometer, signs } = addEntry(before, { kind: 'reading', id: readingId, value, unit, at, tripKm, atMaximum, place });
    const reading: Reading = { ...request, reporter: tx.caller.member, signs, recordedAt: tx.now };
    await tx.readings.put(reading);
    await tx.odometers.put(odometer);
    tx.tell(vehicleEvents.OdometerRead, { vin, readingId, value, unit, at, source, signs, verdict: odometer.verdict });
    return reading;
  },
  async replaceOdometer(tx, request) {
    const { vin, replacementId, at, oldFinal, newStart, unit } = request;
    const known = await tx.replacements.known(vin, replacementId);
    if (known) return known;
    demand(at <= tx.now, vehicleErrors.READING_AHEAD, { readingId: replacementId, at, now: tx.now });
    await tx.vehicles.get(vin);
    const before = (await tx.odometers.find(vin)) ?? newOdometer(vin);
    const { odometer } = addEntry(before, { kind: 'replaced', id: replacementId, at, oldFinal, newStart, unit });
    const replacement = { ...request, by: tx.caller.member, recordedAt: tx.now };
    await tx.replacements.put(replacement);
    await tx.odometers.put(odometer);
    tx.tell(vehicleEvents.OdometerReplaced, { vin, replacementId, at, verdict: odometer.verdict });
    return replacement;
  },
  async readOdometer(tx, { vin }) {
    await tx.vehicles.get(vin);
    const { verdict, suspectBlocker, suspectClone, readings, last } = (await tx.odometers.find(vin)) ?? newOdometer(vin);
    return judgementSeen({ vin, verdict, suspectBlocker, suspectClone, readings, last }, await readerOf(tx, vin));
  },
  async listReadings(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.readings.listBy('time', [vin], page);
    return { items: items.map((one) => readingSeen(one, reader)), ...more };
  },
  listReplacements: (tx, { vin, ...page }) => tx.replacements.list(page, vin),
};

/** An owner reports of the own vehicle, a manufacturer of those it built, and a signature must be the vehicle's own. */
async function mustSpeakFor(tx: WriteTx, vehicle: Vehicle, reading: Reported): Promise<void> {
  const { vin, manufacturer, owner } = vehicle;
  if (reading.source === 'owner') tx.mustBe('the holder of the title', owner ?? refuse(vehicleErrors.TITLE_UNHELD, { vin }));
  if (reading.source === 'telemetry')
    demand(manufacturer === tx.caller.org, kitErrors.NOT_YOURS, {
      who: tx.caller.member,
      as: 'the manufacturer of this vehicle',
      needed: manufacturer ?? 'its manufacturer',
    });
  if (reading.signature === undefined) return;
  const birth = await tx.births.find(vin);
  mustBeSigned(reading, reading.signature, birth?.vehicleKey);
}

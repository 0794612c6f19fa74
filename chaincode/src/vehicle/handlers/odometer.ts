import { demand, kitErrors, refuse } from '../../kit/errors';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import type { Reading } from '../records/odometer';
import type { odometerOperations } from '../api/odometer';
import { enter, mustBeReportable, newOdometer } from '../rules/odometer';
import { readerOf } from './reader';
import { completeRecall, countRecalled, mustBeAnnouncer } from '../records/recall';
import type { Vehicle } from '../records/vehicle';
import { judgementSeen, readingSeen, recallSeen } from '../records/view';
import { mustBeSigned } from '../rules/signature';
import type { Wiring, Writing } from '../tables';

export const odometerWiring: Wiring<typeof odometerOperations> = {
  async recordReading(tx, request) {
    const { vin, readingId, value, unit, at, source } = request;
    const known = await tx.readings.known(vin, readingId);
    if (known) return known;
    mustBeReportable(request, { role: tx.caller.role, now: tx.now });
    await mustSpeakFor(tx, await tx.vehicles.get(vin), request);
    const before = (await tx.odometers.find(vin)) ?? newOdometer(vin);
    const { tripKm, atMaximum, place } = request;
    const { odometer, signs } = enter(before, { kind: 'reading', id: readingId, value, unit, at, tripKm, atMaximum, place });
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
    const { odometer } = enter(before, { kind: 'replaced', id: replacementId, at, oldFinal, newStart, unit });
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
  async announceRecall(tx, request) {
    const known = await tx.recalls.known(request.campaign);
    if (known) return known;
    const recall = { ...request, manufacturer: tx.caller.org };
    await tx.recalls.put(recall);
    const { campaign, manufacturer, parkIt, notification } = recall;
    tx.tell(vehicleEvents.RecallAnnounced, { campaign, manufacturer, parkIt, ...(notification && { notification }) });
    return recall;
  },
  async recallVehicle(tx, { vin, campaign }) {
    const known = await tx.recalledVehicles.known(vin, campaign);
    if (known) return known;
    mustBeAnnouncer(await tx.recalls.get(campaign), tx.caller.org);
    await tx.vehicles.get(vin);
    const recalled = { vin, campaign, openedAt: tx.now };
    await tx.recalledVehicles.put(recalled);
    tx.tell(vehicleEvents.VehicleRecalled, { vin, campaign });
    return recalled;
  },
  async completeRecall(tx, { vin, campaign, reference }) {
    const open = await tx.recalledVehicles.get(vin, campaign);
    const completed = completeRecall(open, { by: tx.caller.member, at: tx.now, reference });
    if (completed === open) return open;
    await tx.recalledVehicles.put(completed);
    tx.tell(vehicleEvents.RecallCompleted, { vin, campaign, by: tx.caller.member });
    return completed;
  },
  readRecall: (tx, { campaign }) => tx.recalls.get(campaign),
  async listRecalls(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.recalledVehicles.list(page, vin);
    return { items: items.map((one) => recallSeen(one, reader)), ...more };
  },
  listRecalled: (tx, { campaign, ...page }) => tx.recalledVehicles.listBy('campaign', [campaign], page),
  countRecalled: (tx, { campaign, after }) =>
    countRecalled((page) => tx.recalledVehicles.listBy('campaign', [campaign], page), after),
  listCampaigns: (tx, { notification, ...page }) => tx.recalls.listBy('notification', [notification], page),
};

type Reported = Pick<Reading, 'vin' | 'readingId' | 'value' | 'unit' | 'at' | 'source' | 'signature'>;

/** An owner reports of the own vehicle, a manufacturer of those it built, and a signature must be the vehicle's own. */
async function mustSpeakFor(tx: Writing, vehicle: Vehicle, reading: Reported): Promise<void> {
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

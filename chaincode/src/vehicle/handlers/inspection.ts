import { demand } from '../../kit/errors';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import { readerOf } from './reader';
import { supersedeInspection } from '../rules/report/inspection';
import { signsAt } from '../rules/report/sign';
import { weightOf } from '../rules/accident';
import { isEntrusted } from '../rules/entrustment';
import { mustHaveCome } from '../rules/report/ahead';
import { mustBeInterested } from '../rules/report/interest';
import { accidentSeen } from '../rules/view';
import { hasInterest } from './vehicle';
import type { HandlersOf } from '../tables';
import type { inspectionOperations } from '../api/inspection';

export const inspectionHandlers: HandlersOf<typeof inspectionOperations> = {
  async recordInspection(tx, request, { on }) {
    const { vin, inspectionId, at, result, validUntil } = request;
    demand(at <= tx.now, vehicleErrors.INSPECTION_AHEAD, { inspectionId, at, now: tx.now });
    const signs = signsAt(on, at);
    const inspection = { ...request, by: tx.caller.member, ...(signs.length > 0 && { signs }) };
    await tx.inspections.put(inspection);
    tx.tell(vehicleEvents.VehicleInspected, {
      ...{ vin, inspectionId, result, validUntil },
      ...(signs.length > 0 && { signs }),
    });
    return inspection;
  },
  async supersedeInspection(tx, { vin, inspectionId, reason, by }, { on }) {
    const { member, role } = tx.caller;
    const taken = { at: tx.now, reason, ...(by !== undefined && { by }) };
    const superseded = supersedeInspection(on, { ...taken, member, role });
    await tx.inspections.put(superseded);
    tx.tell(vehicleEvents.InspectionSuperseded, { vin, inspectionId, reason });
    return superseded;
  },
  async recordAccident(tx, told, { on, given }) {
    const { vin, accidentId, happenedOn, cause, damage, source, reference } = told;
    const { member, role, org } = tx.caller;
    const weight = weightOf(source, role, accidentId);
    mustHaveCome(happenedOn, tx.now);
    mustBeInterested(tx.caller, vin, reference, await hasInterest(tx, vin, reference));
    const inHands = role !== 'workshop' || isEntrusted(given, on, tx.now);
    demand(inHands, vehicleErrors.VEHICLE_NOT_IN_HANDS, { vin, workshop: member });
    const by = role === 'insurer' ? org : member;
    const accident = { ...told, weight, by, recordedAt: tx.now };
    await tx.accidents.put(accident);
    tx.tell(vehicleEvents.AccidentRecorded, { vin, accidentId, happenedOn, cause, damage });
    return accident;
  },
  async contestAccident(tx, { vin, accidentId }, { told }) {
    if (told.contestedAt !== undefined) return told;
    const contested = { ...told, contestedAt: tx.now };
    await tx.accidents.put(contested);
    tx.tell(vehicleEvents.AccidentContested, { vin, accidentId });
    return contested;
  },
  async takeBackAccident(tx, { vin, accidentId, reason }, { on: told }) {
    if (told.takenBack) return told;
    const may = tx.is(told.by) || tx.caller.role === 'registrar';
    demand(may, vehicleErrors.ACCIDENT_OF_ANOTHER, { accidentId, by: told.by });
    const taken = { ...told, takenBack: { at: tx.now, reason } };
    await tx.accidents.put(taken);
    tx.tell(vehicleEvents.AccidentTakenBack, { vin, accidentId });
    return taken;
  },
  listInspections: (tx, { vin, ...page }) => tx.inspections.list(page, vin),
  async listAccidents(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.accidents.list(page, vin);
    return { items: items.map((one) => accidentSeen(one, reader)), ...more };
  },
};

import { demand } from '../../kit/errors';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import { readerOf } from './reader';
import { supersedeInspection } from '../rules/report/inspection';
import { signsAt } from '../rules/report/sign';
import { accidentSeen } from '../rules/view';
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
  listInspections: (tx, { vin, ...page }) => tx.inspections.list(page, vin),
  async listAccidents(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.accidents.list(page, vin);
    return { items: items.map((one) => accidentSeen(one, reader)), ...more };
  },
};

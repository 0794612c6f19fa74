import { demand } from '../../kit/errors';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import { readerOf } from './reader';
import { accidentSeen } from '../rules/view';
import type { HandlersOf } from '../tables';
import type { inspectionOperations } from '../api/inspection';

export const inspectionHandlers: HandlersOf<typeof inspectionOperations> = {
  async recordInspection(tx, request) {
    const { vin, inspectionId, at, result, validUntil } = request;
    demand(at <= tx.now, vehicleErrors.INSPECTION_AHEAD, { inspectionId, at, now: tx.now });
    const inspection = { ...request, by: tx.caller.member };
    await tx.inspections.put(inspection);
    tx.tell(vehicleEvents.VehicleInspected, { vin, inspectionId, result, validUntil });
    return inspection;
  },
  listInspections: (tx, { vin, ...page }) => tx.inspections.list(page, vin),
  async listAccidents(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.accidents.list(page, vin);
    return { items: items.map((one) => accidentSeen(one, reader)), ...more };
  },
};

import { onVehicle } from '../records/vehicle';
import { inspections, Inspection } from '../records/inspection';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { everyone } from '../../words/role';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { vin } from '../../words/vin';
import { SeenAccident } from '../records/view';

/** What inspectors found, and accidents that insurers settled. */
export const inspectionOperations = {
  recordInspection: submit({
    says: 'Record a periodic technical inspection.',
    by: ['workshop', 'registrar'],
    request: Inspection.omit({ by: true }),
    on: onVehicle,
    sides: ['anybody'],
    creates: ({ vin, inspectionId }) => inspections.at(vin, inspectionId),
    response: Inspection,
    errors: [errors.INSPECTION_AHEAD],
    events: [events.VehicleInspected],
  }),
  listInspections: evaluate({
    says: 'List the inspections of a vehicle.',
    by: everyone,
    request: page.extend({ vin }),
    response: pageOf(Inspection),
  }),
  listAccidents: evaluate({
    says: 'List the accidents of a vehicle that insurers settled.',
    by: everyone,
    request: page.extend({ vin }),
    response: pageOf(SeenAccident),
  }),
};

import { onVehicle } from '../records/vehicle';
import { inspections, Inspection } from '../records/inspection';
import { z } from 'zod';
import { id } from '../../kit/value/text';
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
    request: Inspection.omit({ by: true, signs: true, superseded: true }),
    on: onVehicle,
    sides: ['anybody'],
    creates: ({ vin, inspectionId }) => inspections.at(vin, inspectionId),
    response: Inspection,
    errors: [errors.INSPECTION_AHEAD],
    events: [events.VehicleInspected],
  }),
  supersedeInspection: submit({
    says:
      'Take back an inspection that was wrong, of the wrong vehicle above all, as who recorded it or the ' +
      'registrar. Another may take its place; both stay to be seen.',
    by: ['workshop', 'registrar'],
    request: z.strictObject({
      vin,
      inspectionId: id,
      reason: z.enum(['typing', 'wrongVehicle', 'other']),
      by: id.optional(),
    }),
    on: ({ vin, inspectionId }) => inspections.at(vin, inspectionId),
    done: ({ superseded }, { reason, by }) => superseded?.reason === reason && superseded.by === by,
    loads: ({ vin, by }) => ({ next: by === undefined ? undefined : inspections.at(vin, by) }),
    response: Inspection,
    errors: [errors.INSPECTION_SUPERSEDED, errors.INSPECTION_OF_ANOTHER],
    events: [events.InspectionSuperseded],
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

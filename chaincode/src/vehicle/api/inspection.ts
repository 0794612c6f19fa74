import { Accident, accidentSource, reportedAt } from '../records/accident';
import { entrustments } from '../records/entrustment';
import { onVehicle } from '../records/vehicle';
import { inspections, Inspection } from '../records/inspection';
import { z } from 'zod';
import { id } from '../../kit/value/text';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
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
  recordAccident: submit({
    says:
      'Record an accident that no insurer here settled, with its source: what an authority or an insurer outside ' +
      'says, or what a workshop saw on a vehicle that was entrusted to it.',
    by: ['registrar', 'workshop', 'insurer'],
    request: Accident.pick({
      ...{ vin: true, accidentId: true, happenedOn: true, cause: true, damage: true, reference: true },
    }).extend({ source: accidentSource }),
    on: onVehicle,
    sides: ['anybody'],
    creates: ({ vin, accidentId }) => reportedAt(vin, accidentId),
    loads: ({ vin }, _vehicle, { member }) => ({ given: maybe(entrustments.at(vin, member)) }),
    response: Accident,
    errors: [errors.SOURCE_UNFITTING, errors.VEHICLE_NOT_IN_HANDS, errors.INTEREST_MISSING, errors.DAY_AHEAD],
    events: [events.AccidentRecorded],
  }),
  contestAccident: submit({
    says: 'Say as the owner that a reported accident is not so; it stays, and everybody sees both.',
    by: everyone,
    request: z.strictObject({ vin, accidentId: id }),
    on: onVehicle,
    sides: ['holder'],
    loads: ({ vin, accidentId }) => ({ told: reportedAt(vin, accidentId) }),
    response: Accident,
    events: [events.AccidentContested],
  }),
  takeBackAccident: submit({
    says: 'Take back a reported accident that was wrong, as who recorded it or the registrar. It stays to be seen.',
    by: ['registrar', 'workshop', 'insurer'],
    request: z.strictObject({ vin, accidentId: id, reason: Accident.shape.takenBack.unwrap().shape.reason }),
    on: ({ vin, accidentId }) => reportedAt(vin, accidentId),
    sides: ['anybody'],
    response: Accident,
    errors: [errors.ACCIDENT_OF_ANOTHER],
    events: [events.AccidentTakenBack],
  }),
  listAccidents: evaluate({
    says: 'List the accidents of a vehicle: what insurers settled, and what others told, each with its source.',
    by: everyone,
    request: page.extend({ vin }),
    response: pageOf(SeenAccident),
  }),
};

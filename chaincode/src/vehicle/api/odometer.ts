import { onVehicle } from '../records/vehicle';
import { maybe } from '../../kit/ref';
import { births } from '../records/birth';
import {
  odometers,
  readings,
  replacements,
  Odometer,
  Reading,
  readingError,
  Replacement,
} from '../records/odometer';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { vin } from '../../words/vin';
import { SeenReading } from '../records/view';

export const ofVehicle = page.extend({ vin });

const judged = Odometer.pick({
  vin: true,
  verdict: true,
  suspectBlocker: true,
  suspectClone: true,
  readings: true,
  last: true,
});

const reporters = [
  'workshop',
  'merchant',
  'dealer',
  'registrar',
  'manufacturer',
  'owner',
  'insurer',
] as const;

/** What the meter showed. */
export const odometerOperations = {
  recordReading: submit({
    says: 'Record an odometer reading. One that is too low is recorded and flagged, never refused.',
    by: reporters,
    request: Reading.omit({
      ...{ reporter: true, signs: true, recordedAt: true, supersedes: true, superseded: true },
    }),
    on: onVehicle,
    sides: ['anybody'],
    creates: ({ vin, readingId }) => readings.at(vin, readingId),
    loads: ({ vin }) => ({ odometer: maybe(odometers.at(vin)), birth: maybe(births.at(vin)) }),
    response: Reading,
    errors: [
      errors.SOURCE_NOT_YOURS,
      errors.PLACE_UNWANTED,
      errors.READING_AHEAD,
      errors.TITLE_UNHELD,
      errors.KEY_UNBOUND,
      errors.SIGNATURE_WRONG,
    ],
    events: [events.OdometerRead],
    many: 100,
  }),
  supersedeReading: submit({
    says:
      'Take back a reading that was wrong: as its reporter within 28 days, later as the registrar. Another may ' +
      'take its place; both stay to be seen.',
    by: reporters,
    request: z.strictObject({
      vin,
      readingId: id,
      reason: readingError,
      instead: Reading.pick({ readingId: true, value: true, unit: true, at: true })
        .partial({ at: true })
        .optional(),
    }),
    on: ({ vin, readingId }) => readings.at(vin, readingId),
    done: ({ superseded }, { reason, instead }) =>
      superseded?.reason === reason && superseded.by === instead?.readingId,
    loads: ({ vin, instead }) => ({
      odometer: maybe(odometers.at(vin)),
      birth: maybe(births.at(vin)),
      taken: instead && maybe(readings.at(vin, instead.readingId)),
    }),
    response: Reading,
    errors: [
      errors.READING_SUPERSEDED,
      errors.READING_OF_ANOTHER,
      errors.CORRECTION_LATE,
      errors.READING_AHEAD,
    ],
    events: [events.ReadingSuperseded, events.OdometerRead],
  }),
  replaceOdometer: submit({
    says:
      'Record that the meter was replaced or repaired: its last value, the new one to start from, and the ' +
      'record of the work.',
    by: ['workshop', 'registrar', 'manufacturer'],
    request: Replacement.omit({ by: true, recordedAt: true }).required({ work: true }),
    on: onVehicle,
    sides: ['anybody'],
    creates: ({ vin, replacementId }) => replacements.at(vin, replacementId),
    loads: ({ vin }) => ({ odometer: maybe(odometers.at(vin)), birth: maybe(births.at(vin)) }),
    response: Replacement,
    errors: [errors.READING_AHEAD],
    events: [events.OdometerReplaced],
  }),
  readOdometer: evaluate({
    says: 'Read the last value of the odometer and the verdict on all readings.',
    by: everyone,
    request: z.strictObject({ vin }),
    on: onVehicle,
    sides: ['anybody'],
    loads: ({ vin }) => ({ odometer: maybe(odometers.at(vin)) }),
    response: judged,
  }),
  listReadings: evaluate({
    says: 'List the odometer readings of a vehicle in order of time.',
    by: everyone,
    request: ofVehicle,
    response: pageOf(SeenReading),
  }),
  listReplacements: evaluate({
    says: 'List the replacements of the odometer of a vehicle.',
    by: everyone,
    request: ofVehicle,
    response: pageOf(Replacement),
  }),
};

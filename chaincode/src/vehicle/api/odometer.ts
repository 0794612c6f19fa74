import { onVehicle } from '../records/vehicle';
import { maybe } from '../../kit/ref';
import { births } from '../records/birth';
import { odometers, readings, replacements, Odometer, Reading, Replacement } from '../records/odometer';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
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
    request: Reading.omit({ reporter: true, signs: true, recordedAt: true }),
    on: onVehicle,
    sides: ['anybody'],
    creates: ({ vin, readingId }) => readings.at(vin, readingId),
    loads: ({ vin, signature }) => ({
      odometer: maybe(odometers.at(vin)),
      birth: signature === undefined ? undefined : maybe(births.at(vin)),
    }),
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
  replaceOdometer: submit({
    says: 'Record that the meter was replaced or repaired: its last value and the new one to start from.',
    by: ['workshop', 'registrar', 'manufacturer'],
    request: Replacement.omit({ by: true, recordedAt: true }),
    on: onVehicle,
    sides: ['anybody'],
    creates: ({ vin, replacementId }) => replacements.at(vin, replacementId),
    loads: ({ vin }) => ({ odometer: maybe(odometers.at(vin)) }),
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

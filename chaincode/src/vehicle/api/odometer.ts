import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { count, id, line } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { Odometer, Reading, Replacement } from '../records/odometer';
import { Recall, RecalledVehicle } from '../records/recall';
import { vin } from '../../words/vin';
import { SeenReading, SeenRecall } from '../records/view';

const ofVehicle = page.extend({ vin });
const judged = Odometer.pick({ vin: true, verdict: true, suspectBlocker: true, suspectClone: true, readings: true, last: true });
const reporters = ['workshop', 'merchant', 'dealer', 'registrar', 'manufacturer', 'owner', 'insurer'] as const;

/** What the meter showed, and what the manufacturer called back. */
export const odometerOperations = {
  recordReading: submit({
    says: 'Record an odometer reading. One that is too low is recorded and flagged, never refused.',
    by: reporters,
    request: Reading.omit({ reporter: true, signs: true, recordedAt: true }),
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
    response: Replacement,
    errors: [errors.READING_AHEAD],
    events: [events.OdometerReplaced],
  }),
  readOdometer: evaluate({
    says: 'Read the last value of the odometer and the verdict on all readings.',
    by: everyone,
    request: z.strictObject({ vin }),
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
  announceRecall: submit({
    says: 'Announce a recall campaign.',
    by: ['manufacturer'],
    request: Recall.omit({ manufacturer: true }),
    response: Recall,
    events: [events.RecallAnnounced],
  }),
  recallVehicle: submit({
    says: 'Recall one vehicle under a campaign.',
    by: ['manufacturer'],
    request: z.strictObject({ vin, campaign: id }),
    response: RecalledVehicle,
    errors: [errors.RECALL_OF_ANOTHER],
    events: [events.VehicleRecalled],
    many: 100,
  }),
  completeRecall: submit({
    says: 'Record that the remedy of a recall was done.',
    by: ['workshop', 'dealer', 'manufacturer'],
    request: z.strictObject({ vin, campaign: id, reference: line(64).optional() }),
    response: RecalledVehicle,
    events: [events.RecallCompleted],
  }),
  readRecall: evaluate({
    says: 'Read a recall campaign.',
    by: everyone,
    request: z.strictObject({ campaign: id }),
    response: Recall,
  }),
  listRecalls: evaluate({
    says: 'List the recalls of a vehicle, open and completed.',
    by: everyone,
    request: ofVehicle,
    response: pageOf(SeenRecall),
  }),
  listRecalled: evaluate({
    says: 'List the vehicles under a recall campaign.',
    by: ['manufacturer', 'registrar', 'auditor'],
    request: page.extend({ campaign: id }),
    response: pageOf(RecalledVehicle),
  }),
  countRecalled: evaluate({
    says: 'Count the vehicles under a recall campaign and how many are remedied, a thousand at a time, naming none.',
    by: ['manufacturer', 'registrar', 'auditor'],
    request: z.strictObject({ campaign: id, after: page.shape.after }),
    response: z.strictObject({ affected: count(1000), completed: count(1000), next: page.shape.after }),
  }),
  listCampaigns: evaluate({
    says: 'List the recall campaigns to which a quality notification led.',
    by: everyone,
    request: page.extend({ notification: id }),
    response: pageOf(Recall),
  }),
};

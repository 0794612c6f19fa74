import { vehicles } from '../records/vehicle';
import { maybe } from '../../kit/ref';
import { recalledLife } from '../life';
import { onRecalled, recalls, recalledVehicles, Recall, RecalledVehicle } from '../records/recall';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { count, id, line } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { vin } from '../../words/vin';
import { SeenRecall } from '../records/view';
import { ofVehicle } from './odometer';

/** What the manufacturer called back. */
export const recallOperations = {
  announceRecall: submit({
    says: 'Announce a recall campaign.',
    by: ['manufacturer'],
    request: Recall.omit({ manufacturer: true }),
    creates: ({ campaign }) => recalls.at(campaign),
    response: Recall,
    errors: [errors.DAY_AHEAD],
    events: [events.RecallAnnounced],
  }),
  recallVehicle: submit({
    says:
      'Recall one vehicle under a campaign. One that is not on the ledger yet is recalled when it comes: the ' +
      'recall waits under its number.',
    by: ['manufacturer'],
    request: z.strictObject({ vin, campaign: id }),
    creates: ({ vin, campaign }) => recalledVehicles.at(vin, campaign),
    loads: ({ vin, campaign }) => ({ recall: recalls.at(campaign), vehicle: maybe(vehicles.at(vin)) }),
    response: RecalledVehicle,
    errors: [errors.RECALL_OF_ANOTHER, errors.VIN_REFUSED],
    events: [events.VehicleRecalled],
    many: 100,
  }),
  completeRecall: submit({
    says: 'Record that the remedy of a recall was done.',
    by: ['workshop', 'dealer', 'manufacturer'],
    request: z.strictObject({ vin, campaign: id, reference: line(64).optional() }),
    on: onRecalled,
    step: recalledLife.completeRecall,
    answered: ({ completedAt }) => completedAt !== undefined,
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin) }),
    response: RecalledVehicle,
    events: [events.RecallCompleted],
  }),
  reopenRecall: submit({
    says: 'Open the recall of a vehicle again, as its announcer: the remedy was recorded for the wrong one.',
    by: ['manufacturer'],
    request: z.strictObject({ vin, campaign: id, reason: line(200) }),
    on: onRecalled,
    step: recalledLife.reopenRecall,
    loads: ({ campaign }) => ({ recall: recalls.at(campaign) }),
    response: RecalledVehicle,
    errors: [errors.RECALL_OF_ANOTHER],
    events: [events.RecallReopened],
  }),
  readRecall: evaluate({
    says: 'Read a recall campaign.',
    by: everyone,
    request: z.strictObject({ campaign: id }),
    on: ({ campaign }) => recalls.at(campaign),
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
    says:
      'Count the vehicles under a recall campaign and how many are remedied, a thousand at a time, naming ' +
      'none.',
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

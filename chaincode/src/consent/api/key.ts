import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { category } from '../../evidence/records/category';
import { id } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { vin } from '../../words/vin';
import { consentErrors as errors } from '../errors';
import { consentEvents as events } from '../events';
import { Deletion, epochName, party, WrappedKey } from '../records';

const ofDeletion = z.strictObject({ vin, deletionId: id });
const ofVehicle = z.strictObject({ vin });
const Epoch = z.strictObject({ vin, epoch: epochName });
/** With its last day and whether that passed without an answer. */
const Due = Deletion.extend({ dueOn: day, late: z.boolean() });

/** Keys to the data, and its deletion. */
export const careOperations = {
  releaseKey: submit({
    says: 'Hand the key to a category of data in the present epoch to a grantee, encrypted to the grantee’s own key.',
    by: ['owner', 'manufacturer'],
    request: WrappedKey.omit({ granteeKey: true, by: true, at: true }),
    response: WrappedKey,
    errors: [
      errors.GRANT_REVOKED,
      errors.GRANT_OF_FORMER_OWNER,
      errors.GRANT_UNGIVEN,
      errors.GRANT_EXPIRED,
      errors.GRANT_EXHAUSTED,
      errors.CATEGORY_CLOSED,
      errors.DATA_STAYS_IN_VEHICLE,
      errors.GRANTEE_KEY_MISSING,
      errors.EPOCH_OVER,
    ],
    events: [events.DataKeyReleased],
  }),
  turnKey: submit({
    says: 'Begin a new epoch of the data key, so that keys handed out before open nothing recorded from now on.',
    by: ['owner', 'manufacturer'],
    request: z.strictObject({ vin, from: epochName }),
    response: Epoch,
    errors: [errors.NO_TITLE_HOLDER, errors.EPOCH_OVER],
    events: [events.DataKeyTurned],
  }),
  readEpoch: evaluate({
    says: 'Read the present epoch of the data key of a vehicle.',
    by: everyone,
    request: ofVehicle,
    response: Epoch,
    errors: [errors.NO_TITLE_HOLDER],
  }),
  readKey: evaluate({
    says: 'Read the data key that was wrapped for a grant: for its parties, who wrapped it, registrar and auditor.',
    by: everyone,
    request: z.strictObject({ vin, grantId: id, epoch: epochName, category }),
    response: WrappedKey,
  }),
  requestDeletion: submit({
    says: 'Ask whoever keeps data of the own time as owner, which may be over, to delete it within ten working days.',
    by: ['owner'],
    request: Deletion.pick({ vin: true, deletionId: true, keeper: true, categories: true, fromTime: true, untilTime: true }),
    response: Deletion,
    errors: [errors.DATA_BEFORE_TITLE, errors.TIME_CLOSED],
    events: [events.DeletionRequested],
  }),
  confirmDeletion: submit({
    says: 'Say that the data was deleted.',
    by: everyone,
    request: ofDeletion,
    response: Deletion,
    events: [events.DeletionAnswered],
  }),
  refuseDeletion: submit({
    says: 'Say on which ground the data is kept.',
    by: everyone,
    request: ofDeletion.extend({ ground: Deletion.shape.ground.unwrap() }),
    response: Deletion,
    events: [events.DeletionAnswered],
  }),
  readDeletion: evaluate({
    says: 'Read a request to delete, its last day and whether it is late.',
    by: everyone,
    request: ofDeletion,
    response: Due,
  }),
  listDeletions: evaluate({
    says: 'List the requests to delete that wait for an answer of a keeper.',
    by: everyone,
    request: page.extend({ keeper: party }),
    response: pageOf(Due),
  }),
};

import { grants } from '../records/grant';
import { onKey, turns, epochName, WrappedKey } from '../records/key';
import { maybe } from '../../kit/ref';
import { vehicles } from '../../vehicle/records/vehicle';
import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { category } from '../../evidence/records/category';
import { id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { vin } from '../../words/vin';
import { consentErrors as errors } from '../errors';
import { consentEvents as events } from '../events';

const ofVehicle = z.strictObject({ vin });

const Epoch = z.strictObject({ vin, epoch: epochName });

/** Keys to the data. */
export const keyOperations = {
  releaseKey: submit({
    says:
      'Hand the key to a category of data in the present epoch to a grantee, encrypted to the grantee’s ' +
      'own key.',
    by: ['owner', 'manufacturer'],
    request: WrappedKey.omit({ granteeKey: true, by: true, at: true }),
    creates: onKey,
    loads: ({ vin, grantId }) => ({
      vehicle: vehicles.at(vin),
      grant: grants.at(vin, grantId),
      turned: maybe(turns.at(vin)),
    }),
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
    says:
      'Begin a new epoch of the data key, so that keys handed out before open nothing recorded from now ' +
      'on.',
    by: ['owner', 'manufacturer'],
    request: z.strictObject({ vin, from: epochName }),
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin), turned: maybe(turns.at(vin)) }),
    response: Epoch,
    errors: [errors.NO_TITLE_HOLDER, errors.EPOCH_OVER],
    events: [events.DataKeyTurned],
  }),
  readEpoch: evaluate({
    says: 'Read the present epoch of the data key of a vehicle.',
    by: everyone,
    request: ofVehicle,
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin), turned: maybe(turns.at(vin)) }),
    response: Epoch,
    errors: [errors.NO_TITLE_HOLDER],
  }),
  readKey: evaluate({
    says:
      'Read the data key that was wrapped for a grant: for its parties, who wrapped it, registrar and ' +
      'auditor.',
    by: everyone,
    request: z.strictObject({ vin, grantId: id, epoch: epochName, category }),
    on: onKey,
    loads: ({ vin, grantId }) => ({ grant: grants.at(vin, grantId) }),
    response: WrappedKey,
  }),
};

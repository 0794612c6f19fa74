import { onDeletion, Deletion } from '../records/deletion';
import { deletionLife } from '../life';
import { vehicles } from '../../vehicle/records/vehicle';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { vin } from '../../words/vin';
import { consentErrors as errors } from '../errors';
import { consentEvents as events } from '../events';
import { party } from '../records/grant';

const ofDeletion = z.strictObject({ vin, deletionId: id });

/** With its last day and whether that passed without an answer. */
const Due = Deletion.extend({ dueOn: day, late: z.boolean() });

/** Deletion of the data. */
export const deletionOperations = {
  requestDeletion: submit({
    says:
      'Ask whoever keeps data of the own time as owner, which may be over, to delete it within ten ' +
      'working days.',
    by: ['owner'],
    request: Deletion.pick({
      vin: true,
      deletionId: true,
      keeper: true,
      categories: true,
      fromTime: true,
      untilTime: true,
    }),
    creates: onDeletion,
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin) }),
    response: Deletion,
    errors: [errors.DATA_BEFORE_TITLE, errors.TIME_CLOSED],
    events: [events.DeletionRequested],
  }),
  confirmDeletion: submit({
    says: 'Say that the data was deleted.',
    by: everyone,
    request: ofDeletion,
    on: onDeletion,
    step: deletionLife.confirmDeletion,
    answered: ({ status }) => status === 'done',
    response: Deletion,
    events: [events.DeletionAnswered],
  }),
  refuseDeletion: submit({
    says: 'Say on which ground the data is kept.',
    by: everyone,
    request: ofDeletion.extend({ ground: Deletion.shape.ground.unwrap() }),
    on: onDeletion,
    step: deletionLife.refuseDeletion,
    answered: ({ status, ground: said }, { ground }) => status === 'refused' && said === ground,
    response: Deletion,
    events: [events.DeletionAnswered],
  }),
  readDeletion: evaluate({
    says: 'Read a request to delete, its last day and whether it is late.',
    by: everyone,
    request: ofDeletion,
    on: onDeletion,
    sides: ['owner', 'keeper', 'registrar', 'auditor'],
    response: Due,
  }),
  listDeletions: evaluate({
    says: 'List the requests to delete that wait for an answer of a keeper.',
    by: everyone,
    request: page.extend({ keeper: party }),
    response: pageOf(Due),
  }),
};

import { anchors } from '../../evidence/records/anchor';
import { evaluate, keep, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { claims } from '../records/claim';
import { crashRecord } from '../records/crash';
import { crashStated, notice, onNotice } from '../records/notice';
import { practiceOf } from '../records/practice';

const named = crashStated.omit({ seal: true }).extend({ noticeId: id });

/** What the car recorded of a crash, compared with the damage that is claimed. */
export const crashOperations = {
  keepCrash: keep({
    says: 'Keep the crash record of the car with the insurer, after proof that it leads to the root that the device anchored.',
    by: ['insurer'],
    request: named,
    on: onNotice,
    sides: ['insurer'],
    loads: ({ deviceId, evidenceId }) => ({ anchor: anchors.at(deviceId, evidenceId) }),
    secret: crashRecord,
    errors: [errors.CRASH_UNFITTING, errors.CRASH_UNPROVEN],
  }),
  stateCrash: submit({
    says: 'State the greatest change of speed in the kept crash record; damage that it does not explain is flagged.',
    by: ['insurer'],
    request: named.extend({ seal: crashStated.shape.seal }),
    on: onNotice,
    sides: ['insurer'],
    loads: ({ deviceId, evidenceId }, { claimId, insurer }) => ({
      anchor: anchors.at(deviceId, evidenceId),
      claim: claimId === undefined ? undefined : claims.at(claimId),
      practice: claimId === undefined ? undefined : practiceOf({ insurer }),
    }),
    response: notice,
    errors: [errors.CRASH_UNFITTING, errors.PRACTICE_MISSING],
    events: [events.CrashStated],
  }),
  readCrash: evaluate({
    says: 'Read the crash record that the own organisation keeps.',
    by: ['insurer'],
    request: named,
    loads: ({ noticeId }) => ({ notice: onNotice({ noticeId }) }),
    response: crashRecord,
  }),
};

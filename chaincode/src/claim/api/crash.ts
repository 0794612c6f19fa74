import { evaluate, keep, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { crashRecord } from '../records/crash';
import { claimErrors as no } from '../errors';
import { claimEvents as told } from '../events';
import { crashStated, notice } from '../records/claim';

const named = crashStated.omit({ seal: true }).extend({ noticeId: id });

/** What the car recorded of a crash, compared with the damage that is claimed. */
export const crashOperations = {
  keepCrash: keep({
    says: 'Keep the crash record of the car with the insurer, after proof that it leads to the root that the device anchored.',
    by: ['insurer'],
    request: named,
    secret: crashRecord,
    errors: [no.CRASH_UNFITTING, no.CRASH_UNPROVEN],
  }),
  stateCrash: submit({
    says: 'State the greatest change of speed in the kept crash record; damage that it does not explain is flagged.',
    by: ['insurer'],
    request: named.extend({ seal: crashStated.shape.seal }),
    response: notice,
    errors: [no.CRASH_UNFITTING, no.PRACTICE_MISSING],
    events: [told.CrashStated],
  }),
  readCrash: evaluate({
    says: 'Read the crash record that the own organisation keeps.',
    by: ['insurer'],
    request: named,
    response: crashRecord,
  }),
} as const;

import { anchors } from '../../evidence/records/anchor';
import { devices } from '../../evidence/records/device';
import { maybe } from '../../kit/ref';
import { births } from '../../vehicle/records/birth';
import { evaluate, keep, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { claims } from '../records/claim';
import { crashRecord } from '../records/crash';
import { crashStated, notice, onNotice } from '../records/notice';
import { practiceOf } from '../records/practice';

const named = crashStated.omit({ seal: true }).extend({ noticeId: id });

/**
 * The record that the device anchored, and what tells whether the vehicle's maker stands behind the device.
 */
const vouching = (
  { deviceId, evidenceId }: { deviceId: string; evidenceId: string },
  { vin }: { vin: string },
) => ({
  anchor: anchors.at(deviceId, evidenceId),
  device: devices.at(deviceId),
  birth: maybe(births.at(vin)),
});

/** What the car recorded of a crash, compared with the damage that is claimed. */
export const crashOperations = {
  keepCrash: keep({
    says:
      'Keep the crash record of the car with the insurer, after proof that it leads to the root that the ' +
      'device anchored.',
    by: ['insurer'],
    request: named,
    on: onNotice,
    sides: ['insurer'],
    loads: vouching,
    secret: crashRecord,
    errors: [errors.CRASH_UNFITTING, errors.CRASH_UNPROVEN],
  }),
  stateCrash: submit({
    says:
      'State the greatest change of speed in the kept crash record; damage that it does not explain is ' +
      'flagged.',
    by: ['insurer'],
    request: named.extend({ seal: crashStated.shape.seal }),
    on: onNotice,
    sides: ['insurer'],
    loads: ({ deviceId, evidenceId }, { claimId, insurer, vin }) => ({
      ...vouching({ deviceId, evidenceId }, { vin }),
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

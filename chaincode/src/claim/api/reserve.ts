import { submit } from '../../kit/api';
import { money } from '../../kit/value/money';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { onClaim } from '../records/claim';
import { costCategory, costType, exposure, exposures } from '../records/exposure';
import { recoveries, recovery } from '../records/payment';
import { exposureNamed } from './common';

const line = exposureNamed.extend({ costType, costCategory, total: money });
const itsExposure = (of: { readonly claimId: string; readonly exposureId: string }) => ({
  reserved: exposures.at(of.claimId, of.exposureId),
});

/** Money set aside for the costs of an exposure, and what comes back. */
export const reserveOperations = {
  setReserve: submit({
    says: 'Set the reserve of a line to a total.',
    by: ['insurer'],
    request: line,
    on: onClaim,
    sides: ['insurer'],
    loads: itsExposure,
    response: exposure,
    errors: [errors.EXPOSURE_CLOSED, errors.RESERVE_TOO_LOW],
    events: [events.ReserveSet],
  }),
  reserveRecovery: submit({
    says: 'Set what is expected to come back on a line.',
    by: ['insurer'],
    request: line,
    on: onClaim,
    sides: ['insurer'],
    loads: itsExposure,
    response: exposure,
    events: [events.ReserveSet],
  }),
  recordRecovery: submit({
    says: 'Record money that came back: salvage, credit, reinsurance.',
    by: ['insurer'],
    request: recovery.omit({ at: true }),
    on: onClaim,
    sides: ['insurer'],
    creates: ({ claimId, recoveryId }) => recoveries.at(claimId, recoveryId),
    loads: itsExposure,
    response: recovery,
    errors: [errors.RECOVERY_EXCEEDS_PAID],
    events: [events.RecoveryRecorded],
  }),
};

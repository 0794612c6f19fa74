import { z } from 'zod';
import { evaluate, keep, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id, sha256Hex } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { epoch, epochs, fingerprint, fingerprints, lossMark, salt } from '../records/fingerprint';

const ofEpoch = z.strictObject({ epochId: id });
const marked = z.strictObject({ fingerprint: sha256Hex });
const heard = z.strictObject({ elsewhere: z.boolean() });

/** Fingerprints that find a loss claimed at two insurers. */
export const fingerprintOperations = {
  openEpoch: submit({
    says:
      'Name the hash of the salt that the insurers share for losses of some days, and the key that ' +
      'follows from it.',
    by: ['insurer', 'auditor'],
    request: epoch,
    creates: ({ epochId }) => epochs.at(epochId),
    response: epoch,
    events: [events.EpochOpened],
  }),
  keepSalt: keep({
    says: 'Keep the salt of an epoch in the own collection.',
    by: ['insurer'],
    request: ofEpoch,
    on: ({ epochId }) => epochs.at(epochId),
    secret: salt,
    errors: [errors.SALT_WRONG],
  }),
  computeFingerprint: evaluate({
    says:
      'Compute the fingerprint of a loss, and the proof to mark it, with the salt that the own ' +
      'organisation keeps.',
    by: ['insurer'],
    request: ofEpoch.extend({
      vin,
      lossOn: day,
      lossCell: z.string().regex(/^[0-9b-hjkmnp-z]{5}$/, 'must be a geohash of 5 characters'),
    }),
    on: ({ epochId }) => epochs.at(epochId),
    response: lossMark,
    errors: [errors.EPOCH_UNUSABLE],
  }),
  seekLoss: evaluate({
    says: 'Tell which of some fingerprints another insurer has marked; try neighbouring days and cells.',
    by: ['insurer'],
    request: z.strictObject({ fingerprints: z.array(sha256Hex).min(1).max(32) }),
    loads: ({ fingerprints: sought }) => ({ found: sought.map((one) => maybe(fingerprints.at(one))) }),
    response: z.strictObject({ elsewhere: z.array(sha256Hex).max(32) }),
  }),
  markLoss: submit({
    says:
      'Mark the fingerprint of a loss whose claim is kept outside, and learn whether another insurer has ' +
      'it.',
    by: ['insurer'],
    request: lossMark,
    loads: (loss) => ({ known: maybe(fingerprints.at(loss.fingerprint)), epoch: epochs.at(loss.epochId) }),
    response: heard,
    errors: [errors.MARK_UNPROVEN, errors.MARKS_FULL],
    events: [events.LossSeenTwice],
    many: 100,
  }),
  withdrawMark: submit({
    says: 'Take an own mark back that was a mistake; that it stood stays on record.',
    by: ['insurer'],
    request: marked,
    on: (loss) => fingerprints.at(loss.fingerprint),
    response: heard,
    events: [events.LossMarkWithdrawn],
  }),
  readMarks: evaluate({
    says: 'Read who marked a fingerprint and when, to answer a false mark.',
    by: ['auditor'],
    request: marked,
    on: (loss) => fingerprints.at(loss.fingerprint),
    response: fingerprint,
  }),
};

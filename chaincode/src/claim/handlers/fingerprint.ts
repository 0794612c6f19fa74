import { refuse } from '../../kit/errors';
import type { fingerprintOperations } from '../api/fingerprint';
import { claimErrors } from '../errors';
import { claimEvents } from '../events';
import {
  fingerprintOf,
  isElsewhere,
  isSaltOf,
  markedIn,
  markProofOf,
  mustHold,
  unmarkedBy,
} from '../rules/fingerprint';
import type { Carries } from '../tables';

/** Fingerprints that find a loss claimed at two insurers. */
export const fingerprintHandlers: Carries<typeof fingerprintOperations> = {
  async openEpoch(tx, epoch) {
    await tx.epochs.put(epoch);
    tx.tell(claimEvents.EpochOpened, epoch);
    return epoch;
  },
  async keepSalt(tx, { epochId }, { on: epoch, secret: kept }) {
    if (!isSaltOf(epoch, kept.salt)) refuse(claimErrors.SALT_WRONG, { epochId });
    return tx.salts.keep(kept, epochId);
  },
  async computeFingerprint(tx, { epochId, ...loss }, { on: epoch }) {
    const insurer = tx.caller.org;
    mustHold(epoch, loss.lossOn);
    const { salt } = await tx.salts.reveal(insurer, epochId);
    const fingerprint = fingerprintOf(salt, loss);
    return { epochId, fingerprint, proof: markProofOf(salt, { epochId, fingerprint, insurer }) };
  },
  seekLoss: (tx, _request, { found }) => ({
    elsewhere: found.flatMap((one) => (one && isElsewhere(one, tx.caller.org) ? [one.fingerprint] : [])),
  }),
  async markLoss(tx, loss, { known, epoch }) {
    const { org: insurer, member: by } = tx.caller;
    const { mark, elsewhere } = markedIn(epoch, known, { insurer, by, at: tx.now }, loss);
    await tx.fingerprints.put(mark);
    if (elsewhere) tx.tell(claimEvents.LossSeenTwice, { fingerprint: loss.fingerprint });
    return { elsewhere };
  },
  async withdrawMark(tx, { fingerprint }, { on: known }) {
    const mark = unmarkedBy(known, tx.caller.org, tx.now);
    await tx.fingerprints.put(mark);
    tx.tell(claimEvents.LossMarkWithdrawn, { fingerprint });
    return { elsewhere: isElsewhere(mark, tx.caller.org) };
  },
  readMarks: (_tx, _request, { on }) => on,
};

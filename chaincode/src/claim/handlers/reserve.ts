import type { reserveOperations } from '../api/reserve';
import { claimEvents } from '../events';
import { recover, reserveRecovery, setReserve } from '../rules/reserve';
import type { Carries } from '../tables';

/** Money set aside for the costs of an exposure, and what comes back. */
export const reserveHandlers: Carries<typeof reserveOperations> = {
  async setReserve(tx, { claimId, exposureId, total, ...line }, { reserved }) {
    const exposure = setReserve(reserved, line, total);
    await tx.exposures.put(exposure);
    tx.tell(claimEvents.ReserveSet, { claimId, exposureId, reserved: total });
    return exposure;
  },
  async reserveRecovery(tx, { claimId, exposureId, total, ...line }, { reserved }) {
    const exposure = reserveRecovery(reserved, line, total);
    await tx.exposures.put(exposure);
    tx.tell(claimEvents.ReserveSet, { claimId, exposureId, reserved: total });
    return exposure;
  },
  async recordRecovery(tx, stated, { reserved }) {
    const { claimId, recoveryId, category, amount } = stated;
    const exposure = recover(reserved, stated, category, amount);
    const recovery = { ...stated, at: tx.now };
    await tx.exposures.put(exposure);
    await tx.recoveries.put(recovery);
    tx.tell(claimEvents.RecoveryRecorded, { claimId, recoveryId, amount });
    return recovery;
  },
};

import { checkSums } from '../rules/warrantyclaim';
import type { warrantyClaimOperations } from '../api/warrantyclaim';
import type { HandlersOf } from '../tables';

export const warrantyClaimHandlers: HandlersOf<typeof warrantyClaimOperations> = {
  keepWarrantyClaim(tx, { claimId }, { secret: claim }) {
    checkSums(claim);
    return tx.warrantyClaims.keep(claim, claimId);
  },
  revealWarrantyClaim: (tx, { claimId, org }) => tx.warrantyClaims.reveal(org, claimId),
};

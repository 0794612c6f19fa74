import { z } from 'zod';
import { id } from '../../kit/value/text';
import { lotId } from '../../payment/records/party';
import { moneyErrors } from '../../payment/errors';

/** Names a claim. */
export const claimNamed = z.strictObject({ claimId: id });
/** Names an exposure of a claim. */
export const exposureNamed = claimNamed.extend({ exposureId: id });
/** Roles that may read a claim in which they have a part. */
export const readerRoles = ['insurer', 'owner', 'auditor'] as const;
/** The sides of a claim, or of its policy, that may read it. */
export const readers = ['policyholder', 'insurer', 'auditor'] as const;

/** Own digital money that is spent. */
export const lots = z.array(lotId).min(1).max(100);
/** The transfer of what is paid, and the digital money that moves with it. */
export const transfer = z.strictObject({
  transferId: id.meta({ description: 'the transfer that carries the money' }),
  lots: lots.optional().meta({ description: 'own digital money of the insurer that moves now' }),
});
/** Why digital money may not move. */
export const money = Object.values(moneyErrors);

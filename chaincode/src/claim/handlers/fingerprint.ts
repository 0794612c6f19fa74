import { isElsewhere, markedBy, mustBeProven } from '../rules/fingerprint';
import type { Fingerprint, LossMark } from '../records/claim';
import type { Writing } from '../tables';

/** The mark of the caller's organisation on a loss, proven and not yet saved, and whether another insurer has the loss. */
export async function marking(tx: Writing, loss: LossMark): Promise<{ mark: Fingerprint; elsewhere: boolean }> {
  const { org: insurer, member: by } = tx.caller;
  const known = await tx.fingerprints.find(loss.fingerprint);
  mustBeProven(await tx.epochs.get(loss.epochId), insurer, loss, known);
  return { mark: markedBy(known, { insurer, by, at: tx.now }, loss), elsewhere: isElsewhere(known, insurer) };
}

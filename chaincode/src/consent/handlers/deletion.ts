import { confirmDeletion, deadlineOf, mustBeOwnTime, refuseDeletion } from '../rules/deletion';
import { consentEvents as events } from '../events';
import type { Deletion } from '../records';
import type { HandlersOf, WriteTx } from '../tables';
import { isAuthority, ownTitles } from './holding';
import type { deletionOperations } from '../api/deletion';

export const deletionHandlers: HandlersOf<typeof deletionOperations> = {
  async requestDeletion(tx, request) {
    const { vin, deletionId, keeper } = request;
    const known = await tx.deletions.known(vin, deletionId);
    if (known) return known;
    mustBeOwnTime(await ownTitles(tx, vin), tx.caller.member, request);
    const deletion: Deletion = { ...request, owner: tx.caller.member, requestedAt: tx.now, status: 'requested' };
    await tx.deletions.put(deletion);
    tx.tell(events.DeletionRequested, { vin, deletionId, keeper });
    return deletion;
  },
  confirmDeletion: (tx, request) => answer(tx, request, (one) => confirmDeletion(one, tx.now), 'done'),
  refuseDeletion: (tx, { ground, ...request }) => answer(tx, request, (one) => refuseDeletion(one, ground, tx.now), 'refused'),
  async readDeletion(tx, { vin, deletionId }) {
    const one = await tx.deletions.get(vin, deletionId);
    if (!isAuthority(tx)) tx.mustBe('the owner or the keeper', one.owner, one.keeper);
    return { ...one, ...deadlineOf(one, tx.now) };
  },
  async listDeletions(tx, { keeper, ...page }) {
    if (!isAuthority(tx)) tx.mustBe('the keeper', keeper);
    const { items, ...more } = await tx.deletions.listBy('keeper', [keeper], page);
    return { items: items.map((one) => ({ ...one, ...deadlineOf(one, tx.now) })), ...more };
  },
};

async function answer(
  tx: WriteTx,
  { vin, deletionId }: Pick<Deletion, 'vin' | 'deletionId'>,
  rule: (one: Deletion) => Deletion,
  status: Deletion['status'],
): Promise<Deletion> {
  const one = await tx.deletions.get(vin, deletionId);
  tx.mustBe('the keeper of the data', one.keeper);
  if (one.status === status) return one;
  const answered = rule(one);
  await tx.deletions.put(answered);
  tx.tell(events.DeletionAnswered, { vin, deletionId, status: answered.status });
  return answered;
}

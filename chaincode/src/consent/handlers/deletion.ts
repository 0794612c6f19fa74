import { confirmDeletion, deadlineOf, mustBeOwnTime, refuseDeletion } from '../rules/deletion';
import { consentEvents as events } from '../events';
import type { Deletion } from '../records/deletion';
import type { HandlersOf, WriteTx } from '../tables';
import { isAuthority, ownTitles } from './holding';
import type { deletionOperations } from '../api/deletion';

export const deletionHandlers: HandlersOf<typeof deletionOperations> = {
  async requestDeletion(tx, request) {
    const { vin, deletionId, keeper } = request;
    mustBeOwnTime(await ownTitles(tx, vin), tx.caller.member, request);
    const deletion: Deletion = {
      ...request,
      owner: tx.caller.member,
      requestedAt: tx.now,
      status: 'requested',
    };
    await tx.deletions.put(deletion);
    tx.tell(events.DeletionRequested, { vin, deletionId, keeper });
    return deletion;
  },
  confirmDeletion: (tx, _request, { on }) =>
    on.status === 'done' ? on : answer(tx, confirmDeletion(on, tx.now)),
  refuseDeletion: (tx, { ground }, { on }) =>
    on.status === 'refused' && on.ground === ground ? on : answer(tx, refuseDeletion(on, ground, tx.now)),
  readDeletion: (tx, _request, { on }) => ({ ...on, ...deadlineOf(on, tx.now) }),
  async listDeletions(tx, { keeper, ...page }) {
    if (!isAuthority(tx)) tx.mustBe('the keeper', keeper);
    const { items, ...more } = await tx.deletions.listBy('keeper', [keeper], page);
    return { items: items.map((one) => ({ ...one, ...deadlineOf(one, tx.now) })), ...more };
  },
};

async function answer(tx: WriteTx, answered: Deletion): Promise<Deletion> {
  await tx.deletions.put(answered);
  const { vin, deletionId, status } = answered;
  tx.tell(events.DeletionAnswered, { vin, deletionId, status });
  return answered;
}

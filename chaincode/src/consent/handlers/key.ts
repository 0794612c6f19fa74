import { demand } from '../../kit/errors';
import type { careOperations } from '../api/key';
import { confirm, deadlineOf, mustBeOwnTime, object } from '../rules/deletion';
import { consentErrors } from '../errors';
import { consentEvents as events } from '../events';
import { epochOf, mustBeReleasable } from '../rules/key';
import type { Deletion } from '../records';
import { holdingOf } from '../rules/grant';
import { holding, isAuthority, ownTitles, turnKey, type Wiring, type Writing } from '../tables';

export const careWiring: Wiring<typeof careOperations> = {
  async releaseKey(tx, request) {
    const { vin, grantId, epoch, category } = request;
    const known = await tx.wrappedKeys.known(vin, grantId, epoch, category);
    if (known) return known;
    const vehicle = await tx.vehicles.get(vin);
    tx.mustBe('the owner or the manufacturer', vehicle.owner ?? '-', vehicle.manufacturer ?? '-');
    const now = { titleNo: vehicle.owners, epoch: epochOf(vehicle.owners, await tx.turns.find(vin)), now: tx.now };
    const granteeKey = mustBeReleasable(await tx.grants.get(vin, grantId), request, now);
    const released = { ...request, granteeKey, by: tx.caller.member, at: tx.now };
    await tx.wrappedKeys.put(released);
    tx.tell(events.DataKeyReleased, { vin, grantId, epoch, category });
    return released;
  },
  async turnKey(tx, { vin, from }) {
    const vehicle = await tx.vehicles.get(vin);
    const { owner, titleNo } = holdingOf(vehicle);
    tx.mustBe('the owner or the manufacturer', owner, vehicle.manufacturer ?? owner);
    const epoch = epochOf(titleNo, await tx.turns.find(vin));
    demand(epoch === from, consentErrors.EPOCH_OVER, { vin, epoch, given: from });
    return { vin, epoch: await turnKey(tx, vin, titleNo) };
  },
  async readEpoch(tx, { vin }) {
    const { titleNo } = await holding(tx, vin);
    return { vin, epoch: epochOf(titleNo, await tx.turns.find(vin)) };
  },
  async readKey(tx, { vin, grantId, epoch, category }) {
    const wrapped = await tx.wrappedKeys.get(vin, grantId, epoch, category);
    const { owner, terms } = await tx.grants.get(vin, grantId);
    if (!isAuthority(tx)) tx.mustBe('a party to the grant or who wrapped the key', terms.grantee, owner, wrapped.by);
    return wrapped;
  },
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
  confirmDeletion: (tx, request) => answer(tx, request, (one) => confirm(one, tx.now), 'done'),
  refuseDeletion: (tx, { ground, ...request }) => answer(tx, request, (one) => object(one, ground, tx.now), 'refused'),
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
  tx: Writing,
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

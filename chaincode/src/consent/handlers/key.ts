import { demand } from '../../kit/errors';
import { consentErrors } from '../errors';
import { consentEvents as events } from '../events';
import { epochOf, mustBeReleasable } from '../rules/key';
import { holdingOf } from '../rules/grant';
import type { HandlersOf } from '../tables';
import { holding, isAuthority, rotateKey } from './holding';
import type { keyOperations } from '../api/key';

export const keyHandlers: HandlersOf<typeof keyOperations> = {
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
    return { vin, epoch: await rotateKey(tx, vin, titleNo) };
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
};

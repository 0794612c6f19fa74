import { demand } from '../../kit/errors';
import { consentErrors } from '../errors';
import { consentEvents as events } from '../events';
import { epochOf, mustBeReleasable } from '../rules/key';
import { holdingOf } from '../rules/grant';
import type { HandlersOf } from '../tables';
import { isAuthority, rotateKey } from './holding';
import type { keyOperations } from '../api/key';

export const keyHandlers: HandlersOf<typeof keyOperations> = {
  async releaseKey(tx, request, { vehicle, grant, turned }) {
    const { vin, grantId, epoch, category } = request;
    tx.mustBe('the owner or the manufacturer', vehicle.owner ?? '-', vehicle.manufacturer ?? '-');
    const now = { titleNo: vehicle.owners, epoch: epochOf(vehicle.owners, turned), now: tx.now };
    const granteeKey = mustBeReleasable(grant, request, now);
    const released = { ...request, granteeKey, by: tx.caller.member, at: tx.now };
    await tx.wrappedKeys.put(released);
    tx.tell(events.DataKeyReleased, { vin, grantId, epoch, category });
    return released;
  },
  async turnKey(tx, { vin, from }, { vehicle, turned }) {
    const { owner, titleNo } = holdingOf(vehicle);
    tx.mustBe('the owner or the manufacturer', owner, vehicle.manufacturer ?? owner);
    const epoch = epochOf(titleNo, turned);
    demand(epoch === from, consentErrors.EPOCH_OVER, { vin, epoch, given: from });
    return { vin, epoch: await rotateKey(tx, vin, titleNo, turned) };
  },
  readEpoch: (_tx, { vin }, { vehicle, turned }) => ({
    vin,
    epoch: epochOf(holdingOf(vehicle).titleNo, turned),
  }),
  readKey(tx, _request, { on: wrapped, grant: { owner, terms } }) {
    if (!isAuthority(tx))
      tx.mustBe('a party to the grant or who wrapped the key', terms.grantee, owner, wrapped.by);
    return wrapped;
  },
};

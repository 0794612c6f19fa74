import { selfOf } from '../../kit/who';
import { consentEvents as events } from '../events';
import type { grantOperations } from '../api/grant';
import type { Grant } from '../records/grant';
import type { Vehicle } from '../../vehicle/records/vehicle';
import {
  ask,
  close,
  decline,
  give,
  grant,
  grantStatusAt,
  type Holding,
  holdingOf,
  renew,
  withdraw,
} from '../rules/grant';
import type { HandlersOf, WriteTx } from '../tables';
import { act, isAuthority, ownTitles, rotateKey } from './holding';

type Named = Exclude<keyof typeof events, 'GrantClosed' | 'DataAccessed'> & `Consent${string}`;

export const grantHandlers: HandlersOf<typeof grantOperations> = {
  async ask(tx, request, { vehicle }) {
    tx.mustBe('the grantee', request.terms.grantee);
    return save(tx, ask(request, holdingOf(vehicle), act(tx)), 'ConsentRequested');
  },
  async grant(tx, request, { vehicle }) {
    const held = holdingOf(vehicle);
    tx.mustBe('the holder of the title', held.owner);
    return save(tx, grant(request, held, act(tx)), 'ConsentGiven');
  },
  give: (tx, _request, { on, vehicle }) => change(tx, { on, vehicle }, 'ConsentGiven', give, 'given'),
  refuse: (tx, _request, { on, vehicle }) =>
    change(tx, { on, vehicle }, 'ConsentRefused', decline, 'refused'),
  async withdraw(tx, { vin }, { on, vehicle, turned }) {
    if (on.events.at(-1)?.type === 'withdrawn') return on;
    const held = holdingOf(vehicle);
    const withdrawn = await save(tx, withdraw(on, held, act(tx)), 'ConsentWithdrawn');
    await rotateKey(tx, vin, held.titleNo, turned);
    return withdrawn;
  },
  async renew(tx, { validUntil, maxReads }, { on, vehicle }) {
    const same = on.terms.validUntil === validUntil && on.terms.maxReads === maxReads;
    const again = same && on.events.at(-1)?.type === 'renewed' && on.reads === 0;
    return again
      ? on
      : save(tx, renew(on, holdingOf(vehicle), { validUntil, maxReads }, act(tx)), 'ConsentRenewed');
  },
  async close(tx, { vin, grantId }, { on, vehicle, turned }) {
    const held = holdingOf(vehicle);
    const closed = close(on, held, act(tx));
    // Anybody may ask, also who may not read the grant.
    const told = { vin, grantId, status: closed.status };
    if (closed === on) return told;
    await tx.grants.put(closed);
    tx.tell(events.GrantClosed, { vin, grantId, grantee: on.terms.grantee, status: closed.status });
    // The grantee may still hold the key.
    if (closed.status === 'expired' && on.status !== 'requested')
      await rotateKey(tx, vin, held.titleNo, turned);
    return told;
  },
  read(tx, _request, { on, vehicle }) {
    const status = grantStatusAt(on, holdingOf(vehicle).titleNo, tx.now);
    const live = status === 'granted' || status === 'used';
    return { grant: on, status, readsLeft: live ? on.terms.maxReads - on.reads : 0 };
  },
  async listGrants(tx, { vin, ...page }) {
    if (isAuthority(tx)) return tx.grants.list(page, vin);
    await ownTitles(tx, vin);
    const { items, ...more } = await tx.grants.list(page, vin);
    return { items: items.filter(({ owner }) => owner === tx.caller.member), ...more };
  },
  async listGranted(tx, { grantee = selfOf(tx.caller), ...page }) {
    if (!isAuthority(tx)) tx.mustBe('the grantee', grantee);
    return tx.grants.listBy('grantee', [grantee], page);
  },
};

async function save(tx: WriteTx, one: Grant, name: Named): Promise<Grant> {
  const { vin, grantId, terms } = one;
  await tx.grants.put(one);
  tx.tell(events[name], { vin, grantId, grantee: terms.grantee });
  return one;
}

/** An answer of the owner; the same answer again changes nothing. */
async function change(
  tx: WriteTx,
  { on, vehicle }: { readonly on: Grant; readonly vehicle: Vehicle },
  name: Named,
  rule: (one: Grant, held: Holding, by: ReturnType<typeof act>) => Grant,
  answer: string,
): Promise<Grant> {
  return on.events.at(-1)?.type === answer ? on : save(tx, rule(on, holdingOf(vehicle), act(tx)), name);
}

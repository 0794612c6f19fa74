import { consentEvents as events } from '../events';
import type { grantOperations } from '../api/grant';
import type { Grant } from '../records';
import { ask, close, decline, give, grant, type Holding, renew, grantStatusAt, withdraw } from '../rules/grant';
import { type HandlersOf, type WriteTx } from '../tables';
import { act, holding, isAuthority, ownHolding, ownTitles, rotateKey } from './holding';

type Told = Exclude<keyof typeof events, 'GrantClosed' | 'DataAccessed'>;

export const grantHandlers: HandlersOf<typeof grantOperations> = {
  async ask(tx, request) {
    const known = await tx.grants.known(request.vin, request.grantId);
    if (known) return known;
    tx.mustBe('the grantee', request.terms.grantee);
    return save(tx, ask(request, await holding(tx, request.vin), act(tx)), 'ConsentRequested');
  },
  async grant(tx, request) {
    const known = await tx.grants.known(request.vin, request.grantId);
    if (known) return known;
    return save(tx, grant(request, await ownHolding(tx, request.vin), act(tx)), 'ConsentGiven');
  },
  give: (tx, request) => change(tx, request, 'ConsentGiven', give, 'given'),
  refuse: (tx, request) => change(tx, request, 'ConsentRefused', decline, 'refused'),
  async withdraw(tx, { vin, grantId }) {
    const held = await ownHolding(tx, vin);
    const one = await tx.grants.get(vin, grantId);
    if (one.events.at(-1)?.type === 'withdrawn') return one;
    const withdrawn = await save(tx, withdraw(one, held, act(tx)), 'ConsentWithdrawn');
    await rotateKey(tx, vin, held.titleNo);
    return withdrawn;
  },
  async renew(tx, { vin, grantId, ...longer }) {
    const held = await ownHolding(tx, vin);
    const one = await tx.grants.get(vin, grantId);
    const { validUntil, maxReads } = one.terms;
    const same = validUntil === longer.validUntil && maxReads === longer.maxReads;
    const again = same && one.events.at(-1)?.type === 'renewed' && one.reads === 0;
    return again ? one : save(tx, renew(one, held, longer, act(tx)), 'ConsentRenewed');
  },
  async close(tx, { vin, grantId }) {
    const one = await tx.grants.get(vin, grantId);
    const held = await holding(tx, vin);
    const closed = close(one, held, act(tx));
    if (closed === one) return one;
    await tx.grants.put(closed);
    tx.tell(events.GrantClosed, { vin, grantId, grantee: one.terms.grantee, status: closed.status });
    // The grantee may still hold the key.
    if (closed.status === 'expired' && one.status !== 'requested') await rotateKey(tx, vin, held.titleNo);
    return closed;
  },
  async read(tx, { vin, grantId }) {
    const held = await holding(tx, vin);
    const one = await tx.grants.get(vin, grantId);
    if (!isAuthority(tx)) tx.mustBe('a party to the grant', one.owner, one.terms.grantee);
    const status = grantStatusAt(one, held.titleNo, tx.now);
    const live = status === 'granted' || status === 'used';
    return { grant: one, status, readsLeft: live ? one.terms.maxReads - one.reads : 0 };
  },
  async listGrants(tx, { vin, ...page }) {
    if (isAuthority(tx)) return tx.grants.list(page, vin);
    await ownTitles(tx, vin);
    const { items, ...more } = await tx.grants.list(page, vin);
    return { items: items.filter(({ owner }) => owner === tx.caller.member), ...more };
  },
  async listGranted(tx, { grantee, ...page }) {
    if (!isAuthority(tx)) tx.mustBe('the grantee', grantee);
    return tx.grants.listBy('grantee', [grantee], page);
  },
};

async function save(tx: WriteTx, one: Grant, name: Told & `Consent${string}`): Promise<Grant> {
  const { vin, grantId, terms } = one;
  await tx.grants.put(one);
  tx.tell(events[name], { vin, grantId, grantee: terms.grantee });
  return one;
}

/** An answer of the owner; the same answer again changes nothing. */
async function change(
  tx: WriteTx,
  { vin, grantId }: Pick<Grant, 'vin' | 'grantId'>,
  name: Told & `Consent${string}`,
  rule: (one: Grant, held: Holding, by: ReturnType<typeof act>) => Grant,
  answer: string,
): Promise<Grant> {
  const held = await ownHolding(tx, vin);
  const one = await tx.grants.get(vin, grantId);
  return one.events.at(-1)?.type === answer ? one : save(tx, rule(one, held, act(tx)), name);
}

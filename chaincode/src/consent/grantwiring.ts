import { consentEvents as events } from './events';
import type { grantOperations } from './grantapi';
import { epochOf, turn } from './key';
import type { Grant } from './records';
import { ask, close, decline, give, grant, type Holding, renew, statusOf, withdraw } from './rules';
import { act, holding, isAuthority, ownHolding, type Wiring, type Writing } from './tables';

type Told = Exclude<keyof typeof events, 'GrantClosed' | 'DataAccessed'>;

export const grantWiring: Wiring<typeof grantOperations> = {
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
    const [withdrawn, turned] = [withdraw(one, held, act(tx)), turn(vin, held.titleNo, await tx.turns.find(vin))];
    await tx.turns.put(turned);
    await save(tx, withdrawn, 'ConsentWithdrawn');
    tx.tell(events.DataKeyTurned, { vin, epoch: epochOf(held.titleNo, turned) });
    return withdrawn;
  },
  async renew(tx, { vin, grantId, ...longer }) {
    const held = await ownHolding(tx, vin);
    const one = await tx.grants.get(vin, grantId);
    const again = one.events.at(-1)?.type === 'renewed' && one.terms.validUntil === longer.validUntil && one.reads === 0;
    return again ? one : save(tx, renew(one, held, longer, act(tx)), 'ConsentRenewed');
  },
  async close(tx, { vin, grantId }) {
    const one = await tx.grants.get(vin, grantId);
    const closed = close(one, await holding(tx, vin), act(tx));
    if (closed === one) return one;
    await tx.grants.put(closed);
    tx.tell(events.GrantClosed, { vin, grantId, grantee: one.terms.grantee, status: closed.status });
    return closed;
  },
  async read(tx, { vin, grantId }) {
    const held = await holding(tx, vin);
    const one = await tx.grants.get(vin, grantId);
    if (!isAuthority(tx)) tx.mustBe('a party to the grant', one.owner, one.terms.grantee);
    const status = statusOf(one, held.titleNo, tx.now);
    const live = status === 'granted' || status === 'used';
    return { grant: one, status, readsLeft: live ? one.terms.maxReads - one.reads : 0 };
  },
  async listGrants(tx, { vin, ...page }) {
    const { owner } = await holding(tx, vin);
    if (!isAuthority(tx)) tx.mustBe('the holder of the title', owner);
    const { items, ...more } = await tx.grants.list(page, vin);
    return { items: items.filter((one) => isAuthority(tx) || one.owner === owner), ...more };
  },
  async listGranted(tx, { grantee, ...page }) {
    if (!isAuthority(tx)) tx.mustBe('the grantee', grantee);
    return tx.grants.listBy('grantee', [grantee], page);
  },
};

async function save(tx: Writing, one: Grant, name: Told & `Consent${string}`): Promise<Grant> {
  const { vin, grantId, terms } = one;
  await tx.grants.put(one);
  tx.tell(events[name], { vin, grantId, grantee: terms.grantee });
  return one;
}

/** An answer of the owner; the same answer again changes nothing. */
async function change(
  tx: Writing,
  { vin, grantId }: Pick<Grant, 'vin' | 'grantId'>,
  name: Told & `Consent${string}`,
  rule: (one: Grant, held: Holding, by: ReturnType<typeof act>) => Grant,
  answer: string,
): Promise<Grant> {
  const held = await ownHolding(tx, vin);
  const one = await tx.grants.get(vin, grantId);
  return one.events.at(-1)?.type === answer ? one : save(tx, rule(one, held, act(tx)), name);
}

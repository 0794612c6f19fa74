import { demand } from '../../kit/errors';
import { multikeyIn } from '../w3c/did';
import { save } from './did';
import { identityErrors as errors } from '../errors';
import { identityEvents as events } from '../events';
import { mustApprove, mustBeLinked, mustControl } from '../rules/key';
import type { linkOperations } from '../api/link';
import { accepted, linked, offered, unlinked, withdrawn } from '../rules/link';
import type { Did, DidLink } from '../records/did';
import { hasSigned, type Statement } from '../records/statement';
import { publicPart, senderOf, type Wiring, type Writing } from '../tables';

export const linkWiring: Wiring<typeof linkOperations> = {
  async offerLink(tx, { did: id, linkId, account, expiresAt, approval }) {
    const known = await tx.didLinks.known(id, linkId);
    if (known) return known;
    const statement: Statement = { act: 'link', channel: tx.channel, did: id, linkId, account, expiresAt };
    mustControl(await tx.dids.get(id), senderOf(tx), statement, approval);
    const link = offered({ did: id, linkId, account, expiresAt }, tx.now);
    await tx.didLinks.put(link);
    tx.tell(events.LinkOffered, { did: id, linkId });
    return link;
  },
  async acceptLink(tx, { did: id, linkId }) {
    const link = await tx.didLinks.get(id, linkId);
    tx.mustBe('the account', link.account);
    return join(tx, await tx.dids.get(id), accepted(link, tx.now));
  },
  async withdrawLink(tx, { did: id, linkId }) {
    const link = await tx.didLinks.get(id, linkId);
    const { accounts } = await tx.dids.get(id);
    tx.mustBe('the holder or the account', link.account, ...accounts.map(({ account }) => account));
    const ended = withdrawn(link);
    await tx.didLinks.put(ended);
    tx.tell(events.LinkWithdrawn, { did: id, linkId });
    return ended;
  },
  async link(tx, { did: id, linkId, expiresAt, approval }) {
    const { member: account } = tx.caller;
    const known = await tx.didLinks.known(id, linkId);
    const did = await tx.dids.get(id);
    if (known) {
      mustBeLinked(did, account);
      return publicPart(did);
    }
    const link = offered({ did: id, linkId, account, expiresAt }, tx.now);
    mustApprove(did, { act: 'link', channel: tx.channel, did: id, linkId, account, expiresAt }, approval, tx.now);
    return join(tx, did, accepted(link, tx.now));
  },
  async unlink(tx, { did: id, account, approval }) {
    const did = await tx.dids.get(id);
    const statement: Statement = { act: 'unlink', channel: tx.channel, did: id, version: did.version, account };
    const by = tx.is(account) ? 'account' : 'holder';
    if (by === 'holder') mustControl(did, senderOf(tx), statement, approval);
    const changed = unlinked(did, account, by, tx.now);
    await tx.didAccounts.remove(...account.split('/'));
    tx.tell(events.AccountUnlinked, { did: id, version: changed.version });
    return save(tx, changed);
  },
  async readLink(tx, { did, linkId }) {
    const link = await tx.didLinks.get(did, linkId);
    const { accounts } = await tx.dids.get(did);
    tx.mustBe('the holder or the account', link.account, ...accounts.map(({ account }) => account));
    return link;
  },
  async bindAlias(tx, { alias, audience, seal, possession }) {
    const known = await tx.didAliases.known(alias);
    if (known) return known;
    mustBeFor(tx, audience);
    mustBeOfAlias({ act: 'bindAlias', channel: tx.channel, alias, audience, seal }, audience, possession);
    const bound = { alias, audience, seal };
    await tx.didAliases.put(bound);
    tx.tell(events.AliasBound, { alias, audience });
    return bound;
  },
  async endAlias(tx, { alias, possession }) {
    const bound = await tx.didAliases.get(alias);
    const { account, audience } = bound;
    if (account === undefined) {
      mustBeFor(tx, audience);
      mustBeOfAlias({ act: 'endAlias', channel: tx.channel, alias }, audience, possession);
    } else tx.mustBe('the account that bound it', account);
    if (bound.endedAt !== undefined) return bound;
    const ended = { ...bound, endedAt: tx.now };
    await tx.didAliases.put(ended);
    tx.tell(events.AliasEnded, { alias, audience: bound.audience });
    return ended;
  },
  async readAlias(tx, { alias }) {
    const { account: _, ...rest } = await tx.didAliases.get(alias);
    return rest;
  },
};

/** The organisation that knows the holder by an alias sends its transactions; the holder would show itself by its certificate. */
function mustBeFor(tx: Writing, audience: string): void {
  demand(tx.is(audience), errors.ALIAS_BY_ITSELF, { audience });
}

type OfAlias = Extract<Statement, { readonly alias: string }>;
function mustBeOfAlias(statement: OfAlias, audience: string, possession: string | undefined): void {
  const { alias } = statement;
  const signed = possession !== undefined && hasSigned(multikeyIn(alias), statement, possession);
  demand(signed, errors.ALIAS_UNPROVEN, { alias, audience });
}

/** Both sides have agreed. The record of the account is the key that only one link can write. */
async function join(tx: Writing, did: Did, link: DidLink) {
  const sender = senderOf(tx);
  const taken = await tx.didAccounts.find(...sender.account.split('/'));
  const changed = linked(did, sender, taken);
  await tx.didLinks.put(link);
  await tx.didAccounts.put({ account: sender.account, did: did.did, since: tx.now });
  tx.tell(events.AccountLinked, { did: did.did, version: changed.version, linkId: link.linkId });
  return save(tx, changed);
}

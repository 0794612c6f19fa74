import { save } from './did';
import { identityEvents as events } from '../events';
import { mustApprove, mustBeLinked, mustControl } from '../rules/key';
import type { linkOperations } from '../api/link';
import { accepted, linked, offered, unlinked, withdrawn } from '../rules/link';
import { type Did, type DidAccount, type PublicDid, publicPart } from '../records/did';
import { type DidLink } from '../records/link';
import { type Statement } from '../records/statement';
import { type IdentityHandlers, type Writing } from '../tables';
import { senderOf } from './sender';

export const linkHandlers: IdentityHandlers<typeof linkOperations> = {
  async offerLink(tx, { did: id, linkId, account, expiresAt, approval }, { on: did }) {
    const statement: Statement = { act: 'link', channel: tx.channel, did: id, linkId, account, expiresAt };
    mustControl(did, senderOf(tx), statement, approval);
    const link = offered({ did: id, linkId, account, expiresAt }, tx.now);
    await tx.didLinks.put(link);
    tx.tell(events.LinkOffered, { did: id, linkId });
    return link;
  },
  acceptLink: (tx, _request, { on: link, did, taken }) => join(tx, did, accepted(link, tx.now), taken),
  async withdrawLink(tx, { did: id, linkId }, { on: link, did }) {
    mustBeSideOf(tx, link, did);
    const ended = withdrawn(link);
    await tx.didLinks.put(ended);
    tx.tell(events.LinkWithdrawn, { did: id, linkId });
    return ended;
  },
  async link(tx, { did: id, linkId, expiresAt, approval }, { on: did, taken }) {
    const { member: account } = tx.caller;
    const known = await tx.didLinks.known(id, linkId);
    if (known) {
      mustBeLinked(did, account);
      return publicPart(did);
    }
    const link = offered({ did: id, linkId, account, expiresAt }, tx.now);
    mustApprove(
      did,
      { act: 'link', channel: tx.channel, did: id, linkId, account, expiresAt },
      approval,
      tx.now,
    );
    return join(tx, did, accepted(link, tx.now), taken);
  },
  async unlink(tx, { did: id, account, approval }, { on: did }) {
    const statement: Statement = {
      act: 'unlink',
      channel: tx.channel,
      did: id,
      version: did.version,
      account,
    };
    const by = tx.is(account) ? 'account' : 'holder';
    if (by === 'holder') mustControl(did, senderOf(tx), statement, approval);
    const changed = unlinked(did, account, by, tx.now);
    await tx.didAccounts.remove(...account.split('/'));
    tx.tell(events.AccountUnlinked, { did: id, version: changed.version });
    return save(tx, changed);
  },
  readLink(tx, _request, { on: link, did }) {
    mustBeSideOf(tx, link, did);
    return link;
  },
};

/** The holder acts by any account of the DID, which the record of the link does not name. */
function mustBeSideOf(tx: Pick<Writing, 'mustBe'>, { account: offeredTo }: DidLink, { accounts }: Did): void {
  tx.mustBe('the holder or the account', offeredTo, ...accounts.map(({ account }) => account));
}

/** Both sides have agreed. The record of the account is the key that only one link can write. */
async function join(tx: Writing, did: Did, link: DidLink, taken: DidAccount | undefined): Promise<PublicDid> {
  const sender = senderOf(tx);
  const changed = linked(did, sender, taken);
  await tx.didLinks.put(link);
  await tx.didAccounts.put({ account: sender.account, did: did.did, since: tx.now });
  tx.tell(events.AccountLinked, { did: did.did, version: changed.version, linkId: link.linkId });
  return save(tx, changed);
}

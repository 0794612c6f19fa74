import { demand } from '../../kit/errors';
import type { didOperations } from '../api/did';
import { autoDidOf } from '../w3c/did';
import { resolve } from '../rules/resolution';
import { identityErrors as errors } from '../errors';
import { identityEvents as events } from '../events';
import {
  deactivated,
  FOUNDING,
  liveKey,
  mustControl,
  mustPossess,
  newestKey,
  rotated,
  type Sender,
  touched,
  withKey,
  withoutKeys,
} from '../rules/key';
import { type Did, type PublicDid, publicPart } from '../records/did';
import type { Approval, Statement } from '../records/statement';
import { type Reading, type IdentityHandlers, type Writing } from '../tables';
import { certificateKey, senderOf } from './sender';

export const didHandlers: IdentityHandlers<typeof didOperations> = {
  async create(tx, _request, { taken }) {
    const { member: account, org } = tx.caller;
    const did = autoDidOf(tx.channel, org, tx.callerKey());
    const known = await tx.dids.find(did);
    if (taken?.did === did && known) return publicPart(known);
    demand(taken === undefined, errors.ACCOUNT_HAS_DID, { account });
    demand(known === undefined, errors.DID_TAKEN, { did });
    const founded = foundedBy(senderOf(tx), did);
    await tx.didAccounts.put({ account, did, since: tx.now });
    tx.tell(events.DidCreated, { did, version: 1 });
    return save(tx, founded);
  },
  async addKey(tx, { did: id, key, purposes, possession, approval }, { on: did }) {
    const statement: Statement = {
      act: 'addKey',
      channel: tx.channel,
      did: id,
      version: did.version,
      key,
      purposes,
    };
    const sender = controlling(tx, did, statement, approval);
    mustPossess(key, sender, statement, possession);
    const changed = touched(withKey(did, key, purposes, tx.now), tx.now);
    tx.tell(events.DidKeyAdded, { did: id, version: changed.version, keyId: newestKey(changed) });
    return save(tx, changed);
  },
  async rotateKey(tx, { did: id, replaces, key, possession, approval }, { on: did }) {
    const statement: Statement = {
      act: 'rotateKey',
      channel: tx.channel,
      did: id,
      version: did.version,
      replaces,
      key,
    };
    const sender = controlling(tx, did, statement, approval);
    mustPossess(key, sender, statement, possession);
    const changed = rotated(did, replaces, key, tx.now);
    tx.tell(events.DidKeyRevoked, { did: id, version: changed.version, keyId: replaces });
    tx.tell(events.DidKeyAdded, { did: id, version: changed.version, keyId: newestKey(changed) });
    return save(tx, changed);
  },
  async revokeKey(tx, { did: id, keyId, approval }, { on: did }) {
    controlling(
      tx,
      did,
      { act: 'revokeKey', channel: tx.channel, did: id, version: did.version, keyId },
      approval,
    );
    liveKey(did, keyId, tx.now);
    const changed = touched(withoutKeys(did, [keyId], tx.now), tx.now);
    tx.tell(events.DidKeyRevoked, { did: id, version: changed.version, keyId });
    return save(tx, changed);
  },
  async announceServices(tx, { did: id, services, approval }, { on: did }) {
    controlling(
      tx,
      did,
      { act: 'announceServices', channel: tx.channel, did: id, version: did.version, services },
      approval,
    );
    const changed = touched({ ...did, services }, tx.now);
    tx.tell(events.DidServicesChanged, { did: id, version: changed.version });
    return save(tx, changed);
  },
  async deactivate(tx, { did: id, approval }, { on: did }) {
    const alone = did.accounts.length === 1 && tx.is(did.accounts[0]?.account ?? '');
    if (!alone)
      controlling(
        tx,
        did,
        { act: 'deactivate', channel: tx.channel, did: id, version: did.version },
        approval,
      );
    const changed = deactivated(did, tx.now);
    for (const { account } of did.accounts) await tx.didAccounts.remove(...account.split('/'));
    tx.tell(events.DidDeactivated, { did: id, version: changed.version });
    return save(tx, changed);
  },
  resolve: (tx, { did, at = tx.now }, { found }) => resolve(did, found, at),
  read: (_tx, _request, { on: did }) => publicPart(did),
  listAccounts: (_tx, _request, { on: { did, accounts } }) => ({ did, accounts }),
  async readAccount(tx, { account }) {
    mustSeeAccount(tx, account);
    return tx.didAccounts.get(...account.split('/'));
  },
};

/**
 * Which accounts are one person's is for the person and the authorities; a stranger does not even learn that
 * one has a DID.
 */
function mustSeeAccount(tx: Reading, account: string): void {
  if (tx.caller.role !== 'registrar' && tx.caller.role !== 'auditor') tx.mustBe('the holder', account);
}

function controlling(tx: Writing, did: Did, statement: Statement, approval: Approval | undefined): Sender {
  const sender = senderOf(tx);
  mustControl(did, sender, statement, approval);
  return sender;
}

function foundedBy(sender: Sender, did: string): Did {
  const { account, now } = sender;
  const key = { keyId: 'key-1', multikey: certificateKey(sender), purposes: [...FOUNDING], validFrom: now };
  return {
    did,
    status: 'active',
    keys: [key],
    accounts: [{ account, since: now, keyIds: [key.keyId] }],
    services: [],
    version: 1,
    createdAt: now,
    changedAt: now,
  };
}

/** Saves a DID and answers what everybody may see of it. */
export async function save(tx: Writing, did: Did): Promise<PublicDid> {
  await tx.dids.put(did);
  return publicPart(did);
}

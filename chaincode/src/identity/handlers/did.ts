import { demand } from '../../kit/errors';
import type { didOperations } from '../api/did';
import { autoDidOf, isAutoDid } from '../w3c/did';
import { resolve } from '../w3c/document';
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
import type { Did, PublicDid } from '../records/did';
import type { Approval, Statement } from '../records/statement';
import { certificateKey, publicPart, type Reading, senderOf, type Wiring, type Writing } from '../tables';

export const didWiring: Wiring<typeof didOperations> = {
  async create(tx) {
    const { member: account, org } = tx.caller;
    const taken = await tx.didAccounts.find(...account.split('/'));
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
  async addKey(tx, { did: id, key, purposes, possession, approval }) {
    const did = await tx.dids.get(id);
    const statement: Statement = { act: 'addKey', channel: tx.channel, did: id, version: did.version, key, purposes };
    const sender = controlling(tx, did, statement, approval);
    mustPossess(key, sender, statement, possession);
    const changed = touched(withKey(did, key, purposes, tx.now), tx.now);
    tx.tell(events.DidKeyAdded, { did: id, version: changed.version, keyId: newestKey(changed) });
    return save(tx, changed);
  },
  async rotateKey(tx, { did: id, replaces, key, possession, approval }) {
    const did = await tx.dids.get(id);
    const statement: Statement = { act: 'rotateKey', channel: tx.channel, did: id, version: did.version, replaces, key };
    const sender = controlling(tx, did, statement, approval);
    mustPossess(key, sender, statement, possession);
    const changed = rotated(did, replaces, key, tx.now);
    tx.tell(events.DidKeyRevoked, { did: id, version: changed.version, keyId: replaces });
    tx.tell(events.DidKeyAdded, { did: id, version: changed.version, keyId: newestKey(changed) });
    return save(tx, changed);
  },
  async revokeKey(tx, { did: id, keyId, approval }) {
    const did = await tx.dids.get(id);
    controlling(tx, did, { act: 'revokeKey', channel: tx.channel, did: id, version: did.version, keyId }, approval);
    liveKey(did, keyId, tx.now);
    const changed = touched(withoutKeys(did, [keyId], tx.now), tx.now);
    tx.tell(events.DidKeyRevoked, { did: id, version: changed.version, keyId });
    return save(tx, changed);
  },
  async announceServices(tx, { did: id, services, approval }) {
    const did = await tx.dids.get(id);
    controlling(tx, did, { act: 'announceServices', channel: tx.channel, did: id, version: did.version, services }, approval);
    const changed = touched({ ...did, services }, tx.now);
    tx.tell(events.DidServicesChanged, { did: id, version: changed.version });
    return save(tx, changed);
  },
  async deactivate(tx, { did: id, approval }) {
    const did = await tx.dids.get(id);
    const alone = did.accounts.length === 1 && tx.is(did.accounts[0]?.account ?? '');
    if (!alone) controlling(tx, did, { act: 'deactivate', channel: tx.channel, did: id, version: did.version }, approval);
    const changed = deactivated(did, tx.now);
    for (const { account } of did.accounts) await tx.didAccounts.remove(...account.split('/'));
    tx.tell(events.DidDeactivated, { did: id, version: changed.version });
    return save(tx, changed);
  },
  async resolve(tx, { did, at = tx.now }) {
    return resolve(did, isAutoDid(did) ? await tx.dids.find(did) : undefined, at);
  },
  async read(tx, { did }) {
    return publicPart(await tx.dids.get(did));
  },
  async listAccounts(tx, { did: id }) {
    const { did, accounts } = await tx.dids.get(id);
    mustSeeAccounts(
      tx,
      accounts.map(({ account }) => account),
    );
    return { did, accounts };
  },
  async readAccount(tx, { account }) {
    mustSeeAccounts(tx, [account]);
    return tx.didAccounts.get(...account.split('/'));
  },
};

/** Which accounts are one person's is for the person and the authorities. */
function mustSeeAccounts(tx: Reading, accounts: readonly string[]): void {
  if (tx.caller.role !== 'registrar' && tx.caller.role !== 'auditor') tx.mustBe('the holder', ...accounts);
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

export async function save(tx: Writing, did: Did): Promise<PublicDid> {
  await tx.dids.put(did);
  return publicPart(did);
}

import { demand, refuse } from '../../kit/errors';
import { identityErrors as errors } from '../errors';
import { didLife } from '../life';
import type { Did, DidKey, Purpose } from '../records/did';
import { type Approval, type Statement } from '../records/statement';
import { hasSigned } from './statement';

const MAX_KEYS = 64;

/**
 * What the key of a certificate may do for the DID that it founded. Agreeing on keys is for a key of its own.
 */
export const FOUNDING: readonly Purpose[] = [
  'authentication',
  'assertionMethod',
  'capabilityInvocation',
  'capabilityDelegation',
];
/** What the key of a linked account may do: act as the person in its app, not change the DID. */
export const LINKED: readonly Purpose[] = ['authentication', 'assertionMethod'];

/** Who sends a transaction: its account, and the multikey of its certificate. */
export interface Sender {
  readonly account: string;
  readonly key: string | undefined;
  readonly now: string;
}

/** Whether a key counted at a moment. */
export const isValidAt = ({ validFrom, revokedAt }: DidKey, at: string): boolean =>
  validFrom <= at && (revokedAt === undefined || at < revokedAt);

const controls = (key: DidKey, at: string): boolean =>
  isValidAt(key, at) && key.purposes.includes('capabilityInvocation');

/**
 * Both are needed: an account that is linked, and a key that controls: that of the certificate, or one that
 * signed the statement.
 */
export function mustControl(
  did: Did,
  { account, key, now }: Sender,
  statement: Statement,
  approval: Approval | undefined,
): void {
  didLife.step('change', did.status);
  mustBeLinked(did, account);
  if (approval) return mustApprove(did, statement, approval, now);
  demand(
    did.keys.some((held) => held.multikey === key && controls(held, now)),
    errors.NOT_CONTROLLER,
    { did: did.did },
  );
}

/** Refuses with APPROVAL_WRONG unless a key that controls the DID signed the statement. */
export function mustApprove(
  did: Did,
  statement: Statement,
  { keyId, signature }: Approval,
  now: string,
): void {
  const key = did.keys.find((held) => held.keyId === keyId);
  const right = key !== undefined && controls(key, now) && hasSigned(key.multikey, statement, signature);
  demand(right, errors.APPROVAL_WRONG, { did: did.did, keyId, version: did.version });
}

/** Refuses with ACCOUNT_NOT_LINKED an account that is not of the DID. */
export function mustBeLinked(did: Did, account: string): void {
  demand(
    did.accounts.some((linked) => linked.account === account),
    errors.ACCOUNT_NOT_LINKED,
    { did: did.did, account },
  );
}

/**
 * A new key proves itself by signing the statement; the key of the certificate has signed the transaction.
 */
export function mustPossess(
  key: string,
  sender: Sender,
  statement: Statement,
  possession: string | undefined,
): void {
  const proven = possession === undefined ? key === sender.key : hasSigned(key, statement, possession);
  demand(proven, errors.POSSESSION_UNPROVEN);
}

/** The DID after a change: the next version. */
export const touched = (did: Did, now: string): Did => ({ ...did, version: did.version + 1, changedAt: now });

/** The DID with one more key, valid from now on. Throws DID_KEY_EXISTS, DID_KEYS_FULL. */
export function withKey(did: Did, multikey: string, purposes: readonly Purpose[], now: string): Did {
  const known = did.keys.find((held) => held.multikey === multikey);
  if (known) refuse(errors.DID_KEY_EXISTS, { did: did.did, keyId: known.keyId });
  demand(did.keys.length < MAX_KEYS, errors.DID_KEYS_FULL, { did: did.did, count: MAX_KEYS });
  const key: DidKey = {
    keyId: `key-${did.keys.length + 1}`,
    multikey,
    purposes: [...purposes],
    validFrom: now,
  };
  return { ...did, keys: [...did.keys, key] };
}

/** The id of the key that was added last. */
export const newestKey = (did: Did): string => did.keys.at(-1)?.keyId ?? '';

/** The key that may be revoked or replaced. */
export function liveKey(did: Did, keyId: string, now: string): DidKey {
  const key = did.keys.find((held) => held.keyId === keyId);
  if (!key) return refuse(errors.DID_KEY_UNKNOWN, { did: did.did, keyId });
  demand(isValidAt(key, now), errors.DID_KEY_REVOKED, { did: did.did, keyId });
  return key;
}

/** Whether a key that controls the DID would be left. */
export const isControlledWithout = (did: Did, keyIds: readonly string[], now: string): boolean =>
  did.keys.some((key) => !keyIds.includes(key.keyId) && controls(key, now));

/** The DID with these keys revoked from now on. Throws LAST_KEY. */
export function withoutKeys(did: Did, keyIds: readonly string[], now: string): Did {
  const keys = did.keys.map((key) =>
    keyIds.includes(key.keyId) && isValidAt(key, now) ? { ...key, revokedAt: now } : key,
  );
  demand(isControlledWithout(did, keyIds, now), errors.LAST_KEY, { did: did.did });
  return { ...did, keys };
}

/** The new key has the purposes of the old one, from the moment at which the old one ends. */
export function rotated(did: Did, replaces: string, multikey: string, now: string): Did {
  const old = liveKey(did, replaces, now);
  const accounts = did.accounts.map((linked) =>
    linked.keyIds.includes(replaces)
      ? { ...linked, keyIds: [...linked.keyIds, `key-${did.keys.length + 1}`] }
      : linked,
  );
  return touched(
    { ...withoutKeys(withKey(did, multikey, old.purposes, now), [replaces], now), accounts },
    now,
  );
}

/** The DID at its end: all keys revoked, without accounts and services. Throws WRONG_STATUS. */
export function deactivated(did: Did, now: string): Did {
  const status = didLife.step('deactivate', did.status);
  const keys = did.keys.map((key) => (isValidAt(key, now) ? { ...key, revokedAt: now } : key));
  return touched({ ...did, status, keys, accounts: [], services: [], deactivatedAt: now }, now);
}

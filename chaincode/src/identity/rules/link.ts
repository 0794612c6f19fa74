import { demand } from '../../kit/errors';
import { addMillis, DAY_MS } from '../../kit/value/time';
import { identityErrors as errors } from '../errors';
import {
  isControlledWithout,
  LINKED,
  mustBeLinked,
  newestKey,
  type Sender,
  touched,
  withKey,
  withoutKeys,
} from './key';
import { didLife, linkLife } from '../life';
import type { Did, DidAccount } from '../records/did';
import type { DidLink } from '../records/link';

const MAX_ACCOUNTS = 16;
/** A link that nobody answered must not lie about for ever. */
const LONGEST_OFFER_DAYS = 30;

/** A link that waits for the account. Throws LINK_TERM_IMPOSSIBLE. */
export function offered(link: Omit<DidLink, 'status'>, now: string): DidLink {
  const { linkId, expiresAt } = link;
  const possible = expiresAt > now && expiresAt <= addMillis(now, LONGEST_OFFER_DAYS * DAY_MS);
  demand(possible, errors.LINK_TERM_IMPOSSIBLE, { linkId, expiresAt });
  return { ...link, status: 'offered' };
}

/** The account answers: the other half of the consent. */
export function accepted(link: DidLink, now: string): DidLink {
  const status = linkLife.step('accept', link.status);
  demand(now < link.expiresAt, errors.LINK_EXPIRED, { linkId: link.linkId, expiresAt: link.expiresAt });
  return { ...link, status };
}

/** A link that nobody will accept. Throws WRONG_STATUS. */
export const withdrawn = (link: DidLink): DidLink => ({
  ...link,
  status: linkLife.step('withdraw', link.status),
});

/**
 * Links an account with the key of its certificate. `taken` is the record of the account, if it has a DID
 * already.
 */
export function linked(did: Did, { account, key, now }: Sender, taken: DidAccount | undefined): Did {
  didLife.step('change', did.status);
  demand(taken === undefined, errors.ACCOUNT_HAS_DID, { account });
  demand(did.accounts.length < MAX_ACCOUNTS, errors.ACCOUNTS_FULL, { did: did.did, count: MAX_ACCOUNTS });
  const fresh = key !== undefined && did.keys.every((held) => held.multikey !== key);
  const wider = fresh ? withKey(did, key, LINKED, now) : did;
  const keyIds = fresh ? [newestKey(wider)] : [];
  return touched({ ...wider, accounts: [...did.accounts, { account, since: now, keyIds }] }, now);
}

/**
 * The keys that the account brought end with the link. An account that goes by itself is not held back by the
 * last key: it may have lost it, and whoever still has it controls the DID through another account.
 */
export function unlinked(did: Did, account: string, by: 'account' | 'holder', now: string): Did {
  mustBeLinked(did, account);
  demand(did.accounts.length > 1, errors.LAST_ACCOUNT, { did: did.did, account });
  const brought = did.accounts.find((held) => held.account === account)?.keyIds ?? [];
  const accounts = did.accounts.filter((held) => held.account !== account);
  const kept =
    by === 'account' && !isControlledWithout(did, brought, now) ? did : withoutKeys(did, brought, now);
  return touched({ ...kept, accounts }, now);
}

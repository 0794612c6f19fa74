import type { Api, Operation } from '../kit/api';
import { refuse } from '../kit/errors';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { organisations } from '../member/records/member';
import { identityErrors } from './errors';
import type { Sender } from './rules/key';
import { multikeyOfSpki } from '../words/multikey';
import { type Did, didAccounts, didAliases, didLinks, dids, type PublicDid } from './records/did';
import { credentials } from './records/credential';
import { trustedIssuers, trustVersions } from './records/trust';

export const tables = { dids, didAccounts, didLinks, didAliases, credentials, trustedIssuers, trustVersions, organisations };
export type Reading = TxOf<'evaluate', typeof tables>;
export type Writing = TxOf<'submit', typeof tables>;

/** Handlers of a part of the api. */
export type Wiring<Ops extends Record<string, Operation>> = Handlers<Api<'identity', Ops>, typeof tables>;

export const senderOf = (tx: Writing): Sender => ({
  account: tx.caller.member,
  key: multikeyOfSpki(tx.callerKey()),
  now: tx.now,
});

/** The multikey of the certificate where one is needed. */
export const certificateKey = ({ account, key }: Sender): string =>
  key ?? refuse(identityErrors.CERTIFICATE_KEY_UNUSABLE, { account });

export function publicPart(did: Did): PublicDid {
  const { accounts: _, ...rest } = did;
  return rest;
}

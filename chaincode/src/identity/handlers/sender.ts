import { refuse } from '../../kit/errors';
import { identityErrors } from '../errors';
import type { Sender } from '../rules/key';
import { multikeyOfSpki } from '../../words/multikey';
import type { Writing } from '../tables';

/** Who sends this transaction; the key is absent when it is of a kind that signs no credentials. */
export const senderOf = (tx: Writing): Sender => ({
  account: tx.caller.member,
  key: multikeyOfSpki(tx.callerKey()),
  now: tx.now,
});

/** The multikey of the certificate where one is needed. */
export const certificateKey = ({ account, key }: Sender): string =>
  key ?? refuse(identityErrors.CERTIFICATE_KEY_UNUSABLE, { account });

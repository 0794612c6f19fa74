import { type Statement, statementText } from '@roadbook/chaincode/api';
import type { CredentialKey } from './key';

const signatureOver = async (statement: Statement, key: CredentialKey): Promise<string> =>
  Buffer.from(await key.sign(Buffer.from(statementText(statement)))).toString('base64url');

/**
 * The holder's approval of an operation of the identity room, for a transaction that another certificate
 * signs: an account to be linked, or the own account after its certificate was renewed with a new key. The
 * key must be one of the DID's, named with `keyId`.
 */
export async function approveStatement(
  statement: Statement,
  key: CredentialKey,
): Promise<{ keyId: string; signature: string }> {
  return {
    keyId: key.method.slice(key.method.indexOf('#') + 1),
    signature: await signatureOver(statement, key),
  };
}

/** A new key's proof that its holder has it: the `possession` of `addKey`, `rotateKey` and `bindAlias`. */
export const provePossession = signatureOver;

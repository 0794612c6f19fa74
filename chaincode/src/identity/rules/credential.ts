import type { z } from 'zod';
import { demand } from '../../kit/errors';
import { isKeyDid, multikeyIn } from '../w3c/did';
import { identityErrors as errors } from '../errors';
import type { Sender } from './key';
import { credentialLife } from '../life';
import type { Did } from '../records/did';
import type { flag, CredentialStanding } from '../records/credential';

/** Staff of an issuer act through an account of its DID; a `did:key` is its own key. */
export function mustIssue(issuer: string, did: Did | undefined, { account, key }: Sender): void {
  const own = isKeyDid(issuer)
    ? multikeyIn(issuer) === key
    : did?.status === 'active' && did.accounts.some((linked) => linked.account === account);
  demand(own, errors.ISSUER_NOT_YOURS, { account, issuer });
}

/** The standing after a step of its life. Throws WRONG_STATUS. */
export const stepped = (
  row: CredentialStanding,
  name: keyof typeof credentialLife.steps,
  now: string,
): CredentialStanding => ({
  ...row,
  status: credentialLife.step(name, row.status),
  changedAt: now,
});

/** The standing with one flag raised or lowered; flags are in alphabetical order. */
export function flagged(
  row: CredentialStanding,
  which: z.output<typeof flag>,
  raised: boolean,
  now: string,
): CredentialStanding {
  const others = row.flags.filter((held) => held !== which);
  return { ...row, flags: raised ? [...others, which].sort() : others, changedAt: now };
}

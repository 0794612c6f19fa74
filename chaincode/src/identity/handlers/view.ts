import type { Found } from '../../kit/ledger/rows';
import type { CredentialType } from '../records/claims';
import { type Did, publicPart } from '../records/did';
import { type CredentialStanding, rowId } from '../records/credential';
import { type TrustedIssuer } from '../records/trust';
import type { LedgerView } from '../rules/view';

interface Looking {
  readonly channel: string;
  readonly credentials: Found<CredentialStanding>;
  readonly dids: Found<Did>;
  readonly trustedIssuers: Found<TrustedIssuer>;
}

/** Looks up where a credential stands, and its issuer for that type. */
export async function viewOf(
  tx: Looking,
  place: { readonly issuer: string; readonly list: number; readonly index: number },
  type: CredentialType,
): Promise<LedgerView> {
  const row = await tx.credentials.get(...rowId(place));
  const issuer = await tx.dids.find(place.issuer);
  const entry = await tx.trustedIssuers.find(type, place.issuer);
  return { channel: tx.channel, row, entry, issuer: issuer && publicPart(issuer) };
}

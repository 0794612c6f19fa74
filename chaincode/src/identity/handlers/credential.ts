import type { credentialOperations } from '../api/credential';
import { isAutoDid } from '../w3c/did';
import { identityEvents as events } from '../events';
import { snapshotOf } from '../records/snapshot';
import { type CredentialRow, flagged, mustIssue, rowId, step } from '../records/credential';
import { senderOf, type Wiring, type Writing } from '../tables';
import { mustAnswerFor, mustBeTrusted } from '../records/trust';

type Place = Pick<CredentialRow, 'issuer' | 'list' | 'index'>;

const placeOf = ({ issuer, list, index }: Place): Place => ({ issuer, list, index });

export const credentialWiring: Wiring<typeof credentialOperations> = {
  async recordCredential(tx, request) {
    const known = await tx.credentials.known(...rowId(request));
    if (known) return known;
    await issuing(tx, request);
    mustBeTrusted(await tx.trustedIssuers.find(request.type, request.issuer), request, tx.now);
    const row: CredentialRow = { ...request, status: 'valid', flags: [], recordedAt: tx.now, changedAt: tx.now };
    await tx.credentials.put(row);
    tx.tell(events.CredentialRecorded, { ...placeOf(row), type: row.type });
    return row;
  },
  suspend: (tx, place) => judge(tx, place, (row) => step(row, 'suspend', tx.now), events.CredentialSuspended),
  reinstate: (tx, place) => judge(tx, place, (row) => step(row, 'reinstate', tx.now), events.CredentialReinstated),
  revoke: (tx, place) => judge(tx, place, (row) => step(row, 'revoke', tx.now), events.CredentialRevoked),
  async flag(tx, { flag, raised, ...place }) {
    const row = await tx.credentials.get(...rowId(place));
    await issuing(tx, row);
    const changed = flagged(row, flag, raised, tx.now);
    await tx.credentials.put(changed);
    tx.tell(events.CredentialFlagged, { ...place, flag, raised });
    return changed;
  },
  readCredential: (tx, place) => tx.credentials.get(...rowId(place)),
  async exportStatus(tx, { issuer, list, page }) {
    const { items: rows, next } = await tx.credentials.list(page, issuer, String(list));
    return { ...snapshotOf({ channel: tx.channel, issuer, list, rows }, tx.now), ...(next !== undefined && { next }) };
  },
};

/** The caller speaks for the issuer, in the organisation that is answerable for that type. */
async function issuing(tx: Writing, { issuer, type }: Pick<CredentialRow, 'issuer' | 'type'>): Promise<void> {
  mustIssue(issuer, isAutoDid(issuer) ? await tx.dids.find(issuer) : undefined, senderOf(tx));
  mustAnswerFor(await tx.trustedIssuers.find(type, issuer), tx.caller);
}

async function judge(
  tx: Writing,
  place: Place,
  verdict: (row: CredentialRow) => CredentialRow,
  event: typeof events.CredentialSuspended | typeof events.CredentialReinstated | typeof events.CredentialRevoked,
): Promise<CredentialRow> {
  const before = await tx.credentials.get(...rowId(place));
  await issuing(tx, before);
  const row = verdict(before);
  await tx.credentials.put(row);
  tx.tell(event, placeOf(row));
  return row;
}

import { pageIn } from '../../kit/api';
import type { credentialLife } from '../life';
import type { Did } from '../records/did';
import type { TrustedIssuer } from '../records/trust';
import type { credentialOperations } from '../api/credential';
import { identityEvents as events } from '../events';
import { snapshotOf } from '../rules/snapshot';
import type { CredentialStanding } from '../records/credential';
import { flagged, mustIssue, stepped } from '../rules/credential';
import { type IdentityHandlers, type Writing } from '../tables';
import { senderOf } from './sender';
import { mustAnswerFor, mustBeTrusted } from '../rules/trust';

type Place = Pick<CredentialStanding, 'issuer' | 'list' | 'index'>;

const placeOf = ({ issuer, list, index }: Place): Place => ({ issuer, list, index });

export const credentialHandlers: IdentityHandlers<typeof credentialOperations> = {
  async recordCredential(tx, request, { speaker, entry }) {
    mustSpeak(tx, request, speaker, entry);
    mustBeTrusted(entry, request, tx.now);
    const row: CredentialStanding = {
      ...request,
      status: 'valid',
      flags: [],
      recordedAt: tx.now,
      changedAt: tx.now,
    };
    await tx.credentials.put(row);
    tx.tell(events.CredentialRecorded, { ...placeOf(row), type: row.type });
    return row;
  },
  suspend: (tx, _place, given) => take(tx, 'suspend', given, events.CredentialSuspended),
  reinstate: (tx, _place, given) => take(tx, 'reinstate', given, events.CredentialReinstated),
  revoke: (tx, _place, given) => take(tx, 'revoke', given, events.CredentialRevoked),
  async flag(tx, { flag, raised, ...place }, { on: row, speaker, entry }) {
    mustSpeak(tx, row, speaker, entry);
    const changed = flagged(row, flag, raised, tx.now);
    await tx.credentials.put(changed);
    tx.tell(events.CredentialFlagged, { ...place, flag, raised });
    return changed;
  },
  readCredential: (_tx, _place, { on: row }) => row,
  async exportStatus(tx, { issuer, list, ...asked }) {
    const { items: rows, next } = await tx.credentials.list(pageIn(asked), issuer, String(list));
    return {
      ...snapshotOf({ channel: tx.channel, issuer, list, rows }, tx.now),
      ...(next !== undefined && { next }),
    };
  },
};

/** The caller speaks for the issuer, in the organisation that is answerable for that type. */
function mustSpeak(
  tx: Writing,
  { issuer }: Pick<CredentialStanding, 'issuer'>,
  speaker: Did | undefined,
  entry: TrustedIssuer | undefined,
): void {
  mustIssue(issuer, speaker, senderOf(tx));
  mustAnswerFor(entry, tx.caller);
}

interface Standing {
  readonly on: CredentialStanding;
  readonly speaker: Did | undefined;
  readonly entry: TrustedIssuer | undefined;
}

async function take(
  tx: Writing,
  name: keyof typeof credentialLife.steps,
  { on: before, speaker, entry }: Standing,
  event:
    | typeof events.CredentialSuspended
    | typeof events.CredentialReinstated
    | typeof events.CredentialRevoked,
): Promise<CredentialStanding> {
  mustSpeak(tx, before, speaker, entry);
  const row = stepped(before, name, tx.now);
  await tx.credentials.put(row);
  tx.tell(event, placeOf(row));
  return row;
}

import { z } from 'zod';
import { bitAt, decodeList, listUrl, type StatusPurpose } from '../w3c/bitstring';
import { type Check, fail, pass } from './check';
import { Credential, idOf, listOf, type StatusEntry } from '../w3c/credential';
import { type VerificationInput, type VerifiedInput, keyOf } from './input';
import { proofFault } from '../w3c/integrity';
import { instantOf } from '../w3c/timestamp';
import type { CredentialStanding } from '../records/credential';

/**
 * A credential as its status is looked up: its issuer, the hash under which it was recorded, and the places
 * that it names.
 */
export interface Sought {
  readonly issuer: string;
  readonly type: string;
  readonly hash: string;
  readonly places: readonly {
    readonly url: string;
    readonly index: number;
    readonly purpose: StatusPurpose;
  }[];
}

/** Where the status entries of a credential point. */
export const placesOf = (entries: readonly StatusEntry[]): Sought['places'] =>
  entries.map(({ statusListCredential: url, statusListIndex, statusPurpose: purpose }) => ({
    url,
    index: Number(statusListIndex),
    purpose,
  }));

/** The standing that the ledger keeps of the credential, when the snapshots hold it. */
export function rowOf({ issuer, places }: Sought, { pages }: VerifiedInput): CredentialStanding | undefined {
  for (const { url, index, purpose } of places)
    for (const { content } of pages) {
      const own =
        content.issuer === issuer &&
        (url === listUrl(issuer, content.list, purpose) || url === listUrl(issuer, content.list));
      const row = own ? content.rows.find((one) => one.index === index) : undefined;
      if (row) return row;
    }
  return undefined;
}

/**
 * When the credential is known to have existed. Its own dates are the word of whoever signed it; the ledger's
 * record is not. So an old signature of a key that was revoked since, or of an issuer that is trusted no
 * more, counts only when it was recorded in time.
 */
export const provenAt = (row: CredentialStanding | undefined, hash: string, at: string): string =>
  row && row.hash === hash && row.recordedAt <= at ? row.recordedAt : at;

/** Whether the credential still stands, by its row or by a list that its issuer signed. */
export function statusCheck(
  sought: Sought,
  row: CredentialStanding | undefined,
  known: VerifiedInput,
  givens: VerificationInput,
): Check {
  if (sought.places.length === 0) return pass('status', 'it names no status, so it cannot be revoked');
  if (sought.places.some(({ url }) => !url.startsWith(`${sought.issuer}/`)))
    return fail('status', 'its status list is not its issuer’s');
  if (row) return rowCheck(sought, row);
  for (const place of sought.places) {
    const raised = listedBit(sought.issuer, place, known, givens);
    if (typeof raised === 'string') return fail('status', raised);
    if (raised && (place.purpose === 'revocation' || place.purpose === 'suspension'))
      return fail('status', `its bit for ${place.purpose} is raised`);
  }
  return pass('status', 'its bits are not raised');
}

function rowCheck({ hash, type }: Sought, row: CredentialStanding): Check {
  if (row.hash !== hash || row.type !== type)
    return fail('status', 'the ledger recorded another document in its place');
  if (row.status !== 'valid') return fail('status', `it is ${row.status} since ${row.changedAt}`);
  return pass('status', row.flags.length > 0 ? `it stands; flagged: ${row.flags.join(', ')}` : 'it stands');
}

const ListSubject = z.strictObject({
  id: z.string().max(400).optional(),
  type: z.literal('BitstringStatusList'),
  statusPurpose: z.string().max(20),
  encodedList: z.string().max(100_000),
});

/** The bit in a signed list, or why it is not known. */
function listedBit(
  issuer: string,
  { url, index, purpose }: Sought['places'][number],
  known: VerifiedInput,
  givens: VerificationInput,
): boolean | string {
  const raw = known.lists.find((list) => list['id'] === url);
  if (!raw) return 'its standing is in no snapshot';
  const list = Credential.safeParse(raw);
  if (!list.success || !list.data.type.includes('BitstringStatusListCredential'))
    return 'its status list is no credential';
  const { proof, issuer: by, credentialSubject, validFrom, validUntil } = list.data;
  if (idOf(by) !== issuer || proof.proofPurpose !== 'assertionMethod')
    return 'its status list is not its issuer’s';
  const [from, until] = [validFrom && instantOf(validFrom), validUntil && instantOf(validUntil)];
  const timely = (!from || from <= givens.at) && (!until || givens.at < until);
  if (!timely) return 'its status list is of another time';
  const key = keyOf(proof.verificationMethod, issuer, 'assertionMethod', givens.at, known.dids);
  if ('why' in key) return `its status list: ${key.why}`;
  if (proofFault(raw, key.multikey) !== undefined) return 'its status list was changed';
  const [subject] = listOf(credentialSubject);
  const parsed = ListSubject.safeParse(subject);
  if (!parsed.success || parsed.data.statusPurpose !== purpose)
    return `its status list is not for ${purpose}`;
  const bits = decodeList(parsed.data.encodedList);
  return (bits && bitAt(bits, index)) ?? 'its status list cannot be read';
}

import { createHash, randomBytes } from 'node:crypto';
import {
  canonical,
  type ClaimsOf,
  type CredentialType,
  disclose,
  digestOf,
  listUrl,
  partsOfSdJwt,
  publicKeyOf,
  time,
  vctOf,
} from '@roadbook/chaincode/api';
import type { Asked, Issued, StatusPlace } from './credential';
import type { CredentialKey } from './key';

const ALGORITHM = { 'P-256': 'ES256', 'P-384': 'ES384', Ed25519: 'EdDSA' } as const;

const encoded = (value: object): string => Buffer.from(canonical(value)).toString('base64url');
const seconds = (at: string): number => Math.floor(time.toMillis(at) / 1000);

async function jws(header: object, payload: object, key: CredentialKey): Promise<string> {
  const signed = `${encoded({ ...header, alg: ALGORITHM[key.kind] })}.${encoded(payload)}`;
  return `${signed}.${Buffer.from(await key.sign(Buffer.from(signed, 'ascii'))).toString('base64url')}`;
}

/** What an issuer says in an SD-JWT VC. Every claim is for the holder to disclose or not. */
export interface BoundIssue<T extends CredentialType> {
  readonly type: T;
  readonly claims: ClaimsOf<T>;
  /** The multikey of the holder's key, to which the credential is bound. */
  readonly holder: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly status: StatusPlace;
}

/**
 * Issues an SD-JWT VC (RFC 9901), bound to the key of its holder. Salts are of 128 bits; decoys hide how many
 * claims there are. Two showings of one credential can be linked by its signature, so issue a batch ({@link
 * issueBatch}) with a key each, and show each once.
 */
export async function issueSdJwt<T extends CredentialType>(
  { type, claims, holder, validFrom, validUntil, status }: BoundIssue<T>,
  key: CredentialKey,
): Promise<Issued<T, string>> {
  const disclosures = Object.entries(claims).map(([name, value]) =>
    Buffer.from(JSON.stringify([randomBytes(16).toString('base64url'), name, value])).toString('base64url'),
  );
  const decoys = Array.from({ length: DECOYS }, () => digestOf(randomBytes(32).toString('base64url')));
  const payload = {
    iss: key.did,
    vct: vctOf(type),
    nbf: seconds(validFrom),
    exp: seconds(validUntil),
    cnf: { jwk: publicKeyOf(holder)?.key.export({ format: 'jwk' }) },
    status: { status_list: { idx: status.index, uri: listUrl(key.did, status.list) } },
    _sd: [...disclosures.map(digestOf), ...decoys].sort(),
    _sd_alg: 'sha-256',
  };
  const issued = await jws({ typ: 'dc+sd-jwt', kid: key.method }, payload, key);
  const hash = createHash('sha256').update(issued).digest('hex');
  return {
    document: `${[issued, ...disclosures].join('~')}~`,
    record: { ...status, issuer: key.did, type, hash },
  };
}

const DECOYS = 4;

/**
 * One credential for each key of the holder, each with its own place in the status list. That two showings
 * have nothing in common but what many have, both times are moved back to the start of their day in UTC (RFC
 * 9901, section 10.1); claims that begin within the day say so themselves. Take the places at random, and
 * record what is issued in transactions apart: who reads the ledger sees what was recorded together.
 */
export async function issueBatch<T extends CredentialType>(
  issue: Omit<BoundIssue<T>, 'holder' | 'status'>,
  copies: readonly Pick<BoundIssue<T>, 'holder' | 'status'>[],
  key: CredentialKey,
): Promise<Issued<T, string>[]> {
  const { validFrom, validUntil } = issue;
  const rounded = { validFrom: dayStart(validFrom), validUntil: dayStart(validUntil) };
  if (rounded.validUntil <= rounded.validFrom)
    throw new Error('a batch is valid for a day at least: give a later validUntil');
  return Promise.all(copies.map((copy) => issueSdJwt({ ...issue, ...rounded, ...copy }, key)));
}

const dayStart = (at: string): string => time.startOf(time.dayOf(at));

/**
 * Shows the named claims of an SD-JWT to the one who asked, with the signature of the holder's key. Throws
 * for a claim that it does not hold.
 */
export async function presentSdJwt(
  document: string,
  names: readonly string[],
  key: CredentialKey,
  { challenge, domain }: Asked,
  at: string,
): Promise<string> {
  const parts = partsOfSdJwt(document);
  if (!parts) throw new Error('this is no SD-JWT');
  const shown = parts.disclosures.filter((disclosure) => {
    const revealed = disclose({ jws: parts.jws, disclosures: [disclosure] });
    return 'revealed' in revealed && revealed.revealed.some((name) => names.includes(name));
  });
  if (shown.length < new Set(names).size)
    throw new Error(`the SD-JWT does not hold all of ${names.join(', ')}`);
  const presented = `${[parts.issued, ...shown].join('~')}~`;
  const payload = { iat: seconds(at), aud: domain, nonce: challenge, sd_hash: digestOf(presented) };
  return presented + (await jws({ typ: 'kb+jwt' }, payload, key));
}

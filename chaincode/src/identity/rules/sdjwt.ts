import { toMillis } from '../../kit/value/time';
import { CLAIMS, credentialTypes } from '../records/claims';
import { vctOf } from './licence';
import { type Check, fail, isValid, checked, pass, type Verdict } from './check';
import { type VerificationInput, type VerifiedInput, keyOf, SKEW_MILLIS } from './input';
import { issueOf, trustCheck } from './dataintegrity';
import { isJwsOf, type Jws, multikeyOfJwk, partsOfJws } from '../w3c/jws';
import { sha256 } from '../../kit/value/hash';
import { digestOf, disclose, partsOfSdJwt, type SdJwt } from '../w3c/sdjwt';
import { listUrl } from '../w3c/bitstring';
import { provenAt, rowOf, type Sought, statusCheck } from './status';

/**
 * Claims about the credential itself; they may not be left to the holder to show (SD-JWT VC, section
 * 3.2.2.2).
 */
const ALWAYS_SHOWN = ['iss', 'nbf', 'exp', 'cnf', 'vct', 'status'];
const REGISTERED = [...ALWAYS_SHOWN, 'iat', 'sub'];
/** A key binding answers now, not once. */
const LONGEST_ANSWER_SECONDS = 300;

/**
 * Checks an SD-JWT VC with its key binding, which is required: without it anybody who saw the credential
 * could show it.
 */
export function verifySdJwt(text: string, known: VerifiedInput, givens: VerificationInput): Verdict {
  const sdjwt = partsOfSdJwt(text);
  if (!sdjwt)
    return {
      valid: false,
      form: 'sd-jwt',
      checks: [fail('shape', 'it is not an SD-JWT with a JSON payload')],
    };
  const opened = disclose(sdjwt);
  if ('why' in opened) return { valid: false, form: 'sd-jwt', checks: [fail('disclosures', opened.why)] };
  const { claims } = opened;
  const type = credentialTypes.find((name) => vctOf(name) === claims['vct']) ?? '';
  const issuer = String(claims['iss']);
  const sought: Sought = {
    issuer,
    type,
    hash: sha256(sdjwt.issued),
    places: placeIn(claims['status'], issuer),
  };
  const row = rowOf(sought, known);
  const when = provenAt(row, sought.hash, givens.at);
  const checks: Check[] = [
    shapeCheck(sdjwt.jws),
    shownCheck(opened.revealed),
    claimsCheck(type, claims),
    checked('time', timeFault(claims, givens.at), 'it is in its time'),
    known.check,
    ...signatureChecks(sdjwt.jws, issuer, when, known),
    trustCheck(issuer, type, when, known),
    claims['status'] !== undefined && sought.places.length === 0
      ? fail('status', 'its status cannot be read')
      : statusCheck(sought, row, known, givens),
    bindingCheck(sdjwt, claims['cnf'], givens),
  ];
  const valid = isValid(checks);
  return { valid, form: 'sd-jwt', type, issuer, ...(valid && { claims: own(claims) }), checks };
}

const own = (claims: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !REGISTERED.includes(name)));

const shapeCheck = ({ header }: Jws): Check =>
  header['typ'] === 'dc+sd-jwt' ? pass('shape', 'SD-JWT VC') : fail('shape', 'its typ is not dc+sd-jwt');

const shownCheck = (revealed: readonly string[]): Check => {
  const hidden = revealed.find((name) => ALWAYS_SHOWN.includes(name));
  return hidden === undefined
    ? pass('disclosures', `shown: ${revealed.join(', ') || 'nothing'}`)
    : fail('disclosures', `${hidden} was left to be disclosed`);
};

function claimsCheck(type: string, claims: Readonly<Record<string, unknown>>): Check {
  const known = credentialTypes.find((name) => name === type);
  if (!known) return fail('claims', 'its vct is not known here');
  const parsed = CLAIMS[known].partial().safeParse(own(claims));
  return parsed.success ? pass('claims', `a ${known} says no more`) : fail('claims', issueOf(parsed.error));
}

function timeFault({ nbf, exp, iat }: Readonly<Record<string, unknown>>, at: string): string | undefined {
  if ([nbf, exp, iat].some((time) => time !== undefined && !Number.isSafeInteger(time)))
    return 'one of its times is no whole number';
  const now = toMillis(at);
  if (typeof nbf === 'number' && now < nbf * 1000) return 'it is not valid yet';
  if (typeof exp === 'number' && now >= exp * 1000) return 'it has expired';
  return typeof iat === 'number' && iat * 1000 > now + SKEW_MILLIS
    ? 'it was issued in the future'
    : undefined;
}

function signatureChecks(jws: Jws, issuer: string, when: string, { dids }: VerifiedInput): Check[] {
  const key = keyOf(String(jws.header['kid']), issuer, 'assertionMethod', when, dids);
  if ('why' in key) return [fail('key', key.why), fail('proof', 'without the key it cannot be checked')];
  const fault = isJwsOf(jws, key.multikey)
    ? undefined
    : 'it was changed after it was signed, or another key signed it';
  return [pass('key', `valid at ${when}`), checked('proof', fault, 'signed by that key, unchanged')];
}

/** `{status_list: {idx, uri}}`; the uri is the issuer's list for all purposes. */
function placeIn(status: unknown, issuer: string): Sought['places'] {
  const { status_list: entry } = (status ?? {}) as { status_list?: { idx?: unknown; uri?: unknown } };
  const { idx, uri } = entry ?? {};
  if (
    !Number.isSafeInteger(idx) ||
    typeof uri !== 'string' ||
    !uri.startsWith(listUrl(issuer, 0).slice(0, -1))
  )
    return [];
  return [{ url: uri, index: idx as number, purpose: 'revocation' }];
}

function bindingCheck(
  { binding, presented }: SdJwt,
  cnf: unknown,
  { at, expected }: VerificationInput,
): Check {
  if (binding === undefined)
    return fail(
      'binding',
      'the holder has not signed that it is shown by its holder: the key binding is missing',
    );
  if (!expected)
    return fail('binding', 'no audience and nonce were asked for, so an old answer could be shown again');
  const jws = partsOfJws(binding);
  const multikey = multikeyOfJwk((cnf as { jwk?: unknown } | undefined)?.jwk);
  if (!jws || jws.header['typ'] !== 'kb+jwt') return fail('binding', 'its key binding is no kb+jwt');
  if (multikey === undefined || !isJwsOf(jws, multikey))
    return fail('binding', 'its key binding is not signed by the key of its holder');
  const { iat, aud, nonce, sd_hash: hash } = jws.payload;
  if (aud !== expected.domain) return fail('binding', 'it was shown to another');
  if (nonce !== expected.challenge) return fail('binding', 'it answers another question');
  if (hash !== digestOf(presented)) return fail('binding', 'it was made for other disclosures');
  const age = typeof iat === 'number' && Number.isSafeInteger(iat) ? toMillis(at) - iat * 1000 : undefined;
  const fresh = age !== undefined && age >= -SKEW_MILLIS && age <= LONGEST_ANSWER_SECONDS * 1000;
  return fresh
    ? pass('binding', 'shown by its holder, to the one who asked')
    : fail('binding', 'its key binding is of another time');
}

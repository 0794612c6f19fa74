import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';
import { addMillis } from '../../kit/value/time';
import { CLAIMS, isCredentialType } from '../records/claims';
import { type Check, fail, isValid, checked, pass, type Verdict } from './check';
import { Credential, idOf, listOf, ROADBOOK_CONTEXT, VC_CONTEXT } from '../w3c/credential';
import { type VerificationInput, type VerifiedInput, keyOf, SKEW_MILLIS } from './input';
import { type JsonObject, proofFault } from '../w3c/integrity';
import { instantOf } from '../w3c/timestamp';
import { placesOf, provenAt, rowOf, statusCheck } from './status';
import { isTrustedAt } from './trust';

/**
 * The hash under which a signed document is recorded. Its signature in it keeps the claims from being
 * guessed.
 */
export const documentHash = (document: JsonObject): string => sha256(canonical(document));

/** Checks a credential of VC Data Model 2.0. `document` is exactly what was read. */
export function verifyDataIntegrity(
  document: JsonObject,
  known: VerifiedInput,
  givens: VerificationInput,
): Verdict {
  const parsed = Credential.safeParse(document);
  if (!parsed.success)
    return { valid: false, form: 'credential', checks: [fail('shape', issueOf(parsed.error))] };
  const credential = parsed.data;
  const type = credential.type.find(isCredentialType) ?? '';
  const [issuer, hash] = [idOf(credential.issuer), documentHash(document)];
  const sought = {
    issuer,
    type,
    hash,
    places: placesOf(credential.credentialStatus ? listOf(credential.credentialStatus) : []),
  };
  const row = rowOf(sought, known);
  const when = provenAt(row, hash, givens.at);
  const checks: Check[] = [
    pass('shape', 'VC Data Model 2.0'),
    contextCheck(credential),
    claimsCheck(credential),
    checked('time', timeFault(credential, givens.at), 'it is in its time'),
    known.check,
    ...proofChecks(document, credential, issuer, when, known),
    trustCheck(issuer, type, when, known),
    statusCheck(sought, row, known, givens),
  ];
  const valid = isValid(checks);
  return {
    valid,
    form: 'credential',
    type,
    issuer,
    ...(valid && { claims: credential.credentialSubject }),
    checks,
  };
}

/** The first thing that a schema found, with its place, at most 200 characters. */
export const issueOf = ({
  issues,
}: {
  issues: readonly { path: readonly PropertyKey[]; message: string }[];
}): string =>
  `${issues[0]?.path.map(String).join('.') ?? ''} ${issues[0]?.message ?? 'does not match'}`
    .trim()
    .slice(0, 200);

const contextCheck = ({ '@context': context }: Credential): Check => {
  const right = context[0] === VC_CONTEXT && context.includes(ROADBOOK_CONTEXT);
  return right
    ? pass('context', 'as it must be')
    : fail('context', `it must begin with ${VC_CONTEXT} and hold ${ROADBOOK_CONTEXT}`);
};

function claimsCheck({ type, credentialSubject }: Credential): Check {
  const types = type.filter((name) => name !== 'VerifiableCredential');
  const [only] = types;
  if (only === undefined || types.length > 1 || !isCredentialType(only))
    return fail('claims', 'it must be of one type that is known here');
  for (const { id: _, ...claims } of listOf<JsonObject>(credentialSubject)) {
    const parsed = CLAIMS[only].safeParse(claims);
    if (!parsed.success) return fail('claims', issueOf(parsed.error));
  }
  return pass('claims', `a ${only} says no more and no less`);
}

/**
 * What is wrong with its times at a moment, if anything; a signer may be ahead by the usual skew of clocks.
 */
export function timeFault(
  { validFrom, validUntil, proof }: Pick<Credential, 'validFrom' | 'validUntil' | 'proof'>,
  at: string,
): string | undefined {
  const read = (stamp: string | undefined) => (stamp === undefined ? undefined : (instantOf(stamp) ?? ''));
  const [from, until, created, expires] = [validFrom, validUntil, proof.created, proof.expires].map(read);
  if ([from, until, created, expires].includes('')) return 'one of its times does not exist';
  if (from !== undefined && at < from) return `it is valid from ${from} only`;
  if (until !== undefined && at >= until) return `it was valid until ${until}`;
  if (created !== undefined && created > addMillis(at, SKEW_MILLIS)) return 'it was signed in the future';
  return expires !== undefined && at >= expires ? `its proof was good until ${expires}` : undefined;
}

function proofChecks(
  document: JsonObject,
  { proof }: Credential,
  issuer: string,
  when: string,
  known: VerifiedInput,
): Check[] {
  if (proof.proofPurpose !== 'assertionMethod') return [fail('proof', 'its proof is not an assertion')];
  const key = keyOf(proof.verificationMethod, issuer, 'assertionMethod', when, known.dids);
  if ('why' in key) return [fail('key', key.why), fail('proof', 'without the key it cannot be checked')];
  return [
    pass('key', `valid at ${when}`),
    checked('proof', proofFault(document, key.multikey), 'signed by that key, unchanged'),
  ];
}

/** Trusted for exactly this type, at the time for which the credential is known to exist. */
export function trustCheck(issuer: string, type: string, when: string, { trust }: VerifiedInput): Check {
  if (!trust) return fail('issuer', 'without a trust snapshot no issuer is trusted');
  const entry = trust.content.entries.find((one) => one.issuer === issuer && one.type === type);
  if (!entry) return fail('issuer', `${issuer} is not trusted for ${type || 'this type'}`);
  return isTrustedAt(entry, when)
    ? pass('issuer', `${entry.org} answers for it`)
    : fail('issuer', `it was not trusted for ${type} at ${when}`);
}

import { type Check, fail, isValid, checked, pass, type Verdict } from './check';
import { idOf, json, listOf, Presentation, VC_CONTEXT } from '../w3c/credential';
import { verifySdJwt } from './sdjwt';
import { type VerificationInput, type VerifiedInput, keyOf, knownFrom } from './input';
import { type JsonObject, proofFault } from '../w3c/integrity';
import { issueOf, timeFault, verifyDataIntegrity } from './dataintegrity';
import { objectIn } from '../w3c/jws';

/**
 * Checks a credential, a presentation or an SD-JWT from what the verifier has in hand: no network, no ledger,
 * no clock. `document` is the JSON value, its text, or the text of an SD-JWT. Never throws for what a
 * stranger wrote; every check says whether it passed and why.
 */
export function verifyCredential(document: unknown, givens: VerificationInput): Verdict {
  const text = typeof document === 'string' ? document.trim() : undefined;
  const known = knownFrom(givens);
  if (text !== undefined && !text.startsWith('{')) return verifySdJwt(text, known, givens);
  const value = text === undefined ? document : objectIn(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !json.safeParse(value).success)
    return {
      valid: false,
      form: 'unknown',
      checks: [fail('shape', 'it is not one JSON object of bounded size without repeated members')],
    };
  const object = value as JsonObject;
  return listOf(object['type']).includes('VerifiablePresentation')
    ? verifyPresentation(object, known, givens)
    : verifyDataIntegrity(object, known, givens);
}

function verifyPresentation(document: JsonObject, known: VerifiedInput, givens: VerificationInput): Verdict {
  const parsed = Presentation.safeParse(document);
  if (!parsed.success)
    return { valid: false, form: 'presentation', checks: [fail('shape', issueOf(parsed.error))] };
  const presentation = parsed.data;
  const holder = idOf(presentation.holder);
  const credentials = presentation.verifiableCredential.map((credential) =>
    verifyDataIntegrity(credential, known, givens),
  );
  const wrong = credentials.findIndex(({ valid }) => !valid);
  const checks: Check[] = [
    pass('shape', 'VC Data Model 2.0'),
    checked(
      'context',
      presentation['@context'][0] === VC_CONTEXT ? undefined : `it must begin with ${VC_CONTEXT}`,
      'as it must be',
    ),
    checked(
      'time',
      timeFault({ proof: presentation.proof, validFrom: undefined, validUntil: undefined }, givens.at),
      'it is in its time',
    ),
    ...holderChecks(document, presentation, holder, known, givens),
    checked(
      'challenge',
      challengeFault(presentation, givens),
      'it answers the question of the one who asked',
    ),
    checked(
      'credentials',
      wrong < 0 ? undefined : `number ${wrong + 1} is not valid`,
      `${credentials.length} valid`,
    ),
  ];
  return { valid: isValid(checks), form: 'presentation', issuer: holder, checks, credentials };
}

function holderChecks(
  document: JsonObject,
  presentation: Presentation,
  holder: string,
  known: VerifiedInput,
  { at }: VerificationInput,
): Check[] {
  const { proof, verifiableCredential } = presentation;
  const subjects = verifiableCredential.flatMap(({ credentialSubject }) =>
    listOf<JsonObject>(credentialSubject as JsonObject),
  );
  const strange = subjects.some((subject) => subject['id'] !== holder);
  const about = checked(
    'holder',
    strange ? 'it shows a credential about another' : undefined,
    'all credentials are about the holder',
  );
  if (proof.proofPurpose !== 'authentication')
    return [about, fail('proof', 'its proof is no authentication')];
  const key = keyOf(proof.verificationMethod, holder, 'authentication', at, known.dids);
  if ('why' in key)
    return [about, fail('key', key.why), fail('proof', 'without the key it cannot be checked')];
  return [
    about,
    pass('key', `valid at ${at}`),
    checked('proof', proofFault(document, key.multikey), 'signed by the holder, unchanged'),
  ];
}

function challengeFault({ proof }: Presentation, { expected }: VerificationInput): string | undefined {
  if (!expected) return 'no challenge and domain were asked for, so an old answer could be shown again';
  if (proof.challenge !== expected.challenge) return 'it answers another question';
  return proof.domain === expected.domain ? undefined : 'it was shown to another';
}

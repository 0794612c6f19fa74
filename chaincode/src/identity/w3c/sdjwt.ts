import { createHash } from 'node:crypto';
import { bytesOfBase64url, type Jws, objectIn, partsOfJws } from './jws';

/** Most disclosures of one credential. */
const MAX_DISCLOSURES = 200;

/** SD-JWT (RFC 9901) as it was presented. */
export interface SdJwt {
  /** The part that the issuer signed. */
  readonly issued: string;
  readonly jws: Jws;
  readonly disclosures: readonly string[];
  /** Everything before the key binding, with the last `~`. */
  readonly presented: string;
  readonly binding: string | undefined;
}

/** SHA-256 over the ASCII of a disclosure, base64url without padding (RFC 9901, 4.2.3). */
export const digestOf = (ascii: string): string =>
  createHash('sha256').update(ascii, 'ascii').digest('base64url');

/** `<jwt>~<disclosure>~…~[<key binding>]`, or `undefined` when it is not of that form. */
export function partsOfSdJwt(text: string): SdJwt | undefined {
  if (text.length > 500_000 || !/^[A-Za-z0-9._~-]+$/.test(text)) return undefined;
  const [issued = '', ...rest] = text.split('~');
  const tail = rest.pop();
  const jws = partsOfJws(issued);
  if (!jws || tail === undefined || rest.length > MAX_DISCLOSURES || rest.includes('')) return undefined;
  return {
    issued,
    jws,
    disclosures: rest,
    presented: text.slice(0, text.length - tail.length),
    binding: tail === '' ? undefined : tail,
  };
}

type Value = unknown;
type Members = Readonly<Record<string, Value>>;

/** While digests are replaced by what was disclosed. */
interface Work {
  readonly disclosed: ReadonlyMap<string, readonly Value[]>;
  readonly seen: Set<string>;
  readonly used: Set<string>;
}

/** Marks a broken rule of RFC 9901, section 7.1, found deep within; it becomes the `why` of `disclose`. */
const BROKEN = Symbol('broken');
const broken = (why: string): never => {
  throw new Error(why, { cause: BROKEN });
};

/**
 * The claims after disclosure, with the names that were disclosed at the top; or why they must be rejected.
 */
export function disclose({
  jws,
  disclosures,
}: Pick<SdJwt, 'jws' | 'disclosures'>): { claims: Members; revealed: string[] } | { why: string } {
  try {
    const algorithm = jws.payload['_sd_alg'] ?? 'sha-256';
    if (algorithm !== 'sha-256') broken('its digests are not SHA-256');
    const read = disclosures.map((disclosure) => [digestOf(disclosure), contentOf(disclosure)] as const);
    const work: Work = { disclosed: new Map(read), seen: new Set(), used: new Set() };
    if (work.disclosed.size < read.length) broken('a disclosure is given twice');
    const { _sd_alg: _, ...payload } = jws.payload;
    const claims = opened(payload, work) as Members;
    if (work.used.size < read.length) broken('a disclosure belongs to no digest');
    return { claims, revealed: Object.keys(claims).filter((name) => !Object.hasOwn(payload, name)) };
  } catch (thrown) {
    if (thrown instanceof Error && thrown.cause === BROKEN) return { why: thrown.message };
    throw thrown;
  }
}

function contentOf(disclosure: string): readonly Value[] {
  const text = bytesOfBase64url(disclosure)?.toString('utf8');
  const wrapped = objectIn(`{"content":${text}}`);
  const content = wrapped?.['content'];
  const whole = wrapped !== undefined && Object.keys(wrapped).length === 1;
  if (
    !whole ||
    !Array.isArray(content) ||
    content.length < 2 ||
    content.length > 3 ||
    typeof content[0] !== 'string'
  )
    return broken('a disclosure is not [salt, name, value] or [salt, value]');
  return content;
}

function opened(value: Value, work: Work): Value {
  if (Array.isArray(value)) return value.flatMap((item: Value) => openedItem(item, work));
  return typeof value === 'object' && value !== null ? openedObject(value as Members, work) : value;
}

function openedItem(item: Value, work: Work): Value[] {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, '...')) return [opened(item, work)];
  if (Object.keys(item).length > 1) broken('a digest in a list stands beside something else');
  const content = take((item as Members)['...'], work);
  if (!content) return [];
  if (content.length !== 2) broken('a disclosure of a member stands in a list');
  return [opened(content[1], work)];
}

function openedObject({ _sd: digests = [], ...plain }: Members, work: Work): Members {
  if (Object.hasOwn(plain, '...')) broken('a member is named ...');
  if (!Array.isArray(digests)) return broken('_sd is not a list');
  const members = new Map<string, Value>();
  for (const [name, value] of Object.entries(plain)) members.set(name, opened(value, work));
  for (const digest of digests as Value[]) {
    const content = take(digest, work);
    if (!content) continue;
    const [, name, value] = content;
    if (content.length !== 3 || typeof name !== 'string')
      return broken('a disclosure of a list item stands among members');
    if (name === '_sd' || name === '...') broken(`a disclosed member is named ${name}`);
    if (members.has(name)) broken('a disclosed member is there already');
    members.set(name, opened(value, work));
  }
  return Object.fromEntries(members);
}

/** The content behind a digest; `undefined` for a decoy or what is not disclosed. */
function take(digest: Value, { disclosed, seen, used }: Work): readonly Value[] | undefined {
  if (typeof digest !== 'string') return broken('a digest is no text');
  if (seen.has(digest)) broken('a digest stands there twice');
  seen.add(digest);
  const content = disclosed.get(digest);
  if (content) used.add(digest);
  return content;
}

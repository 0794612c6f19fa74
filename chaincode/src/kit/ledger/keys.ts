import { kitErrors, refuse } from '../errors';

const SEPARATOR = '\u0000';
const MAX_PART = 512;

/**
 * A key of the ledger: injective, because no part can hold the separator. Same form as Fabric's composite
 * keys, so partial queries work.
 */
export function keyOf(kind: string, parts: readonly string[]): string {
  checkPart(kind);
  for (const part of parts) checkPart(part);
  return `${SEPARATOR}${kind}${SEPARATOR}${parts.map((part) => part + SEPARATOR).join('')}`;
}

/** The parts of a key that `keyOf` built. */
export function partsOfKey(key: string): { kind: string; parts: string[] } {
  const [kind = '', ...parts] = key.split(SEPARATOR).slice(1, -1);
  return { kind, parts };
}

function checkPart(part: string): void {
  if (part.length === 0) refuse(kitErrors.KEY_UNUSABLE, { part: '""', why: 'it is empty' });
  if (part.length > MAX_PART)
    refuse(kitErrors.KEY_UNUSABLE, { part: `${part.slice(0, 16)}…`, why: `it is longer than ${MAX_PART}` });
  if (part.includes(SEPARATOR)) refuse(kitErrors.KEY_UNUSABLE, { part: 'given', why: 'it holds a NUL' });
  if (part.includes('\u{10ffff}'))
    refuse(kitErrors.KEY_UNUSABLE, { part: 'given', why: 'it holds U+10FFFF' });
  if (!part.isWellFormed())
    refuse(kitErrors.KEY_UNUSABLE, { part: 'given', why: 'it holds a lone surrogate' });
}

/** Stands between the values of an index and the id; no id or value is this one character. */
export const ID_MARK = '\u0001';
/** The kind of the keys that an index of a kind of record keeps. */
export const indexKind = (kind: string, index: string): string => `${kind}~${index}`;

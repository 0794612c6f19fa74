import type { KeyObject } from 'node:crypto';
import { publicKeyOf as publicKeyIn } from './multikey';

/** The key behind a `did:key` of a P-256 key, or `undefined` when it is none. */
export function publicKeyOf(didKey: string): KeyObject | undefined {
  const found = didKey.startsWith(DID_KEY) ? publicKeyIn(didKey.slice(DID_KEY.length)) : undefined;
  return found?.kind === 'P-256' ? found.key : undefined;
}

const DID_KEY = 'did:key:';

import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';

export const contentHash = (content: object): string => sha256(canonical(content));

export const snapshotOf = <C extends object>(content: C, at: string): { at: string; content: C; hash: string } => ({
  at,
  content,
  hash: contentHash(content),
});

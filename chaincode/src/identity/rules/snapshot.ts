import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';

/** SHA-256 over the RFC 8785 form of the content, lower-case hexadecimal. */
export const contentHash = (content: object): string => sha256(canonical(content));

/** Content as it was at a moment, with its hash. */
export const snapshotOf = <C extends object>(
  content: C,
  at: string,
): { at: string; content: C; hash: string } => ({
  at,
  content,
  hash: contentHash(content),
});

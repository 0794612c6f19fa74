import { createHash } from 'node:crypto';

/** SHA-256 over bytes, or the UTF-8 of a text, lower-case hexadecimal. */
export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

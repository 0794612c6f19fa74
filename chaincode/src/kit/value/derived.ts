import { sha256 } from './hash';

const LONGEST = 64;

/**
 * An id made of another one: the prefix and the id, or its hash when it is too long for that, so that long
 * ids that differ at the end do too.
 */
export const derivedId = (prefix: string, id: string): string =>
  `${prefix}${prefix.length + id.length > LONGEST ? sha256(id).slice(0, LONGEST - prefix.length) : id}`;

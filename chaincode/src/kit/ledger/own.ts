import { createHash } from 'node:crypto';
import type { Caller } from '../who';

const OWN = /^own\.([0-9a-f]{20})\./;

const tagOf = (owner: string): string => createHash('sha256').update(owner).digest('hex').slice(0, 20);

/**
 * An id that nobody but its owner (`org/name`, or an organisation for its staff) can give to a new record, so
 * that whoever sees it in a proposal cannot take it first: `own.`, 80 bits of the SHA-256 of the owner, and
 * up to 39 characters of one's own.
 */
export const ownId = (owner: string, id: string): string => `own.${tagOf(owner)}.${id}`;

/** Whether an id is kept for somebody else than the caller. */
export function isKept(id: string, caller: Caller): boolean {
  const tag = OWN.exec(id)?.[1];
  return tag !== undefined && tag !== tagOf(caller.member) && !(caller.staff && tag === tagOf(caller.org));
}

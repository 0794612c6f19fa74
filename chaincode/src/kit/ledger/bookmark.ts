import type { Page } from '../api';
import { demand, kitErrors } from '../errors';
import { keyOf } from './keys';

/** A page as it is answered: with the bookmark of the next, if there is more. */
export const listed = <R>(items: R[], next: string | undefined): { readonly items: R[]; next?: string } =>
  next === undefined ? { items } : { items, next: Buffer.from(next).toString('base64url') };

/**
 * Where a page begins. Fabric begins at any key that it is given, so a made-up bookmark would open the
 * records of others: one of another list is refused with INVALID_REQUEST.
 */
export function startOf(kind: string, prefix: readonly string[], { after }: Page): string {
  if (after === undefined) return '';
  const start = Buffer.from(after, 'base64url').toString();
  const own = start.startsWith(keyOf(kind, prefix)) && !start.includes('\u{10ffff}');
  demand(own, kitErrors.INVALID_REQUEST, {
    operation: `list of ${kind}`,
    field: 'after',
    why: 'it is no bookmark of this list',
  });
  return start;
}

import type { Page } from '../api';
import type { Listed } from './rows';

/**
 * Most records that one query adds up; the rest is for the next page, so that no number of them makes a query
 * fail or holds a peer up.
 */
export const MOST_ADDED = 2_000;
const SIZE = 1_000;

/** Lists page by page until there is no more or the bound is reached; `next` says where to go on. */
export async function listUpTo<R>(
  most: number,
  list: (page: Page) => Promise<Listed<R>>,
  from?: string,
): Promise<{ items: R[]; next?: string }> {
  const items: R[] = [];
  for (let after = from, more = most > 0; more; ) {
    const page = await list({
      size: Math.min(SIZE, most - items.length),
      ...(after !== undefined && { after }),
    });
    items.push(...page.items);
    after = page.next;
    more = after !== undefined && items.length < most;
    if (after !== undefined && !more) return { items, next: after };
  }
  return { items };
}

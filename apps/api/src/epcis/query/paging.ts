import type { Context } from 'hono';
import type { Env } from '../../http/guard';
import { type Mark, readToken, writeToken } from './pagetoken';
import { wholeNumber } from './query';

/** The page that a request asks for: how many, and from where. `what` is what it is a page of. */
export function pageOf(
  c: Context<Env>,
  what: unknown,
  now: Date,
  most: number,
): { size: number; mark: Mark | undefined } {
  const size = wholeNumber('perPage', c.req.query('perPage'), most) ?? Math.min(DEFAULT_SIZE, most);
  return { size, mark: readToken(what, c.req.query('nextPageToken'), now) };
}

/** As the standard proposes. */
const DEFAULT_SIZE = 30;

/** Tells where the next page is. The last page has no such header. */
export function nextPage(c: Context<Env>, what: unknown, place: Omit<Mark, 'of' | 'until'>, now: Date): void {
  const { token, until } = writeToken(what, place, now);
  const url = new URL(c.req.url);
  url.searchParams.set('nextPageToken', token);
  c.header('Link', `<${url.pathname}${url.search}>; rel="next"`);
  c.header('GS1-Next-Page-Token-Expires', until);
}

import { createHash } from 'node:crypto';
import { canonical } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { wrong } from './parameters';

/** Tokens of pages are good for a day; the events behind them do not move, so they would stay right. */
const LIFE_MS = 86_400_000;

/** Where the next page begins. */
const mark = z.strictObject({
  of: z.string().length(22),
  until: z.string().max(24),
  seq: z.int().min(0).exactOptional(),
  at: z.string().max(2_000).exactOptional(),
  left: z.int().min(1).exactOptional(),
});
export type Mark = z.output<typeof mark>;

/** What a page is a page of: a token for one query is refused by another. */
const digestOf = (what: unknown): string =>
  createHash('sha256').update(canonical(what)).digest('base64url').slice(0, 22);

/** The token of the next page of something, and until when it is good. */
export function writeToken(
  what: unknown,
  place: Omit<Mark, 'of' | 'until'>,
  now: Date,
): { token: string; until: string } {
  const until = new Date(now.getTime() + LIFE_MS).toISOString();
  return {
    token: Buffer.from(JSON.stringify({ of: digestOf(what), until, ...place })).toString('base64url'),
    until,
  };
}

/**
 * Reads the token of a page of the same thing. A made-up one leads only to a place in what the caller may
 * read anyway.
 */
export function readToken(what: unknown, token: string | undefined, now: Date): Mark | undefined {
  if (token === undefined) return undefined;
  const parsed = mark.safeParse(jsonIn(token));
  if (!parsed.success || parsed.data.of !== digestOf(what))
    throw wrong('nextPageToken', 'it is none of this query');
  if (parsed.data.until <= now.toISOString())
    throw wrong('nextPageToken', `it was good until ${parsed.data.until}; begin again`);
  return parsed.data;
}

function jsonIn(token: string): unknown {
  try {
    return token.length > 4_000 ? undefined : JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    return undefined;
  }
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { Fault } from '../fault';
import { changedAt, type Home, usersOf, writePrivate } from './home';

const DAY_MS = 86_400_000;
const MOST_TOKENS = 1_000;
/** A token lives so long unless its maker says otherwise. */
export const DEFAULT_DAYS = 90;

/** What is kept of a token: never the token itself. */
const kept = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  user: z.string().max(101),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  madeAt: z.string().max(24),
  until: z.string().max(24),
});
const file = z.strictObject({ version: z.literal(1), tokens: z.array(kept).max(MOST_TOKENS) });
type Kept = z.output<typeof kept>;

const TOKEN = /^roadbook\.([0-9a-f]{16})\.([A-Za-z0-9_-]{43})$/;
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const NOBODY = Buffer.alloc(32);

function read(home: Home): Kept[] {
  const found = statSync(home.tokens, { throwIfNoEntry: false });
  if (!found) return [];
  if ((found.mode & 0o077) !== 0)
    throw new Fault(`${home.tokens} can be read by others`, `chmod 600 ${home.tokens}`);
  const parsed = file.safeParse(JSON.parse(readFileSync(home.tokens, 'utf8')));
  if (!parsed.success)
    throw new Fault(`${home.tokens} is not a list of tokens`, 'remove it and make the tokens anew');
  return parsed.data.tokens;
}

const write = (home: Home, tokens: readonly Kept[]): void =>
  writePrivate(home.tokens, `${JSON.stringify({ version: 1, tokens }, null, 2)}\n`);

/**
 * Makes a token with which one may act as the user: 256 random bits. It is shown once; the file keeps its
 * SHA-256.
 */
export function createToken(home: Home, user: string, now: Date, days = DEFAULT_DAYS): string {
  const known = usersOf(home);
  if (!known.includes(user))
    throw new Fault(
      `no key of ${home.org}/${user} lies in ${home.users}`,
      `enrolled are ${known.join(', ') || 'none'}`,
    );
  if (!Number.isInteger(days) || days < 1 || days > 366)
    throw new Fault(`${days} is no number of days`, 'from 1 to 366');
  const [id, secret] = [randomBytes(8).toString('hex'), randomBytes(32).toString('base64url')];
  const until = new Date(now.getTime() + days * DAY_MS).toISOString();
  const valid = read(home).filter((one) => one.until > now.toISOString());
  if (valid.length >= MOST_TOKENS) throw new Fault(`there are ${valid.length} tokens already`, 'revoke some');
  write(home, [
    ...valid,
    { id, user, hash: hashOf(secret).toString('hex'), madeAt: now.toISOString(), until },
  ]);
  return `roadbook.${id}.${secret}`;
}

/** Ends every token of a user; answers how many. A running server notices at the next request. */
export function revokeTokens(home: Home, user: string): number {
  const tokens = read(home);
  const rest = tokens.filter((one) => one.user !== user);
  if (rest.length < tokens.length) write(home, rest);
  return tokens.length - rest.length;
}

/** Tells whose token this is. Compares in constant time, also against nobody's when the id is unknown. */
export function tokenReader(home: Home): (token: string, now: Date) => string | undefined {
  let [known, readAt] = [new Map<string, Kept>(), -1];
  return (token, now) => {
    const changed = changedAt(home.tokens);
    if (changed !== readAt) [known, readAt] = [new Map(read(home).map((one) => [one.id, one])), changed];
    const [, id = '', secret = ''] = TOKEN.exec(token) ?? [];
    const one = known.get(id);
    const same = timingSafeEqual(hashOf(secret), one ? Buffer.from(one.hash, 'hex') : NOBODY);
    return same && one && one.until > now.toISOString() ? one.user : undefined;
  };
}

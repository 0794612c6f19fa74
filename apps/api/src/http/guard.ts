import { randomUUID } from 'node:crypto';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { BOUNDS } from './bound';
import type { Log } from './log';
import { exceptionOf, Problem, problemOf } from './problem';

/** What a request carries through the server. */
export type Env = { Variables: { user: string; requestId: string } };
export type App = Hono<Env>;

/**
 * Tells for which user of the organisation a request acts; `undefined` refuses it. Replace it to trust an
 * identity provider of one's own.
 */
export type Authenticate = (request: Request) => string | undefined | Promise<string | undefined>;

/** Needs no token: whether the server lives, and the public description of what it offers. */
const OPEN = /^\/(?:health|docs|openapi\.json|openapi\/[a-z]+\.json)\/?$/;

/** Default deny: without a user nothing goes further. */
export const authenticated =
  (authenticate: Authenticate): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (OPEN.test(c.req.path) && c.req.method === 'GET') return await next();
    const user = await authenticate(c.req.raw);
    if (user === undefined)
      throw new Problem(401, 'UNAUTHENTICATED', {
        detail: 'The request carries no valid token.',
        cure:
          'Make one (scripts/api token <organisation>/<user>) and send it as "Authorization: Bearer ' +
          '<token>".',
        headers: { 'WWW-Authenticate': 'Bearer realm="roadbook"' },
      });
    c.set('user', user);
    return await next();
  };

/**
 * Every answer has an id that the log has too; none is cached, sniffed or read by scripts of other sites. One
 * line a request is logged.
 */
export const noted =
  (log: Log, now: () => number): MiddlewareHandler<Env> =>
  async (c, next) => {
    const began = now();
    c.set('requestId', randomUUID());
    await next();
    c.res.headers.set('Request-Id', c.get('requestId'));
    c.res.headers.set('Cache-Control', 'no-store');
    c.res.headers.set('X-Content-Type-Options', 'nosniff');
    const { status } = c.res;
    log({
      level: status >= 500 ? 'error' : 'info',
      what: 'request',
      method: c.req.method,
      route: routeOf(c),
      status,
      ms: Math.round(now() - began),
      user: c.get('user'),
      id: c.get('requestId'),
      code: c.error ? problemOf(c.error).code : undefined,
    });
  };

/** The pattern of the route, never the address: an address may name a part or a person. */
const routeOf = (c: Context<Env>): string =>
  c.req.matchedRoutes.findLast(({ path }) => !path.endsWith('/*'))?.path ?? '(none)';

/** Lets a bounded number of requests be under way. */
export function oneOfMany(most: number = BOUNDS.atOnce): MiddlewareHandler<Env> {
  return counted(
    most,
    () => '',
    503,
    (count) => `There are ${count} requests under way.`,
  );
}

/**
 * Lets a bounded number of requests of each user be under way: whoever sends too many waits for itself, and
 * nobody else does.
 */
export function oneOfUser(most: number = BOUNDS.perUser): MiddlewareHandler<Env> {
  return counted(
    most,
    (c) => c.get('user') ?? '',
    429,
    (count) => `There are ${count} requests of yours under way.`,
  );
}

function counted(
  most: number,
  ofWhom: (c: Context<Env>) => string,
  status: 429 | 503,
  says: (count: number) => string,
): MiddlewareHandler<Env> {
  const under = new Map<string, number>();
  return async (c, next) => {
    const whose = ofWhom(c);
    const before = under.get(whose) ?? 0;
    if (before >= most)
      throw new Problem(status, status === 503 ? 'BUSY' : 'TOO_MANY_AT_ONCE', {
        detail: says(most),
        cure: 'Send it again in a moment.',
        retry: 'now',
        headers: { 'Retry-After': '1' },
      });
    under.set(whose, before + 1);
    try {
      await next();
    } finally {
      const rest = (under.get(whose) ?? 1) - 1;
      if (rest === 0) under.delete(whose);
      else under.set(whose, rest);
    }
  };
}

/**
 * The answer to a request that failed; what nobody expected is logged with its stack under the id of the
 * request.
 */
export const answerProblem =
  (log: Log) =>
  (error: Error, c: Context<Env>): Response => {
    const problem = problemOf(error);
    if (problem.code === 'SERVER_FAILED')
      log({ level: 'error', what: 'failure', id: c.get('requestId'), stack: error.stack ?? String(error) });
    const body = c.req.path.startsWith('/epcis') ? exceptionOf(problem) : problem.toJSON();
    return new Response(JSON.stringify({ ...body, instance: `urn:uuid:${c.get('requestId')}` }), {
      status: problem.status,
      headers: { 'Content-Type': 'application/problem+json', ...problem.told.headers },
    });
  };

/** A path that exists, called by another method. */
export const onlyBy =
  (...methods: readonly string[]) =>
  (c: Context<Env>): never => {
    throw new Problem(405, 'METHOD_NOT_ALLOWED', {
      detail: `${c.req.method} is not what this address takes.`,
      cure: `Use ${methods.join(' or ')}.`,
      headers: { Allow: methods.join(', ') },
    });
  };

import type { MiddlewareHandler } from 'hono';
import { bytesRead } from './body';
import { BOUNDS } from './bound';
import type { Env } from './guard';
import { Problem } from './problem';

interface Debt {
  readonly bytes: number;
  readonly at: number;
}

/**
 * Reading what is then refused is work too, and it is done for one at a time: whoever sends very much of it
 * is not listened to until it is forgiven, so much a second. Others are.
 */
export function patient(now: () => number): MiddlewareHandler<Env> {
  const debts = new Map<string, Debt>();
  const owed = (user: string): number => {
    const debt = debts.get(user);
    return debt ? Math.max(0, debt.bytes - (now() - debt.at) * BOUNDS.forgivenPerMs) : 0;
  };
  return async (c, next) => {
    const user = c.get('user') ?? '';
    const over = owed(user) - BOUNDS.wrongBytes;
    if (over >= 0)
      throw new Problem(429, 'TOO_MUCH_WRONG', {
        detail: 'Too much of what you sent had to be refused.',
        cure: 'Correct what is sent, and send it again later.',
        retry: 'later',
        headers: { 'Retry-After': String(1 + Math.ceil(over / BOUNDS.forgivenPerMs / 1_000)) },
      });
    await next();
    const isRefused = c.res.status >= 400 && c.res.status < 500;
    const bytes = isRefused ? bytesRead(c.req.raw) : 0;
    if (bytes > 0) debts.set(user, { bytes: owed(user) + bytes, at: now() });
  };
}

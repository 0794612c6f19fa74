import type { MiddlewareHandler } from 'hono';
import { BOUNDS } from './bound';
import type { Env } from './guard';

/**
 * Who is told to come again is told so a moment later: otherwise it would come again at once, thousands of
 * times a second, and telling it would be all that the server does.
 */
export function heldBack(
  ms: number = BOUNDS.heldMs,
  most: number = BOUNDS.heldAtOnce,
): MiddlewareHandler<Env> {
  let held = 0;
  return async (c, next) => {
    await next();
    const { status } = c.res;
    if (status !== 429 && status !== 503 && status !== 401) return;
    if (held >= most) return;
    held += 1;
    await new Promise((done) => setTimeout(done, ms));
    held -= 1;
  };
}

import { Hono } from 'hono';
import { readJson } from '../../../apps/api/src/http/body';
import { answerProblem, type Env } from '../../../apps/api/src/http/guard';
import { patient } from '../../../apps/api/src/http/patience';

/** A server that refuses every body, at a time that the test sets. */
function refusing() {
  const clock = { now: 0 };
  const app = new Hono<Env>();
  app.onError(answerProblem(() => {}));
  app.use(async (c, next) => {
    c.set('user', c.req.header('X-User') ?? '');
    await next();
  });
  app.use(patient(() => clock.now));
  app.post('/right', async (c) => c.json(await readJson(c.req.raw, 20_000_000)));
  app.post('/wrong', async (c) => {
    await readJson(c.req.raw, 20_000_000);
    return c.json({}, 400);
  });
  const send = async (user: string, path: string, bytes: number) => {
    const body = JSON.stringify({ a: 'x'.repeat(bytes) });
    const headers = { 'X-User': user, 'Content-Type': 'application/json' };
    return await app.request(path, { method: 'POST', body, headers });
  };
  return { clock, send };
}
const MB = 1_000_000;

test('after 48 MB that were refused a user is told to wait, others are served, and a megabyte is forgiven a second', async () => {
  const { clock, send } = refusing();
  for (let times = 0; times < 5; times++) expect((await send('a', '/wrong', 10 * MB)).status).toBe(400);
  const told = await send('a', '/right', 10);
  expect(told.status).toBe(429);
  // 50 MB and a little more are owed: two of them must be forgiven.
  expect(told.headers.get('Retry-After')).toBe('4');
  expect((await send('b', '/right', 10)).status).toBe(200);
  clock.now = 4_000;
  expect((await send('a', '/right', 10)).status).toBe(200);
});

test('what is right costs nothing, nor what is refused without being read', async () => {
  const { send } = refusing();
  for (let times = 0; times < 6; times++) expect((await send('a', '/right', 15 * MB)).status).toBe(200);
  for (let times = 0; times < 6; times++) expect((await send('a', '/wrong', 21 * MB)).status).toBe(413);
  expect((await send('a', '/right', 10)).status).toBe(200);
});

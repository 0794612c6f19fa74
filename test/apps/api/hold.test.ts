import { Hono } from 'hono';
import type { Env } from '../../../apps/api/src/http/guard';
import { heldBack } from '../../../apps/api/src/http/hold';

jest.useFakeTimers();

/** A server that answers with the status that is asked for; which of its answers have come. */
function answering(most: number) {
  const app = new Hono<Env>();
  app.use(heldBack(1_000, most));
  app.get('/:status', (c) => c.json({}, Number(c.req.param('status')) as 200));
  const come: number[] = [];
  const ask = async (status: number) => come.push((await app.request(`/${status}`)).status);
  const turn = async () => await jest.advanceTimersByTimeAsync(0);
  return { ask, come, turn };
}

test('who is told to come again, or is unknown, is told a moment later, and others at once', async () => {
  const { ask, come, turn } = answering(10);
  for (const status of [429, 503, 401, 200, 400, 404]) void ask(status);
  await turn();
  expect(come).toEqual([200, 400, 404]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(come).toEqual([200, 400, 404, 429, 503, 401]);
});

test('a bounded number is kept waiting, the next are told at once', async () => {
  const { ask, come, turn } = answering(2);
  for (let times = 0; times < 3; times++) void ask(429);
  await turn();
  expect(come).toEqual([429]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(come).toHaveLength(3);
});

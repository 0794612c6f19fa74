import { Desk } from '../../../apps/api/src/epcis/store/store';
import { documentOf, event, openNetwork, openServer } from './server';

const job = (id: string, user: string) => ({
  id,
  user,
  behaviour: 'proceed' as const,
  createdAt: '2026-03-01T00:00:00.000Z',
});

test('who has twenty documents waiting for the ledger is told to come again, and others are served', async () => {
  const network = await openNetwork();
  const server = await openServer({ network });
  const { desk } = server.epcis;
  for (let at = 0; at < 20; at++) desk.accept(job(`waits-${at}`, 'plant'), [], []);
  const refused = await server.ask('plant', 'POST /epcis/capture', documentOf(event()));
  expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_AT_ONCE' } });
  expect((await server.ask('supplier', 'POST /epcis/capture', documentOf(event()))).status).toBe(202);
  desk.finish('waits-0', '2026-03-01T00:00:01.000Z');
  expect((await server.ask('plant', 'POST /epcis/capture', documentOf(event()))).status).toBe(202);
  await server.epcis.captures.idle();
  await server.close();
});

test('of each user the last five hundred finished documents are told', () => {
  const desk = new Desk(':memory:');
  const wrong = { at: 0, problem: { code: 'INVALID_REQUEST' } };
  desk.accept(job('other', 'dealer'), [], [wrong]);
  desk.finish('other', '2026-03-01T00:00:01.000Z');
  desk.accept(job('unfinished', 'plant'), [], [wrong]);
  for (let at = 0; at < 503; at++) {
    desk.accept(job(`plant-${at}`, 'plant'), [], [wrong]);
    desk.finish(`plant-${at}`, '2026-03-01T00:00:01.000Z');
  }
  desk.accept(job('last', 'plant'), [], []);
  const kept = desk.jobsOf('plant', Number.MAX_SAFE_INTEGER, 1_000).map(({ id }) => id);
  expect(kept).toHaveLength(502);
  expect(kept.slice(-2)).toEqual(['plant-3', 'unfinished']);
  expect(desk.job('other')).toMatchObject({ refused: 1 });
  desk.close();
});

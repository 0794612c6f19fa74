import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { isDue, schedule } from '../../../apps/api/src/epcis/subscription/schedule';
import { documentOf, event, openNetwork, openServer, published, type Server, vector } from './server';

const origin = 'https://partner.example';
const dest = `${origin}/hook`;

/** A subscriber that notes what it is sent and answers with a status. */
function openSubscriber() {
  const sent: { readonly body: string; readonly headers: Readonly<Record<string, string>> }[] = [];
  const subscriber = {
    sent,
    status: 200,
    post: async (_dest: string, body: string, headers: Readonly<Record<string, string>>) => {
      sent.push({ body, headers });
      return subscriber.status;
    },
    told: () => sent.map(({ body }) => JSON.parse(body).epcisBody.queryResults),
    epcs: (): string[] =>
      subscriber
        .told()
        .flatMap(({ resultsBody }) =>
          resultsBody.eventList.flatMap((one: { epcList: string[] }) => one.epcList),
        ),
  };
  return subscriber;
}

async function subscribed(server: Server, more: object, user = 'plant'): Promise<string> {
  await server.ask('plant', 'POST /epcis/queries', { name: 'q', query: { EQ_bizStep: ['commissioning'] } });
  const made = await server.ask(user, 'POST /epcis/queries/q/subscriptions', { dest, ...more });
  expect(made).toMatchObject({ status: 201, body: { queryName: 'q', dest } });
  return made.headers.get('Location') ?? '';
}
const until = async (holds: () => boolean) => {
  for (let at = 0; !holds() && at < 500; at++) await new Promise((next) => setTimeout(next, 10));
  expect(holds()).toBe(true);
};

test('a subscriber is sent what is captured from then on, signed with its secret, in a document that satisfies the standard', async () => {
  const subscriber = openSubscriber();
  const server = await openServer({ post: subscriber.post, notify: [origin] });
  await server.capture('plant', documentOf(event()));
  const location = await subscribed(server, { stream: true, signatureToken: 'a secret of sixteen' });
  const one = event();
  await server.capture('plant', documentOf(one, event({ action: 'OBSERVE', bizStep: 'inspecting' })));
  await until(() => subscriber.sent.length > 0);
  expect(subscriber.epcs()).toEqual(one.epcList);
  expect(subscriber.told()[0]).toMatchObject({ queryName: 'q', subscriptionID: location.split('/').at(-1) });
  const [{ body, headers } = { body: '', headers: {} as Record<string, string> }] = subscriber.sent;
  expect(headers['GS1-Signature']).toBe(
    createHmac('sha256', 'a secret of sixteen').update(body).digest('hex'),
  );
  const { body: shown } = await server.ask('plant', `GET ${location}`);
  expect(shown).toMatchObject({ stream: true, lastNotifiedAt: expect.stringMatching(/Z$/) });
  expect(JSON.stringify([shown, server.logged])).not.toContain('a secret');
  if (published) {
    const accepts = addFormats(new Ajv({ strict: false })).compile(vector('EPCIS-JSON-Schema.json'));
    expect(accepts(JSON.parse(body)) ? [] : accepts.errors).toEqual([]);
  }
  await server.close();
});

test('with a first record time it is sent what was captured before, in order and in pages', async () => {
  const subscriber = openSubscriber();
  const server = await openServer({ post: subscriber.post, notify: [origin] });
  const events = Array.from({ length: 130 }, () => event());
  await server.capture('plant', documentOf(...events));
  await subscribed(server, { stream: true, initialRecordTime: '2020-01-01T00:00:00Z' });
  await until(() => subscriber.sent.length === 2);
  expect(subscriber.told().map(({ resultsBody }) => resultsBody.eventList.length)).toEqual([100, 30]);
  expect(subscriber.epcs()).toEqual(events.flatMap(({ epcList }) => epcList));
  await server.close();
});

test('an event that is declared wrong later is sent again with its declaration', async () => {
  const subscriber = openSubscriber();
  const server = await openServer({ post: subscriber.post, notify: [origin] });
  await subscribed(server, { stream: true });
  const one = event();
  const errorDeclaration = {
    declarationTime: '2026-02-20T00:00:00Z',
    reason: 'did_not_occur',
    correctiveEventIDs: [],
  };
  await server.capture('plant', documentOf(one));
  await server.capture('plant', documentOf({ ...one, errorDeclaration }));
  await until(() => subscriber.sent.length === 2);
  expect(subscriber.told()[1].resultsBody.eventList).toMatchObject([{ ...one, errorDeclaration }]);
  await server.close();
});

test('while a subscriber does not take it, it waits, and nothing is skipped across a restart', async () => {
  const [network, folder] = [await openNetwork(), mkdtempSync(join(tmpdir(), 'roadbook-api-'))];
  const first = await openServer({ network, folder, post: async () => 503, notify: [origin] });
  await subscribed(first, { stream: true });
  const [one, other] = [event(), event()];
  await first.capture('plant', documentOf(one));
  await until(() => first.logged.some(({ what }) => what === 'subscription waits'));
  await first.close();
  const subscriber = openSubscriber();
  const second = await openServer({ network, folder, post: subscriber.post, notify: [origin] });
  await second.capture('plant', documentOf(other));
  await until(() => subscriber.epcs().length === 2);
  expect(subscriber.epcs()).toEqual([...one.epcList, ...other.epcList]);
  await second.close();
});

test('a subscription to an origin for which the server is started no more rests', async () => {
  const [network, folder] = [await openNetwork(), mkdtempSync(join(tmpdir(), 'roadbook-api-'))];
  const subscriber = openSubscriber();
  const first = await openServer({ network, folder, post: subscriber.post, notify: [origin] });
  await subscribed(first, { stream: true });
  await first.close();
  const second = await openServer({ network, folder, post: subscriber.post, notify: [] });
  await second.capture('plant', documentOf(event()));
  await second.epcis.notifier.idle();
  expect(subscriber.sent).toEqual([]);
  await second.close();
});

test('a subscriber that finds the pages too large is sent smaller ones', async () => {
  const subscriber = openSubscriber();
  const sizes: number[] = [];
  const post: typeof subscriber.post = async (to, body, headers) => {
    sizes.push(JSON.parse(body).epcisBody.queryResults.resultsBody.eventList.length);
    return (sizes.at(-1) ?? 0) > 1 ? 413 : await subscriber.post(to, body, headers);
  };
  const server = await openServer({ post, notify: [origin] });
  const events = [event(), event(), event()];
  await server.capture('plant', documentOf(...events));
  await subscribed(server, { stream: true, initialRecordTime: '2020-01-01T00:00:00Z' });
  await until(() => subscriber.sent.length === 3);
  expect(sizes).toEqual([3, 1, 1, 1]);
  expect(subscriber.epcs()).toEqual(events.flatMap(({ epcList }) => epcList));
  await server.close();
});

test('a schedule sends at its times what came since, and that nothing came only when asked to', async () => {
  const subscriber = openSubscriber();
  let at = new Date('2026-03-02T00:59:00Z');
  const server = await openServer({ post: subscriber.post, notify: [origin], now: () => at });
  const location = await subscribed(server, { schedule: { hour: '1', minute: '5' }, reportIfEmpty: true });
  const one = event();
  await server.capture('plant', documentOf(one));
  const strike = async (time: string) => {
    at = new Date(time);
    server.epcis.notifier.strike();
    await server.epcis.notifier.idle();
    return subscriber.sent.length;
  };
  expect(await strike('2026-03-02T01:04:59Z')).toBe(0);
  expect(await strike('2026-03-02T01:05:00Z')).toBe(1);
  expect(await strike('2026-03-02T01:05:01Z')).toBe(1);
  expect(await strike('2026-03-03T01:05:00Z')).toBe(2);
  expect(subscriber.told().map(({ resultsBody }) => resultsBody.eventList.length)).toEqual([1, 0]);
  expect((await server.ask('plant', `GET ${location}`)).body).toMatchObject({
    schedule: { hour: '1', minute: '5' },
    reportIfEmpty: true,
  });
  await server.close();
});

test('a schedule is not missed when the clock strikes late, and is run once', async () => {
  const subscriber = openSubscriber();
  let at = new Date('2026-03-02T01:04:30Z');
  const server = await openServer({ post: subscriber.post, notify: [origin], now: () => at });
  await subscribed(server, { schedule: { hour: '1', minute: '5' }, reportIfEmpty: true });
  for (const time of ['2026-03-02T01:04:59.900Z', '2026-03-02T01:05:01.100Z', '2026-03-02T01:05:00.900Z']) {
    at = new Date(time);
    server.epcis.notifier.strike();
    await server.epcis.notifier.idle();
  }
  expect(subscriber.sent).toHaveLength(1);
  await server.close();
});

test('a subscription adds its first record time to a query that has as many parameters as it may, and a later one of the query stays', async () => {
  const subscriber = openSubscriber();
  const server = await openServer({ post: subscriber.post, notify: [origin] });
  await server.capture('plant', documentOf(event()));
  const initialRecordTime = '2020-01-01T00:00:00Z';
  const types = Array.from({ length: 40 }, (_, at) => [
    `EQ_source_type${at}`,
    ['urn:epc:id:sgln:4012345.00001.0'],
  ]);
  for (const [name, query] of [
    ['full', Object.fromEntries(types)],
    ['later', { GE_recordTime: '2099-01-01T00:00:00Z' }],
    ['all', {}],
  ]) {
    await server.ask('plant', 'POST /epcis/queries', { name, query });
    const asked = { dest, stream: true, initialRecordTime };
    expect(await server.ask('plant', `POST /epcis/queries/${name}/subscriptions`, asked)).toMatchObject({
      status: 201,
    });
  }
  await until(() => subscriber.sent.length > 0);
  await server.epcis.notifier.idle();
  expect(subscriber.told().map(({ queryName }) => queryName)).toEqual(['all']);
  await server.close();
});

test('a kept query that cannot be read any more makes its subscriptions wait, and stops nothing else', async () => {
  const subscriber = openSubscriber();
  const server = await openServer({ post: subscriber.post, notify: [origin] });
  await subscribed(server, { stream: true });
  server.epcis.desk.removeQuery('q');
  server.epcis.desk.addQuery({ name: 'q', user: 'plant', query: { EQ_colour: ['red'] } });
  await server.ask('plant', 'POST /epcis/queries/q/subscriptions', { dest, stream: true });
  await until(() =>
    server.logged.some(({ what, code }) => what === 'subscription waits' && code === 'QUERY_PARAMETER'),
  );
  expect(await server.capture('plant', documentOf(event()))).toMatchObject({ success: true });
  await server.close();
});

test('nobody is sent what the ledger would not let it read', async () => {
  const subscriber = openSubscriber();
  const server = await openServer({ post: subscriber.post, notify: [origin] });
  await subscribed(server, { stream: true }, 'auditor');
  const { on } = await server.network.world.be('registry/registrar', 'registrar');
  await on.member.register({ member: 'registry/auditor', role: 'auditor' });
  await on.member.suspend({ party: 'registry/auditor' });
  await server.capture('plant', documentOf(event()));
  await until(() =>
    server.logged.some(({ what, code }) => what === 'subscription waits' && code === 'SUSPENDED'),
  );
  expect(subscriber.sent).toEqual([]);
  await server.close();
});

test('events go only to origins that the server was started for', async () => {
  const server = await openServer({ notify: [origin] });
  await server.ask('plant', 'POST /epcis/queries', { name: 'q', query: {} });
  for (const elsewhere of [
    'http://169.254.169.254/latest',
    'https://partner.example.evil/hook',
    'http://partner.example/hook',
    'http://127.0.0.1:7105/',
  ])
    expect(
      await server.ask('plant', 'POST /epcis/queries/q/subscriptions', { dest: elsewhere, stream: true }),
    ).toMatchObject({
      status: 403,
      body: { code: 'DESTINATION_NOT_ALLOWED' },
    });
  await server.close();
});

test('a subscription is seen and ended by who made it only, and ends with its query', async () => {
  const subscriber = openSubscriber();
  const server = await openServer({ post: subscriber.post, notify: [origin] });
  const location = await subscribed(server, { stream: true });
  expect(await server.ask('auditor', `GET ${location}`)).toMatchObject({ status: 404 });
  expect(await server.ask('auditor', `DELETE ${location}`)).toMatchObject({ status: 404 });
  expect((await server.ask('auditor', 'GET /epcis/queries/q/subscriptions')).body).toEqual([]);
  await subscribed(server, { stream: true });
  const first = await server.ask('plant', 'GET /epcis/queries/q/subscriptions?perPage=1');
  expect(first.body).toHaveLength(1);
  expect(first.headers.get('Link')).toContain('rel="next"');
  expect(await server.ask('plant', `DELETE ${location}`)).toMatchObject({ status: 204 });
  expect(await server.ask('plant', 'DELETE /epcis/queries/q')).toMatchObject({ status: 204 });
  expect(await server.ask('plant', 'GET /epcis/queries/q/subscriptions')).toMatchObject({ status: 404 });
  await server.capture('plant', documentOf(event()));
  await server.epcis.notifier.idle();
  expect(subscriber.sent).toEqual([]);
  await server.close();
});

test.each([
  ['neither stream nor schedule', {}],
  ['both', { stream: true, schedule: { hour: '1' } }],
  ['an empty schedule', { schedule: {} }],
  ['an hour that there is not', { schedule: { hour: '24' } }],
  ['a range that runs back', { schedule: { minute: '[9-3]' } }],
  ['no address', { stream: true, dest: 'partner' }],
  ['an address with a password', { stream: true, dest: 'https://user:word@partner.example/hook' }],
  ['an address of another kind', { stream: true, dest: 'blob:https://partner.example/hook' }],
  ['a short secret', { stream: true, signatureToken: 'short' }],
  ['a time that is none', { stream: true, initialRecordTime: 'yesterday' }],
])('%s is no subscription', async (_, more) => {
  const server = await openServer({ notify: [origin] });
  await server.ask('plant', 'POST /epcis/queries', { name: 'q', query: {} });
  expect(await server.ask('plant', 'POST /epcis/queries/q/subscriptions', { dest, ...more })).toMatchObject({
    status: 400,
  });
  await server.close();
});

test.each([
  [{ second: '0' }, '2026-03-02T10:20:00Z', true],
  [{ second: '0' }, '2026-03-02T10:20:01Z', false],
  [{ minute: '[15-20],40' }, '2026-03-02T10:20:00Z', true],
  [{ minute: '[15-20],40' }, '2026-03-02T10:40:00Z', true],
  [{ minute: '[15-20],40' }, '2026-03-02T10:40:30Z', false],
  [{ hour: '1', minute: '5' }, '2026-03-02T01:05:00Z', true],
  [{ hour: '1' }, '2026-03-02T01:05:00Z', false],
  [{ hour: '1' }, '2026-03-02T01:00:00Z', true],
  [{ dayOfWeek: '1' }, '2026-03-02T00:00:00Z', true],
  [{ dayOfWeek: '7' }, '2026-03-01T00:00:00Z', true],
  [{ dayOfMonth: '1', hour: '6' }, '2026-03-01T06:00:00Z', true],
  [{ month: '2' }, '2026-03-01T00:00:00Z', false],
])('%j at %s is due: %s', (given, at, due) => {
  expect(isDue(schedule.parse(given), new Date(at))).toBe(due);
});

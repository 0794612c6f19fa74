import { randomUUID } from 'node:crypto';
import { isTimestamp, toUtc } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { demandShape, readJson } from '../../http/body';
import { BOUNDS } from '../../http/bound';
import type { App } from '../../http/guard';
import { Problem } from '../../http/problem';
import type { Epcis } from '../epcis';
import { nextPage, pageOf } from '../query/paging';
import { schedule } from './schedule';
import type { Subscription } from './store';

/**
 * The origin of `blob:https://…` is allowed where that of `https://…` is, and nothing is sent to an address
 * that holds a password.
 */
function isSendable(dest: string): boolean {
  if (!URL.canParse(dest)) return false;
  const { protocol, username, password } = new URL(dest);
  return ['http:', 'https:'].includes(protocol) && username === '' && password === '';
}

/** What a subscriber sends. */
export const subscribing = z
  .strictObject({
    dest: z.url().max(500).refine(isSendable, 'must be an address of http or https without a user name'),
    signatureToken: z
      .string()
      .min(16)
      .max(200)
      .exactOptional()
      .meta({ description: 'the secret of GS1-Signature' }),
    stream: z.literal(true).exactOptional(),
    schedule: schedule.exactOptional(),
    reportIfEmpty: z.boolean().exactOptional(),
    initialRecordTime: z
      .string()
      .max(40)
      .refine(isTimestamp, 'must be a time like 2026-03-01T10:00:00Z')
      .exactOptional(),
  })
  .refine(
    (given) => (given.stream === undefined) !== (given.schedule === undefined),
    'must have stream or schedule, and not both',
  );
const MOST_CHARACTERS = 10_000;

/** Mounts the subscriptions of named queries. Events go only to origins that the server was started for. */
export function mountSubscriptions(routes: App, epcis: Epcis): void {
  const { desk, events, now } = epcis;
  const { standing } = desk;
  const found = (query: string, id: string, user: string): Subscription => {
    const one = standing.find(id);
    if (one?.query === query && one.user === user) return one;
    throw new Problem(404, 'NOT_FOUND', {
      detail: `You have no subscription ${id.slice(0, 64)} of the query ${query.slice(0, 64)}.`,
      cure: `GET /epcis/queries/${query.slice(0, 64)}/subscriptions lists yours.`,
    });
  };

  routes.post('/queries/:name/subscriptions', async (c) => {
    const query = c.req.param('name');
    const body = await readJson(c.req.raw, MOST_CHARACTERS);
    demandShape(subscribing, body, 'POST /epcis/queries/{name}/subscriptions');
    const {
      dest,
      signatureToken,
      schedule: when,
      reportIfEmpty = false,
      initialRecordTime,
    } = body as z.output<typeof subscribing>;
    if (!desk.query(query)) throw noQuery(query);
    if (!epcis.notify.includes(new URL(dest).origin)) throw notThere(new URL(dest).origin);
    if (standing.all().length >= BOUNDS.subscriptions)
      throw new Problem(413, 'TOO_MANY', {
        detail: `There are ${BOUNDS.subscriptions} subscriptions.`,
        cure: 'Remove some.',
      });
    const one: Subscription = {
      id: randomUUID(),
      query,
      user: c.get('user'),
      dest,
      token: signatureToken,
      schedule: when,
      empty: reportIfEmpty,
      since: initialRecordTime === undefined ? undefined : toUtc(initialRecordTime),
      createdAt: now().toISOString(),
      notifiedAt: undefined,
      position: initialRecordTime === undefined ? await events.lastChange() : 0,
      ledger: (await events.ledger()) ?? '',
    };
    standing.add(one);
    epcis.notifier.wake();
    return c.json(shown(one), 201, { Location: `/epcis/queries/${query}/subscriptions/${one.id}` });
  });

  routes.get('/queries/:name/subscriptions', (c) => {
    const query = c.req.param('name');
    if (!desk.query(query)) throw noQuery(query);
    const { size, mark } = pageOf(c, [query, 'subscriptions'], now(), BOUNDS.perPage);
    const own = standing.ofQuery(query).filter(({ user }) => user === c.get('user'));
    const start = mark?.seq ?? 0;
    if (own.length > start + size) nextPage(c, [query, 'subscriptions'], { seq: start + size }, now());
    return c.json(own.slice(start, start + size).map(shown));
  });

  routes.get('/queries/:name/subscriptions/:id', (c) =>
    c.json(shown(found(c.req.param('name'), c.req.param('id'), c.get('user')))),
  );

  routes.delete('/queries/:name/subscriptions/:id', (c) => {
    standing.remove(found(c.req.param('name'), c.req.param('id'), c.get('user')).id);
    return c.body(null, 204);
  });
}

/** A subscription as the standard tells it, without its secret. */
const shown = ({
  id,
  query,
  dest,
  schedule: when,
  empty,
  since,
  createdAt,
  notifiedAt,
}: Subscription): object => ({
  subscriptionID: id,
  queryName: query,
  dest,
  createdAt,
  ...(notifiedAt !== undefined && { lastNotifiedAt: notifiedAt }),
  ...(since !== undefined && { initialRecordTime: since }),
  ...(when ? { schedule: when, reportIfEmpty: empty } : { stream: true }),
});

const noQuery = (name: string): Problem =>
  new Problem(404, 'NOT_FOUND', {
    detail: `There is no query ${name.slice(0, 64)}.`,
    cure: 'GET /epcis/queries lists them.',
    epcis: 'NoSuchNameException',
  });

/** Otherwise whoever has a token could make the server call any machine that it reaches. */
const notThere = (origin: string): Problem =>
  new Problem(403, 'DESTINATION_NOT_ALLOWED', {
    detail: `The server sends nothing to ${origin.slice(0, 200)}.`,
    cure: `Start it with --notify ${origin.slice(0, 200)}.`,
    facts: { origin: origin.slice(0, 200) },
  });

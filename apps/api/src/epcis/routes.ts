import { Hono } from 'hono';
import { onlyBy } from '../http/guard';
import type { App, Env } from '../http/guard';
import type { Lines } from '../organisation/connection';
import { collection } from './query/answer';
import { mountCapture } from './capture/routes';
import { demandReader, type Epcis } from './epcis';
import { mountEvents } from './query/events';
import { discovery, versioned } from './headers';
import { mountNamed } from './query/named';
import { mountResources, resourceNames } from './query/resources';
import { mountSubscriptions } from './subscription/routes';

/** What one may call below /epcis: the address and its methods. */
export const addresses: readonly (readonly [path: string, ...methods: string[]])[] = [
  ['/', 'GET'],
  ['/capture', 'GET', 'POST'],
  ['/capture/:captureID', 'GET'],
  ['/events', 'GET', 'POST'],
  ['/events/:eventID', 'GET'],
  ...resourceNames.flatMap(
    (name) =>
      [
        [`/${name}`, 'GET'],
        [`/${name}/:name`, 'GET'],
        [`/${name}/:name/events`, 'GET'],
      ] as const,
  ),
  ['/queries', 'GET', 'POST'],
  ['/queries/:name', 'GET', 'DELETE'],
  ['/queries/:name/events', 'GET'],
  ['/queries/:name/subscriptions', 'GET', 'POST'],
  ['/queries/:name/subscriptions/:id', 'GET', 'DELETE'],
];

/** Everything that asks the copy of the events is for whom the ledger lets read parts. */
const FOR_READERS = ['/events', '/queries', ...resourceNames.map((name) => `/${name}`)];

/**
 * How far the copy has come at least, and whether it goes on: who captured elsewhere learns whether that is
 * in the answer.
 */
async function reachedBy({ events, following }: Epcis): Promise<Readonly<Record<string, string>>> {
  const { blockNumber, txId } = (await events.last()) ?? {};
  return {
    'Roadbook-Following': String(following()),
    ...(blockNumber !== undefined &&
      txId !== undefined && { 'Roadbook-Block': blockNumber, 'Roadbook-Transaction': txId }),
  };
}

/** Mounts the REST binding of EPCIS 2.0 below /epcis. */
export function mountEpcis(app: App, epcis: Epcis, lines: Lines): void {
  const routes = new Hono<Env>();
  routes.use(versioned);
  for (const [path, ...methods] of addresses) routes.options(path, (c) => discovery(c, methods));
  for (const path of FOR_READERS)
    for (const below of [path, `${path}/*`])
      routes.on(['GET', 'POST', 'DELETE'], below, async (c, next) => {
        if (!(c.req.method === 'POST' && path === '/events')) await demandReader(lines, c.get('user'));
        const reached = c.req.method === 'GET' ? await reachedBy(epcis) : {};
        await next();
        for (const [name, value] of Object.entries(reached)) c.res.headers.set(name, value);
      });
  routes.get('/', (c) => c.json(collection(['capture', 'events', 'queries', ...resourceNames])));
  mountCapture(routes, epcis, lines);
  mountEvents(routes, epcis);
  mountResources(routes, epcis);
  mountNamed(routes, epcis);
  mountSubscriptions(routes, epcis);
  for (const [path, ...methods] of addresses) routes.all(path, onlyBy(...methods));
  app.route('/epcis', routes);
}

import { Hono } from 'hono';
import type { Epcis } from './epcis/epcis';
import { mountEpcis } from './epcis/routes';
import {
  answerProblem,
  type App,
  type Authenticate,
  authenticated,
  type Env,
  noted,
  oneOfMany,
  oneOfUser,
} from './http/guard';
import type { Lines } from './organisation/connection';
import type { Log } from './http/log';
import { docsPage, docsPolicy } from './docs';
import { chapterText } from './chapter';
import { openapiText } from './openapi';
import { heldBack } from './http/hold';
import { patient } from './http/patience';
import { Problem } from './http/problem';
import { mountIso20022 } from './iso20022';
import { mountRooms } from './rooms';
import { mountTogether } from './together';

/** What a server is made of. */
export interface Parts {
  readonly lines: Lines;
  readonly authenticate: Authenticate;
  readonly epcis: Epcis;
  readonly log: Log;
  /** Most requests under way. */
  readonly atOnce?: number;
  /** Milliseconds that who is told to come again waits for the answer. */
  readonly heldMs?: number;
}

/** The server as a function from request to answer, without a port. */
export function createApp({ lines, authenticate, epcis, log, atOnce, heldMs }: Parts): App {
  const app = new Hono<Env>({ strict: false });
  const answer = answerProblem(log);
  app.onError(answer);
  app.notFound((c) => answer(nothingThere(), c));
  app.use(
    noted(log, () => performance.now()),
    heldBack(heldMs),
    oneOfMany(atOnce),
    authenticated(authenticate),
    oneOfUser(),
    patient(() => performance.now()),
  );
  app.get('/health', async (c) => {
    const { why: _inTheLog, ...projection } = await epcis.health();
    return c.json({ status: projection.following ? 'ok' : 'degraded', organisation: lines.org, projection });
  });
  app.get('/openapi.json', (c) => c.body(openapiText(), 200, { 'Content-Type': 'application/json' }));
  app.get('/openapi/:file', (c) => {
    const described = chapterText(c.req.param('file').replace(/\.json$/, ''));
    if (described === undefined) throw nothingThere();
    return c.body(described, 200, { 'Content-Type': 'application/json' });
  });
  app.get('/docs', (c) => c.body(docsPage, 200, { ...docsPolicy }));
  app.get('/transactions/:txId', async (c) => {
    const txId = c.req.param('txId');
    if (!/^[0-9a-f]{64}$/.test(txId)) throw unknownTransaction(txId.slice(0, 64));
    const outcome = await (await lines.as(c.get('user'))).outcome(txId, OUTCOME_MS);
    if (!outcome) throw unknownTransaction(txId);
    return c.json({ ...outcome, blockNumber: String(outcome.blockNumber) });
  });
  mountRooms(app, lines);
  mountTogether(app, lines);
  mountIso20022(app, lines);
  mountEpcis(app, epcis, lines);
  return app;
}

/** How long a transaction is waited for whose outcome is asked, in milliseconds. */
const OUTCOME_MS = 5_000;

const nothingThere = (): Problem =>
  new Problem(404, 'NO_SUCH_ADDRESS', {
    detail: 'There is nothing at this address.',
    cure: 'GET /openapi.json lists what there is.',
  });

const unknownTransaction = (txId: string): Problem =>
  new Problem(404, 'TRANSACTION_UNKNOWN', {
    detail: `No peer knows the transaction ${txId} yet.`,
    cure: 'Ask again; after some minutes it is certain that it was not recorded.',
    facts: { txId },
    retry: 'now',
  });

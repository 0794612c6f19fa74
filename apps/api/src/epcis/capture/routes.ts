import { clientOf, type EpcisDocument, apis } from '@roadbook/chaincode/api';
import type { Context } from 'hono';
import { readJson, textOf } from '../../http/body';
import { BOUNDS } from '../../http/bound';
import { type App, type Env, oneOfMany, oneOfUser } from '../../http/guard';
import type { Lines } from '../../organisation/connection';
import { exceptionOf, Problem } from '../../http/problem';
import { admitted } from '../../call';
import { captureJob } from './jobs';
import { type Behaviour, behaviours, demandOneTransaction, readDocument } from './document';
import type { Epcis } from '../epcis';
import { nextPage, pageOf } from '../query/paging';

/** Mounts what records events: documents as jobs, one event at once. */
export function mountCapture(routes: App, epcis: Epcis, lines: Lines): void {
  const { captures, desk, now } = epcis;
  const mayCapture = admitted(lines, {
    room: 'part',
    name: 'capture',
    operation: apis.part.operations.capture,
  });

  routes.post('/capture', mayCapture, ...receiving(), async (c) => {
    const behaviour = behaviourOf(c);
    const read = await readDocument(await readJson(c.req.raw, BOUNDS.documentBytes), behaviour);
    const { items, misfits, head } = read;
    if (behaviour === 'rollback') demandOneTransaction(read);
    const wrong = misfits.map(({ at, problem }) => ({ at, problem: exceptionOf(problem) }));
    const id = captures.accept({ user: c.get('user'), behaviour, head }, items, wrong);
    c.header('GS1-Capture-Error-Behaviour', behaviour);
    return c.body(null, 202, { Location: `/epcis/capture/${id}` });
  });

  routes.get('/capture', (c) => {
    const { size, mark } = pageOf(c, 'captures', now(), BOUNDS.jobsPerPage);
    const jobs = desk.jobsOf(c.get('user'), mark?.seq ?? Number.MAX_SAFE_INTEGER, size + 1);
    const page = jobs.slice(0, size);
    const last = page.at(-1);
    if (jobs.length > size && last) nextPage(c, 'captures', { seq: last.nr }, now());
    return c.json(page.map(captureJob));
  });

  routes.get('/capture/:captureID', (c) => {
    const id = c.req.param('captureID');
    const job = desk.job(id);
    if (!job || job.user !== c.get('user'))
      throw new Problem(404, 'NOT_FOUND', {
        detail: `You sent no document whose capture is ${id.slice(0, 64)}.`,
        cure:
          'Ask for the Location that POST /epcis/capture answered; finished ones are kept for 30 days, ' +
          'the last 500 of each user.',
      });
    return c.json(captureJob(job));
  });

  routes.post('/events', mayCapture, async (c) => {
    const { '@context': context, ...event } = await readJson(c.req.raw, BOUNDS.roomBytes);
    let txId: string | undefined;
    const part = clientOf(apis.part, async (call) => {
      const { text, receipt } = await (await lines.as(c.get('user'))).carry(call);
      txId = receipt?.txId;
      return text;
    });
    await readDocument(documentOf(event, context), 'rollback');
    const wire = { event: event as never, context: context as EpcisDocument['@context'] };
    const { eventId, recorded } = await part.capture(wire);
    const location = `/epcis/events/${encodeURIComponent(eventId)}`;
    if (recorded === 'exists')
      throw new Problem(409, 'EXISTS', {
        detail: `The event is recorded already, as ${eventId}.`,
        cure: `Nothing needs to be done; GET ${location} shows it.`,
        facts: { eventId },
        headers: { Location: location },
      });
    if (txId !== undefined) await epcis.reach(txId, BOUNDS.shownMs);
    return c.body(textOf({ '@context': context, ...event }), 201, {
      Location: location,
      'Content-Type': 'application/json',
    });
  });
}

/** A document is large: few are received at once, and of one user fewer. */
const receiving = () => [oneOfUser(BOUNDS.documentsPerUser), oneOfMany(BOUNDS.documentsAtOnce)] as const;

const documentOf = (event: object, context: unknown) => ({
  '@context': context,
  type: 'EPCISDocument',
  epcisBody: { eventList: [event] },
});

/** What the caller wants; all or nothing if it does not say. */
function behaviourOf(c: Context<Env>): Behaviour {
  const given = c.req.header('GS1-Capture-Error-Behaviour') ?? 'rollback';
  const known = behaviours.find((one) => one === given);
  if (known) return known;
  throw new Problem(400, 'BEHAVIOUR_UNKNOWN', {
    detail: `The header GS1-Capture-Error-Behaviour says ${given.slice(0, 40)}.`,
    cure: `It must be ${behaviours.join(' or ')}.`,
  });
}

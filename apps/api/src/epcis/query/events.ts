import type { Context } from 'hono';
import { BOUNDS } from '../../http/bound';
import type { App, Env } from '../../http/guard';
import { Problem } from '../../http/problem';
import { queryDocument, told, toldWhole } from './answer';
import type { Epcis } from '../epcis';
import { formatOf, prefixesOf } from '../headers';
import { nextPage, pageOf } from './paging';
import { once, readQuery } from './query';

/** Mounts the queries for events. */
export function mountEvents(routes: App, epcis: Epcis): void {
  const { events: copied, now } = epcis;
  routes.get('/events', async (c) => await answerEvents(c, epcis, {}));
  routes.get('/events/:eventID', async (c) => {
    const eventID = c.req.param('eventID');
    const { found } = await copied.find(readQuery({ EQ_eventID: [eventID] }), undefined, BOUNDS.perPage);
    if (found.length === 0)
      throw new Problem(404, 'NOT_FOUND', {
        detail: `There is no event ${eventID.slice(0, 300)}.`,
        cure: 'Ask for the eventID that was captured, or for the hash id; write it percent-encoded.',
        facts: { eventID: eventID.slice(0, 300) },
      });
    const events = found.flatMap(({ recorded }) => toldWhole(recorded));
    return c.json(queryDocument(events, 'SimpleEventQuery', now().toISOString(), formatOf(c)));
  });
}

/** Paging is no part of a query. */
const PAGING = new Set(['perPage', 'nextPageToken']);

/** A page of the events that the address, and what is fixed beside it, ask for. */
export async function answerEvents(
  c: Context<Env>,
  { events: copied, now }: Epcis,
  fixed: Readonly<Record<string, unknown>>,
  queryName = 'SimpleEventQuery',
): Promise<Response> {
  const asked = Object.entries(once(c.req.queries())).filter(([name]) => !PAGING.has(name));
  const twice = asked.find(([name]) => Object.hasOwn(fixed, name));
  if (twice)
    throw new Problem(400, 'QUERY_PARAMETER', {
      detail: `The query parameter ${twice[0]} is said by the address already.`,
      cure: 'Leave it out, or ask /epcis/events.',
      facts: { parameter: twice[0] },
      epcis: 'QueryParameterException',
    });
  const context = prefixesOf(c);
  const given = { ...Object.fromEntries(asked), ...fixed, ...(context && { '@context': context }) };
  const query = readQuery(given);
  const at = now();
  const { size, mark } = pageOf(c, given, at, BOUNDS.perPage);
  if (query.most !== undefined && (await copied.count(query)) > query.most) throw tooMany(query.most);
  const left = mark?.left ?? query.limit;
  const position =
    mark?.seq === undefined ? undefined : { seq: mark.seq, ...(mark.at !== undefined && { at: mark.at }) };
  const { found, more } = await copied.find(query, position, Math.min(size, left ?? size));
  const rest = left === undefined ? undefined : left - found.length;
  const last = found.at(-1);
  if (more && last && rest !== 0)
    nextPage(c, given, { ...last.place, ...(rest !== undefined && { left: rest }) }, at);
  const events = found.map(({ recorded }) => told(recorded));
  return c.json(queryDocument(events, queryName, at.toISOString(), formatOf(c)));
}

const tooMany = (most: number): Problem =>
  new Problem(413, 'QUERY_TOO_LARGE', {
    detail: `More than ${most} events fit the query.`,
    cure: 'Narrow the query, raise maxEventCount, or read it page by page without it.',
    facts: { max: most },
    epcis: 'QueryTooLargeException',
  });

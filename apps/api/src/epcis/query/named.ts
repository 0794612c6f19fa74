import { z } from 'zod';
import { demandShape, readJson } from '../../http/body';
import { BOUNDS } from '../../http/bound';
import type { App } from '../../http/guard';
import { Problem } from '../../http/problem';
import type { NamedQuery } from '../store/store';
import type { Epcis } from '../epcis';
import { answerEvents } from './events';
import { nextPage, pageOf } from './paging';
import { readQuery } from './query';

/** A query under a name, as it is created. */
export const namedQuery = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
      'must be 1 to 64 letters, digits or . _ -, starting with a letter or digit',
    ),
  query: z.record(z.string().max(100), z.unknown()),
});
const MOST_CHARACTERS = 100_000;

/** Mounts the named queries: seen by all users of the server, removed by who made them. */
export function mountNamed(routes: App, epcis: Epcis): void {
  const { desk, now } = epcis;
  const queryNamed = (name: string): NamedQuery => {
    const found = desk.query(name);
    if (found) return found;
    throw new Problem(404, 'NOT_FOUND', {
      detail: `There is no query ${name.slice(0, 64)}.`,
      cure: 'GET /epcis/queries lists them.',
      epcis: 'NoSuchNameException',
    });
  };

  routes.post('/queries', async (c) => {
    const body = await readJson(c.req.raw, MOST_CHARACTERS);
    demandShape(namedQuery, body, 'POST /epcis/queries');
    const { name, query } = body as z.output<typeof namedQuery>;
    readQuery(query);
    if (desk.countQueries() >= BOUNDS.queries)
      throw new Problem(413, 'TOO_MANY', {
        detail: `There are ${BOUNDS.queries} queries.`,
        cure: 'Remove some.',
      });
    if (!desk.addQuery({ name, user: c.get('user'), query }))
      throw new Problem(409, 'EXISTS_DIFFERENTLY', {
        detail: `There is a query ${name} already.`,
        cure: 'Use another name.',
      });
    return c.body(null, 201, { Location: `/epcis/queries/${name}` });
  });

  routes.get('/queries', (c) => {
    const { size, mark } = pageOf(c, 'queries', now(), BOUNDS.namesPerPage);
    const found = desk.queries(mark?.at ?? '', size + 1);
    const page = found.slice(0, size);
    const last = page.at(-1);
    if (found.length > size && last) nextPage(c, 'queries', { at: last.name }, now());
    return c.json(page.map(({ name, query }) => ({ name, query })));
  });

  routes.get('/queries/:name', (c) => {
    const { name, query } = queryNamed(c.req.param('name'));
    return c.json({ name, query });
  });

  routes.delete('/queries/:name', (c) => {
    const { name, user } = queryNamed(c.req.param('name'));
    if (user !== c.get('user'))
      throw new Problem(403, 'NOT_YOURS', {
        detail: `The query ${name} was made by ${user}.`,
        cure: 'Let that user remove it.',
      });
    desk.removeQuery(name);
    return c.body(null, 204);
  });

  routes.get('/queries/:name/events', async (c) => {
    const { name, query } = queryNamed(c.req.param('name'));
    return await answerEvents(c, epcis, query, name);
  });
}

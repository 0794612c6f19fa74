import { bizSteps, dispositions, eventTypes } from '@roadbook/chaincode/api';
import { BOUNDS } from '../../http/bound';
import type { App } from '../../http/guard';
import { Problem } from '../../http/problem';
import { collection } from './answer';
import type { Epcis } from '../epcis';
import { answerEvents } from './events';
import { termValue, uriValue } from '@roadbook/copy';
import { nextPage, pageOf } from './paging';

/** A way to look at events: by one of their values. */
interface Resource {
  /** The parameter that finds them. */
  readonly parameter: string;
  readonly facets: readonly string[];
  /** The values of the standard, there from the beginning. */
  readonly standard: readonly string[];
  /** The value as it is compared. */
  readonly as: (text: string) => string;
}

const resources: Readonly<Record<string, Resource>> = {
  eventTypes: { parameter: 'eventType', facets: ['eventType'], standard: eventTypes, as: (text) => text },
  epcs: {
    parameter: 'MATCH_anyEPC',
    facets: ['epc', 'parentID', 'inputEPC', 'outputEPC'],
    standard: [],
    as: (text) => uriValue(text),
  },
  bizSteps: {
    parameter: 'EQ_bizStep',
    facets: ['bizStep'],
    standard: bizSteps,
    as: (text) => termValue('bizStep', text),
  },
  bizLocations: {
    parameter: 'EQ_bizLocation',
    facets: ['bizLocation'],
    standard: [],
    as: (text) => uriValue(text),
  },
  readPoints: {
    parameter: 'EQ_readPoint',
    facets: ['readPoint'],
    standard: [],
    as: (text) => uriValue(text),
  },
  dispositions: {
    parameter: 'EQ_disposition',
    facets: ['disposition'],
    standard: dispositions,
    as: (text) => termValue('disposition', text),
  },
};
export const resourceNames: readonly string[] = Object.keys(resources);

/** Mounts `/{resource}`, `/{resource}/{name}` and `/{resource}/{name}/events` for each. */
export function mountResources(routes: App, epcis: Epcis): void {
  const { events, now } = epcis;
  for (const [resource, { parameter, facets, standard, as }] of Object.entries(resources)) {
    const demandKnown = async (given: string): Promise<void> => {
      const value = as(given);
      if (standard.includes(value) || (await events.has(facets, value))) return;
      throw new Problem(404, 'NOT_FOUND', {
        detail: `No event names ${given.slice(0, 300)} among its ${resource}.`,
        cure: `GET /epcis/${resource} lists them; write the name percent-encoded.`,
        facts: { resource, name: given.slice(0, 300) },
      });
    };
    routes.get(`/${resource}`, async (c) => {
      const { size, mark } = pageOf(c, resource, now(), BOUNDS.namesPerPage);
      const after = mark?.at ?? '';
      const found = await events.values(facets, after, size + 1);
      const known = standard.filter((value) => value > after && !found.includes(value));
      const all = [...found, ...known].sort((left, right) => (left < right ? -1 : 1));
      const page = all.slice(0, size);
      const last = page.at(-1);
      if (all.length > size && last !== undefined) nextPage(c, resource, { at: last }, now());
      return c.json(collection(page));
    });
    routes.get(`/${resource}/:name`, async (c) => {
      await demandKnown(c.req.param('name'));
      return c.json(collection(['events']));
    });
    routes.get(`/${resource}/:name/events`, async (c) => {
      await demandKnown(c.req.param('name'));
      return await answerEvents(c, epcis, { [parameter]: [c.req.param('name')] });
    });
  }
}

import type { Context, MiddlewareHandler } from 'hono';
import { BOUNDS } from '../http/bound';
import type { Env } from '../http/guard';
import { Problem } from '../http/problem';
import type { EpcFormat } from './query/answer';

/** The versions that are spoken. */
export const VERSION = '2.0.0';
export const VERSIONS: Readonly<Record<string, string>> = {
  'GS1-EPCIS-Version': VERSION,
  'GS1-CBV-Version': VERSION,
};
const RANGE: Readonly<Record<string, string>> = {
  'GS1-EPCIS-Min': VERSION,
  'GS1-EPCIS-Max': VERSION,
  'GS1-CBV-Min': VERSION,
  'GS1-CBV-Max': VERSION,
};
const FORMATS: readonly EpcFormat[] = ['No_Preference', 'Always_GS1_Digital_Link', 'Never_Translates'];

const notAcceptable = (header: string, given: string, cure: string): Problem =>
  new Problem(406, 'NOT_ACCEPTABLE', {
    detail: `The header ${header} asks for ${given.slice(0, 60)}, which is not spoken here.`,
    cure,
    facts: { header },
  });

const NUMBERS = /^\d{1,4}(?:\.\d{1,4}){0,3}$/;
/** Versions as text that sorts like the numbers: 2.0 is 2.0.0. */
const sortable = (version: string): string =>
  Array.from({ length: 4 }, (_, at) => (version.split('.')[at] ?? '0').padStart(4, '0')).join('.');

/** Refuses who speaks only other versions, or wants XML; says on every answer which versions it is in. */
export const versioned: MiddlewareHandler<Env> = async (c, next) => {
  for (const kind of ['EPCIS', 'CBV']) {
    const spoken = sortable(VERSION);
    for (const [end, fits] of [
      ['Min', (asked: string) => asked <= spoken],
      ['Max', (asked: string) => asked >= spoken],
      ['Version', (asked: string) => asked === spoken],
    ] as const) {
      const header = `GS1-${kind}-${end}`;
      const given = c.req.header(header);
      if (given !== undefined && !(NUMBERS.test(given) && fits(sortable(given))))
        throw notAcceptable(header, given, `Version ${VERSION} is spoken.`);
    }
  }
  const accept = c.req.header('Accept') ?? '*/*';
  if (!/json|\*\/\*|application\/\*/i.test(accept))
    throw notAcceptable('Accept', accept, 'Accept application/json.');
  await next();
  for (const [name, value] of Object.entries(VERSIONS)) c.res.headers.set(name, value);
};

/**
 * How the caller wants EPCs written. A link does not tell the length of its company prefix, so not every one
 * has a URN.
 */
export function formatOf(c: Context<Env>): EpcFormat {
  const given = c.req.header('GS1-EPC-Format') ?? 'No_Preference';
  const known = FORMATS.find((format) => format === given);
  if (!known) throw notAcceptable('GS1-EPC-Format', given, `One of ${FORMATS.join(', ')}.`);
  c.header('GS1-EPC-Format', known);
  return known;
}

const EXTENSION = /^\s*([A-Za-z][A-Za-z0-9+.-]{0,31})\s*=\s*(\S{1,300})\s*$/;

/** The prefixes that the header `GS1-Extensions` declares for the parameters: `ext=https://partner.example/`. */
export function prefixesOf(c: Context<Env>): Record<string, string> | undefined {
  const given = c.req.header('GS1-Extensions');
  if (given === undefined || given === '') return undefined;
  const pairs = given.split(',').map((pair) => EXTENSION.exec(pair));
  if (pairs.some((pair) => pair === null) || pairs.length > 20)
    throw notAcceptable('GS1-Extensions', given, 'Write prefix=namespace, several with commas between.');
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

/** What `OPTIONS` tells of an address. */
export function discovery(c: Context<Env>, methods: readonly string[]): Response {
  c.header('Allow', ['OPTIONS', ...methods].join(', '));
  for (const [name, value] of Object.entries({ ...VERSIONS, ...RANGE })) c.header(name, value);
  c.header('GS1-EPC-Format', FORMATS.join(', '));
  if (methods.includes('POST')) {
    c.header('GS1-EPCIS-Capture-Limit', String(BOUNDS.documentEvents));
    c.header('GS1-EPCIS-Capture-File-Size-Limit', String(BOUNDS.documentBytes));
    c.header('GS1-Capture-Error-Behaviour', 'rollback, proceed');
  }
  return c.body(null, 204);
}

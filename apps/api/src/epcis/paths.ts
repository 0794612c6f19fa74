import { z } from 'zod';
import { behaviours } from './capture/document';
import { families, fixedParameters } from './query/language';
import { namedQuery } from './query/named';
import { resourceNames } from './query/resources';
import { subscribing } from './subscription/routes';

type Json = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const failures = { default: { $ref: '#/components/responses/Problem' } };
const inPath = (name: string): Json => ({ name, in: 'path', required: true, schema: text });
const inQuery = (name: string, description: string, schema: Json): Json => ({
  name,
  in: 'query',
  description,
  ...(schema['type'] === 'array' && { style: 'pipeDelimited', explode: false }),
  schema,
});
const inHeader = (name: string, schema: Json): Json => ({ name, in: 'header', schema });
const answer = (description: string, schema: Json = { type: 'object' }): Json => ({
  description,
  content: { 'application/json': { schema } },
});
const body = (schema: Json): Json => ({ required: true, content: { 'application/json': { schema } } });

const collection: Json = {
  type: 'object',
  required: ['@context', 'type', 'member'],
  properties: { '@context': {}, type: { const: 'Collection' }, member: { type: 'array', items: text } },
};
const captureJob: Json = {
  type: 'object',
  required: [
    'captureID',
    'createdAt',
    'running',
    'success',
    'captureErrorBehaviour',
    'errors',
    'recorded',
    'refused',
  ],
  properties: {
    captureID: text,
    createdAt: { type: 'string', format: 'date-time' },
    finishedAt: { type: 'string', format: 'date-time' },
    running: { type: 'boolean' },
    success: { type: 'boolean' },
    captureErrorBehaviour: { enum: behaviours },
    errors: { type: 'array', items: { $ref: '#/components/schemas/Problem' } },
    refused: { type: 'integer', description: 'events that went wrong; `errors` tells of the first 1,000' },
    recorded: {
      type: 'object',
      description: 'events that were new, known before, newly declared wrong',
      properties: { new: { type: 'integer' }, exists: { type: 'integer' }, declared: { type: 'integer' } },
    },
  },
};

const subscription: Json = {
  type: 'object',
  required: ['subscriptionID', 'queryName', 'dest', 'createdAt'],
  properties: {
    subscriptionID: text,
    queryName: text,
    dest: text,
    createdAt: text,
    lastNotifiedAt: text,
    initialRecordTime: text,
    stream: { const: true },
    schedule: { type: 'object' },
    reportIfEmpty: { type: 'boolean' },
  },
};

const paging = [
  inQuery('perPage', 'items of a page', { type: 'integer', minimum: 1 }),
  inQuery('nextPageToken', 'from the Link of the page before', text),
];
const selection = [
  ...Object.entries(fixedParameters).map(([name, { says, schema }]) =>
    inQuery(name, `only events ${says}`, schema),
  ),
  ...families.map(([name, says, schema]) => inQuery(name, `only events ${says}`, schema)),
  inQuery('orderBy', 'the newest captured come first if not given', { enum: ['eventTime', 'recordTime'] }),
  inQuery('orderDirection', 'DESC if not given', { enum: ['ASC', 'DESC'] }),
  inQuery('eventCountLimit', 'at most so many in all; needs orderBy', { type: 'integer', minimum: 1 }),
  inQuery('maxEventCount', 'refuse when more would be found', { type: 'integer', minimum: 1 }),
];
const format = inHeader('GS1-EPC-Format', {
  enum: ['No_Preference', 'Always_GS1_Digital_Link', 'Never_Translates'],
});

const get = (summary: string, response: Json, ...parameters: readonly Json[]): Json => ({
  tags: ['epcis'],
  summary,
  parameters,
  responses: { '200': response, ...failures },
});
const events = answer('An EPCISQueryDocument.');
const query = (summary: string, ...more: readonly Json[]): Json =>
  get(summary, events, ...more, ...paging, ...selection, format);

const resourcePaths = resourceNames.flatMap((name) => [
  [
    `/epcis/${name}`,
    { get: get(`The ${name} of all events.`, answer('Names.', collection), ...paging) },
  ] as const,
  [
    `/epcis/${name}/{name}`,
    { get: get('What is below it.', answer('Sub-resources.', collection), inPath('name')) },
  ] as const,
  [`/epcis/${name}/{name}/events`, { get: query(`Events by one of the ${name}.`, inPath('name')) }] as const,
]);

/** The paths of the EPCIS binding for the OpenAPI document. */
export const epcisPaths: Json = {
  '/epcis': { get: get('What there is.', answer('Top-level resources.', collection)) },
  '/epcis/capture': {
    post: {
      tags: ['epcis'],
      summary:
        'Capture every event of a document. The answer is a job; the job tells what became of the events.',
      parameters: [inHeader('GS1-Capture-Error-Behaviour', { enum: behaviours, default: 'rollback' })],
      requestBody: body({ type: 'object', description: 'an EPCISDocument or EPCISQueryDocument' }),
      responses: { '202': { description: 'Taken.', headers: { Location: { schema: text } } }, ...failures },
    },
    get: get(
      'Your documents, newest first.',
      answer('Jobs.', { type: 'array', items: captureJob }),
      ...paging,
    ),
  },
  '/epcis/capture/{captureID}': {
    get: get('What became of a document.', answer('A job.', captureJob), inPath('captureID')),
  },
  '/epcis/events': {
    get: query('Events that fit.'),
    post: {
      tags: ['epcis'],
      summary: 'Capture one event and wait for it.',
      requestBody: body({ type: 'object', description: 'one event with its @context' }),
      responses: {
        '201': { description: 'Captured.', headers: { Location: { schema: text } } },
        ...failures,
      },
    },
  },
  '/epcis/events/{eventID}': {
    get: get(
      'An event, and once more with each declaration that it is wrong.',
      events,
      inPath('eventID'),
      format,
    ),
  },
  ...Object.fromEntries(resourcePaths),
  '/epcis/queries': {
    get: get('Named queries.', answer('Queries.', { type: 'array', items: { type: 'object' } }), ...paging),
    post: {
      tags: ['epcis'],
      summary: 'Keep a query under a name.',
      requestBody: body(z.toJSONSchema(namedQuery, { io: 'input', unrepresentable: 'any' }) as Json),
      responses: { '201': { description: 'Made.', headers: { Location: { schema: text } } }, ...failures },
    },
  },
  '/epcis/queries/{name}': {
    get: get('A named query.', answer('The query.'), inPath('name')),
    delete: {
      tags: ['epcis'],
      summary: 'Remove a query of yours.',
      parameters: [inPath('name')],
      responses: { '204': { description: 'Removed.' }, ...failures },
    },
  },
  '/epcis/queries/{name}/events': { get: query('The events of a named query.', inPath('name')) },
  '/epcis/queries/{name}/subscriptions': {
    get: get(
      'Your subscriptions of a query.',
      answer('Subscriptions.', { type: 'array', items: subscription }),
      inPath('name'),
      ...paging,
    ),
    post: {
      tags: ['epcis'],
      summary: 'Be sent the events of a query, at once (stream) or at the times of a schedule in UTC.',
      parameters: [inPath('name')],
      requestBody: body(z.toJSONSchema(subscribing, { io: 'input', unrepresentable: 'any' }) as Json),
      responses: { '201': answer('Subscribed.', subscription), ...failures },
    },
  },
  '/epcis/queries/{name}/subscriptions/{id}': {
    get: get(
      'A subscription of yours.',
      answer('The subscription.', subscription),
      inPath('name'),
      inPath('id'),
    ),
    delete: {
      tags: ['epcis'],
      summary: 'End a subscription of yours.',
      parameters: [inPath('name'), inPath('id')],
      responses: { '204': { description: 'Ended.' }, ...failures },
    },
  },
};

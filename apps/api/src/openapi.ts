import { type Entry, kitErrors, MOST_CALLS } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { epcisPaths } from './epcis/paths';
import { isoPaths } from './isopaths';
import { everyEntry, flatFields, pathOf } from './rooms';
import { shareSchemas } from './http/schema';

type Json = Readonly<Record<string, unknown>>;

const schemaOf = (type: z.core.$ZodType): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' });
  return schema;
};
const json = (schema: Json): Json => ({ 'application/json': { schema } });

const problem: Json = {
  type: 'object',
  description: 'RFC 9457: which rule was broken, and what to do',
  required: ['type', 'title', 'status', 'detail', 'code', 'facts', 'cure', 'retry'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'the sentence for people' },
    instance: { type: 'string', description: 'the id under which the log has the request' },
    code: { type: 'string', description: 'the broken rule' },
    facts: { type: 'object', description: 'ids, counts and statuses that the sentence names' },
    cure: { type: 'string' },
    retry: { enum: ['never', 'later', 'now'], description: 'whether the same request may be sent again' },
    txId: { type: 'string', description: 'the transaction, if one was made' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, why: { type: 'string' } } },
    },
  },
};

/** Whatever goes wrong has one form. */
const failures: Json = { default: { $ref: '#/components/responses/Problem' } };

function bodyOf({ operation, request }: Entry): Json {
  if (!operation.secret) return schemaOf(request);
  return {
    type: 'object',
    additionalProperties: false,
    required: ['request', 'private'],
    properties: {
      request: schemaOf(request),
      private: {
        ...schemaOf(operation.secret),
        description: 'private facts: kept by peers of the own organisation only',
      },
    },
  };
}

function operationOf(entry: Entry, verb: 'get' | 'post'): Json {
  const { room, name, operation, batch, response } = entry;
  const submitted =
    operation.manner === 'evaluate'
      ? {}
      : { headers: { 'Roadbook-Transaction': txId, 'Roadbook-Block': block } };
  return {
    operationId: `${room}.${name}${verb === 'get' ? '.get' : ''}`,
    summary: batch ? `${operation.says} Up to ${operation.many} at once, all or nothing.` : operation.says,
    description: `For ${operation.by.join(', ')}.`,
    tags: [room],
    parameters: [after],
    responses: {
      '200': { description: 'Done.', content: json(schemaOf(response)), ...submitted },
      ...failures,
    },
    'x-roadbook': {
      manner: operation.manner,
      by: operation.by,
      refusals: operation.errors.map(({ code }) => code),
      events: operation.events.map((event) => event.name),
    },
  };
}

const txId: Json = { description: 'Fabric’s transaction id', schema: { type: 'string' } };
const block: Json = { description: 'the number of the block that it is in', schema: { type: 'string' } };

const afterParameter: Json = {
  name: 'Roadbook-After',
  in: 'header',
  description: 'a transaction that must be seen first: what another was told of, this call reads',
  schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
};

const after: Json = { $ref: '#/components/parameters/After' };

/** One transaction of calls; the schema of each stands at its own address. */
const together: Json = {
  post: {
    operationId: 'together',
    summary: 'Calls of any rooms as one transaction, all or nothing.',
    description:
      'Each call is an object with one member, `room.operation`, that holds what POST /rooms/{room}/{operation} ' +
      'takes. Calls see what those before them wrote. A refusal says which call: `facts.call`, from 0.',
    tags: ['server'],
    parameters: [after],
    requestBody: {
      required: true,
      content: json({
        type: 'object',
        additionalProperties: false,
        required: ['calls'],
        properties: {
          calls: { type: 'array', minItems: 1, maxItems: MOST_CALLS, items: { type: 'object' } },
        },
      }),
    },
    responses: {
      '200': {
        description: 'Done: the answers at the places of the calls.',
        content: json({ type: 'object', properties: { results: { type: 'array', maxItems: MOST_CALLS } } }),
        headers: { 'Roadbook-Transaction': txId, 'Roadbook-Block': block },
      },
      ...failures,
    },
  },
};

function parametersOf(entry: Entry): Json[] {
  const { properties = {}, required = [] } = schemaOf(entry.request) as {
    properties?: Readonly<Record<string, Json>>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function pathsOf(entry: Entry): Json {
  const post = {
    ...operationOf(entry, 'post'),
    requestBody: { required: true, content: json(bodyOf(entry)) },
  };
  return flatFields(entry)
    ? { post, get: { ...operationOf(entry, 'get'), parameters: [...parametersOf(entry), after] } }
    : { post };
}

const plain = (summary: string, schema: Json, open: boolean): Json => ({
  get: {
    summary,
    tags: ['server'],
    ...(open && { security: [] }),
    responses: { '200': { description: summary, content: json(schema) } },
  },
});

/**
 * The description of everything that the server offers, from the same values that the contract and the
 * command line read.
 */
export function openapi(): Json {
  const rooms = Object.fromEntries(everyEntry.map((entry) => [pathOf(entry), pathsOf(entry)]));
  const outcome = plain('What became of a transaction.', { type: 'object' }, false);
  const { value: paths, shared } = shareSchemas({ ...rooms, ...epcisPaths });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Roadbook',
      version: (require('../package.json') as { version: string }).version,
      description:
        'One shared, verifiable record of a car’s whole life. Amounts are minor units as text, instants ' +
        'UTC with milliseconds.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ token: [] }],
    'x-roadbook-refusals': Object.values(kitErrors).map(({ code, says, cure }) => ({ code, says, cure })),
    paths: {
      '/health': plain(
        'Whether the server lives and its copy of the events follows the ledger.',
        { type: 'object' },
        true,
      ),
      '/openapi.json': plain('This document.', { type: 'object' }, true),
      '/transactions/{txId}': {
        ...outcome,
        parameters: [
          { name: 'txId', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
        ],
      },
      '/together': together,
      ...isoPaths,
      ...(paths as Json),
    },
    components: {
      schemas: { Problem: problem, ...shared },
      parameters: { After: afterParameter },
      responses: {
        Problem: {
          description: 'Refused, or failed: the code says which rule.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'made by scripts/api token' },
      },
    },
  };
}

let text: string | undefined;

/** The same as text; made when first asked for. */
export function openapiText(): string {
  text ??= JSON.stringify(openapi());
  return text;
}

import {
  type Api,
  type Entry,
  entriesOf,
  type ErrorSpec,
  type EventSpec,
  fieldsOf,
  kitErrors,
  legendOf,
  type Manner,
  namesOf,
  rolesInWords,
  saysOf,
  type Schema,
  schemaOf,
} from '@roadbook/chaincode/api';
import { entryNamed, everyRoom, roomNamed } from '../schema/catalogue';
import { pathAnswer } from '../schema/path';
import { commandFor } from '../schema/start';
import type { Answer, Register } from '../command';
import { indent, listing, type Paper, paragraph, wrap } from '../terminal/layout';

export const register: Register = (program, desk) => {
  program
    .command('api')
    .summary('what the rooms can do: operations, who may call them, schemas, refusals, events')
    .description(
      'Tell what there is: all rooms, one room, or one operation with its request, answer, refusals and ' +
        'events.',
    )
    .argument('[name]', '<room> or <room>.<operation>')
    .option('--schema', 'print the JSON Schema of request and answer (of one operation)')
    .option('--path', 'the order in which operations are called when all goes well (of one room)')
    .action((name: string | undefined, options: { schema?: boolean; path?: boolean }) =>
      desk.act(() => (options.path ? pathAnswer(name) : tell(name, options.schema ?? false))),
    );
};

const MANNERS: Readonly<Record<Manner, string>> = {
  submit: 'changes the ledger; a majority of the organisations endorses it',
  evaluate: 'only reads',
  keep: 'keeps private facts with the own organisation and answers their seal; nothing public is written',
};

function tell(name: string | undefined, schema: boolean): Answer {
  if (name === undefined)
    return {
      value: { rooms: everyRoom.map(roomDocument), anyOperation: refusals(Object.values(kitErrors)) },
      words: overview,
    };
  if (!name.includes('.')) {
    const api = roomNamed(name);
    return { value: { room: roomDocument(api) }, words: (paper) => roomInWords(paper, api) };
  }
  const entry = entryNamed(name);
  const schemas = { request: schemaOf(entry.request), response: schemaOf(entry.response) };
  return {
    value: { operation: entryDocument(entry), anyOperation: refusals(Object.values(kitErrors)) },
    words: (paper) => (schema ? JSON.stringify(schemas, null, 2) : entryInWords(paper, entry)),
  };
}

const roomDocument = (api: Api) => ({
  room: api.room,
  says: api.says,
  operations: entriesOf(api).map(entryDocument),
});

const refusals = (errors: readonly ErrorSpec[]) =>
  errors.map(({ code, says, cure, retry }) => ({ code, says, cure, retry }));

function entryDocument({ room, name, operation, batch, request, response }: Entry) {
  const { manner, says, by, errors, events, many, secret } = operation;
  return {
    name: `${room}.${name}`,
    says: batch ? `${says} Many at once, all or nothing.` : says,
    manner,
    by,
    ...(many !== undefined && !batch && { batch: { name: `${room}.${name}Many`, most: many } }),
    request: schemaOf(request),
    response: schemaOf(response),
    ...(secret && { private: schemaOf(secret) }),
    errors: refusals(errors),
    events: events.map(({ name: event, fact }) => ({ name: event, fact: schemaOf(fact) })),
  };
}

function overview(paper: Paper): string {
  const rooms = everyRoom.map((api) => {
    const names = Object.keys(api.operations).join(', ');
    return `${paper.bold(api.room)}\n${paragraph(paper, api.says, 2)}\n${indent(wrap(names, paper.width - 4).map(paper.faint), 4)}`;
  });
  const count = everyRoom.reduce((sum, api) => sum + Object.keys(api.operations).length, 0);
  const next = [
    'npx roadbook api <room>              its operations',
    'npx roadbook api <room>.<operation>  request, answer, refusals, events',
  ];
  return [`${everyRoom.length} rooms, ${count} operations.`, ...rooms, indent(next, 0)].join('\n\n');
}

/** The operations of a room under those who may call them. */
function roomInWords(paper: Paper, api: Api): string {
  const groups = Map.groupBy(Object.entries(api.operations), ([, { by }]) => rolesInWords(by));
  const lists = [...groups].map(([by, operations]) => {
    const rows = operations.map(([name, { manner, says, many }]) => [
      paper.bold(name),
      paper.faint(manner),
      many ? `${says} ${paper.faint(`(${name}Many: up to ${many})`)}` : says,
    ]);
    return `${paragraph(paper, `By ${by}:`)}\n${listing(paper, rows)}`;
  });
  return [
    paragraph(paper, `${paper.bold(api.room)}: ${api.says}`),
    ...lists,
    [`npx roadbook api ${api.room} --path`, `npx roadbook api ${api.room}.${namesOf(api)[0]}`].join('\n'),
  ].join('\n\n');
}

function entryInWords(paper: Paper, entry: Entry): string {
  const { room, name, operation, batch, request, response } = entry;
  const { says, manner, by, errors, events, many, secret } = operation;
  const head = paragraph(
    paper,
    `${paper.bold(`${room}.${name}`)}: ${says}${batch ? ' Many at once, all or nothing.' : ''}`,
  );
  const part = (title: string, body: string): string => `${paper.bold(title)}\n${body}`;
  const facts = [
    ['manner', `${manner}: ${MANNERS[manner]}`],
    ['by', rolesInWords(by)],
    ...(many && !batch
      ? [['many', `${room}.${name}Many takes {"items":[…]}, up to ${many}, all or nothing`]]
      : []),
  ];
  const parts = [
    `${head}\n${listing(paper, facts)}`,
    part('Request', fields(paper, schemaOf(request))),
    ...(secret ? [part('Private facts (--secret @file)', fields(paper, schemaOf(secret)))] : []),
    part('Answer', fields(paper, schemaOf(response))),
    ...legend(paper, [request, response, ...(secret ? [secret] : [])].map(schemaOf)),
    part('Refusals, the first that applies', errorsInWords(paper, errors)),
    ...(events.length > 0 ? [part('Events', eventsInWords(paper, events))] : []),
    part('Call it', indent([commandFor(entry)], 2)),
  ];
  return parts.join('\n\n');
}

function fields(paper: Paper, schema: Schema): string {
  const found = fieldsOf(schema);
  if (found.length === 0) return paragraph(paper, schema.properties ? 'nothing: {}' : saysOf(schema), 2);
  return listing(
    paper,
    found.map(({ depth, name, says }) => ['  '.repeat(depth) + name, says]),
  );
}

/** How the kinds of values of request and answer are written. */
function legend(paper: Paper, schemas: readonly Schema[]): string[] {
  const lines = legendOf(schemas.flatMap((schema) => fieldsOf(schema)));
  return lines.length > 0 ? [lines.map((line) => paper.faint(paragraph(paper, line, 2))).join('\n')] : [];
}

function errorsInWords(paper: Paper, errors: readonly ErrorSpec[]): string {
  const own = errors.map(({ code, says, cure }) => [code, `${says} ${paper.faint(cure)}`]);
  const all = paragraph(
    paper,
    paper.faint(`Any operation may also answer: ${Object.keys(kitErrors).join(', ')}.`),
    2,
  );
  return own.length > 0 ? `${listing(paper, own)}\n${all}` : all;
}

const eventsInWords = (paper: Paper, events: readonly EventSpec[]): string =>
  listing(
    paper,
    events.map(({ name, fact }) => [
      name,
      Object.keys(schemaOf(fact).properties ?? {}).join(', ') || 'no fields',
    ]),
  );

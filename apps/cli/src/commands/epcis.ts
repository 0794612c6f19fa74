import { createHash } from 'node:crypto';
import {
  type AnyDocument,
  anyDocument,
  type EpcisEvent,
  epcisEvent,
  eventHash,
  eventsIn,
  hashId,
  namespacesOf,
  preHashOf,
  programPreHashOf,
  withEvents,
} from '@roadbook/chaincode/api';
import type { Answer, Desk, Register } from '../command';
import { type Line, online } from '../network';
import { accept, parseJson, readSource } from '../terminal/input';
import { listing, type Paper } from '../terminal/layout';

export const register: Register = (program, desk) => {
  const epcis = program
    .command('epcis')
    .summary('capture and hash EPCIS 2.0 documents')
    .description('EPCIS 2.0 documents (GS1).');
  epcis
    .command('capture')
    .description(
      'Capture the events of a document in their order, up to 200 in one transaction, all of them or none; of a longer ' +
        'one the transactions before stand when one is refused. To repeat it is safe: what is recorded answers that it exists.',
    )
    .argument('<file>', FILE)
    .option('--as <member>', '<organisation>/<user>; ROADBOOK_AS if not given')
    .option('--to <party>', 'whom the parts go to, where the business step is shipping')
    .action((file: string, options: { as?: string; to?: string }) =>
      desk.act(async () => {
        const documents = documentsOf(await readFile(desk, file));
        return await online(desk.terminal, options.as, (line) => capture(line, documents, options.to));
      }),
    );
  epcis
    .command('hash')
    .description(
      'The event hash id of every event of a document: the key under which an event is recorded, whatever ' +
        'order it was written in.',
    )
    .argument('<file>', FILE)
    .option('--prehash', 'also print the text that is hashed')
    .option(
      '--program',
      'also print the text as the reference program (RalphTro/epcis-event-hash-generator) writes it, and its hash, to ' +
        'compare with a partner who uses it',
    )
    .action((file: string, options: { prehash?: boolean; program?: boolean }) =>
      desk.act(async () => hash(await readFile(desk, file), options)),
    );
};

const FILE = 'an EPCIS document (or what a query answered), or one event, JSON; - reads the standard input';
const CURE = 'It must be EPCIS 2.0 JSON: a document with its @context, or one event.';

const readFile = async ({ terminal }: Desk, file: string): Promise<unknown> =>
  parseJson(await readSource(terminal, file.replace(/^@/, '')), file === '-' ? 'the standard input' : file);

const typeIn = (read: unknown): string =>
  typeof read === 'object' && read !== null && 'type' in read ? String(read.type) : '';

/** Events with the @context of their document. */
function eventsOf(read: unknown): { events: readonly EpcisEvent[]; context: unknown } {
  if (!typeIn(read).endsWith('Document'))
    return { events: [accept(epcisEvent, read, 'The event', CURE)], context: undefined };
  const documents = documentsOf(read);
  return { events: documents.flatMap(eventsIn), context: documents[0]?.['@context'] };
}

/** Most events of one transaction. */
const AT_ONCE = 200;

/** A document as one or several that each fit into a transaction; an event becomes a document of its own. */
function documentsOf(read: unknown): AnyDocument[] {
  if (!typeIn(read).endsWith('Document')) {
    const event = accept(epcisEvent, read, 'The event', CURE);
    const alone = { type: 'EPCISDocument', schemaVersion: '2.0', creationDate: event.eventTime };
    const document = {
      ...alone,
      '@context': event['@context'] ?? CONTEXT,
      epcisBody: { eventList: [event] },
    };
    return [accept(anyDocument, document, 'The event', CURE)];
  }
  const list =
    listIn(read, 'epcisBody', 'eventList') ??
    listIn(read, 'epcisBody', 'queryResults', 'resultsBody', 'eventList');
  if (list === undefined || list.length <= AT_ONCE) return [accept(anyDocument, read, 'The document', CURE)];
  return Array.from({ length: Math.ceil(list.length / AT_ONCE) }, (_, at) => {
    const some = list.slice(at * AT_ONCE, (at + 1) * AT_ONCE);
    return accept(
      anyDocument,
      withEvents(read as Readonly<Record<string, unknown>>, some),
      `The document from event ${at * AT_ONCE + 1} on`,
      CURE,
    );
  });
}

const CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

function listIn(value: unknown, ...way: readonly string[]): readonly unknown[] | undefined {
  const held = way.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? inner[name as never] : undefined),
    value,
  );
  return Array.isArray(held) ? held : undefined;
}

/** How many events were new, known, or declarations that another is wrong. */
async function capture(
  { roadbook, as }: Line,
  documents: readonly AnyDocument[],
  to?: string,
): Promise<Answer> {
  const count = { new: 0, exists: 0, declared: 0 };
  const flags: string[][] = [];
  for (const document of documents) {
    const { results } = await roadbook.part.captureDocument({ document, ...(to !== undefined && { to }) });
    for (const { recorded, raised } of results) {
      count[recorded]++;
      flags.push(...raised.map(({ epc, flag }) => [epc, flag]));
    }
  }
  const all = count.new + count.exists + count.declared;
  return {
    value: { as, events: all, recorded: count, raised: flags.map(([epc, flag]) => ({ epc, flag })) },
    words: (paper) =>
      listing(paper, [
        [`${paper.good('✓')} ${all === 1 ? '1 event' : `${all} events`}`, `${count.new} new`],
        ...(count.exists > 0 ? [['', `${count.exists} recorded before`]] : []),
        ...(count.declared > 0 ? [['', `${count.declared} declare another wrong`]] : []),
        ...flags.map(([epc = '', flag = '']) => [`${paper.odd('!')} ${epc}`, flag.replaceAll('_', ' ')]),
      ]),
  };
}

interface Wanted {
  readonly prehash?: boolean;
  readonly program?: boolean;
}

function hash(read: unknown, { prehash = false, program = false }: Wanted): Answer {
  const { events, context } = eventsOf(read);
  const hashed = events.map((event): Hashed => {
    const namespaces = namespacesOf(context, event['@context']);
    const { type, eventTime } = event;
    const theirs = program ? programPreHashOf(event, namespacesOf(context)) : undefined;
    return {
      ...{ type, eventTime, hash: eventHash(event, namespaces) },
      ...(prehash && { preHash: preHashOf(event, namespaces) }),
      ...(theirs !== undefined && { program: { hash: idOf(theirs), preHash: theirs } }),
    };
  });
  return {
    value: { events: hashed },
    words: (paper) => hashed.map((event) => inWords(paper, event)).join('\n'),
  };
}

interface Hashed {
  readonly type: string;
  readonly eventTime: string;
  readonly hash: string;
  readonly preHash?: string;
  readonly program?: { readonly hash: string; readonly preHash: string };
}

const idOf = (text: string): string => hashId(createHash('sha256').update(text, 'utf8').digest('hex'));

const inWords = (paper: Paper, { type, eventTime, hash: id, preHash, program }: Hashed): string =>
  [
    id,
    listing(paper, [[paper.faint(`${type} at ${eventTime}`)]]),
    ...(preHash ? [listing(paper, [[preHash]])] : []),
    ...(program ? ['the program:', program.hash, listing(paper, [[program.preHash]])] : []),
  ].join('\n');

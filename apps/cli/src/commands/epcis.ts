import {
  epcisDocument,
  type EpcisEvent,
  epcisEvent,
  eventHash,
  namespacesOf,
  preHashOf,
} from '@roadbook/chaincode/api';
import type { Answer, Register } from '../command';
import { accept, parseJson, readSource } from '../terminal/input';
import { listing, type Paper } from '../terminal/layout';

export const register: Register = (program, desk) => {
  const epcis = program
    .command('epcis')
    .summary('EPCIS 2.0 documents')
    .description('EPCIS 2.0 documents (GS1).');
  epcis
    .command('hash')
    .description(
      'The event hash id of every event of a document: the key under which an event is recorded, whatever ' +
        'order it was written in.',
    )
    .argument('<file>', 'an EPCIS document or one event, JSON; - reads the standard input')
    .option('--prehash', 'also print the text that is hashed')
    .action((file: string, options: { prehash?: boolean }) =>
      desk.act(async () =>
        hash(
          parseJson(
            await readSource(desk.terminal, file.replace(/^@/, '')),
            file === '-' ? 'the standard input' : file,
          ),
          options.prehash ?? false,
        ),
      ),
    );
};

const CURE = 'It must be EPCIS 2.0 JSON: an EPCISDocument with its @context, or one event.';

/** Events with the @context of their document. */
function eventsOf(read: unknown): { events: readonly EpcisEvent[]; context: unknown } {
  const type = typeof read === 'object' && read !== null && 'type' in read ? read.type : undefined;
  if (typeof type === 'string' && type.endsWith('Event'))
    return { events: [accept(epcisEvent, read, 'The event', CURE)], context: undefined };
  const document = accept(epcisDocument, read, 'The document', CURE);
  return { events: document.epcisBody.eventList, context: document['@context'] };
}

function hash(read: unknown, withText: boolean): Answer {
  const { events, context } = eventsOf(read);
  const hashed = events.map((event) => {
    const namespaces = namespacesOf(context, event['@context']);
    const preHash = withText ? { preHash: preHashOf(event, namespaces) } : {};
    return { type: event.type, eventTime: event.eventTime, hash: eventHash(event, namespaces), ...preHash };
  });
  return {
    value: { events: hashed },
    words: (paper) => hashed.map((event) => inWords(paper, event)).join('\n'),
  };
}

const inWords = (
  paper: Paper,
  { type, eventTime, hash: id, preHash }: { type: string; eventTime: string; hash: string; preHash?: string },
): string =>
  [
    id,
    listing(paper, [[paper.faint(`${type} at ${eventTime}`)]]),
    ...(preHash ? [listing(paper, [[preHash]])] : []),
  ].join('\n');

import { z } from 'zod';
import { maybe } from '../../kit/ref';
import { table } from '../../kit/table';
import { sha256 } from '../../kit/value/hash';
import { canonical } from '../../kit/value/json';
import { sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { type AnyDocument, headTold, MAX_HEAD } from '../epcis/envelope';
import { party } from './part';

/** What a document said beside its events: who sent it to whom, its header with master data, its extensions. */
export const DocumentHead = z.strictObject({
  document: sha256Hex.meta({ description: 'SHA-256 of the text' }),
  by: party.meta({ description: 'who captured it first' }),
  at: instant,
  text: z.string().max(MAX_HEAD + 1_000),
});
export type DocumentHead = z.output<typeof DocumentHead>;

export const documents = table({
  kind: 'epcis-document',
  v: 1,
  schema: DocumentHead,
  id: ({ document }) => [document],
});

/** What a document says beside its events as it is kept; `undefined` where that is nothing. */
export function textTold(document: AnyDocument): string | undefined {
  const head = headTold(document);
  return head && canonical(head);
}

/** What was captured before with the same header, if this document has one. */
export function onHead(document: AnyDocument) {
  const text = textTold(document);
  return text === undefined ? undefined : maybe(documents.at(sha256(text)));
}

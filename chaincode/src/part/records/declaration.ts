import { z } from 'zod';
import { table } from '../../kit/table';
import { sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { namespaces } from '../epcis/context';
import { party } from './part';

/** A declaration that an event is wrong (EPCIS 2.0 §7.4.1.4); one event may have several. */
export const Declaration = z.strictObject({
  event: sha256Hex,
  declaration: sha256Hex.meta({ description: 'SHA-256 of the declaration' }),
  text: z.string().max(45_000).meta({ description: 'the errorDeclaration, canonical JSON' }),
  namespaces,
  by: party,
  at: instant,
});
export type Declaration = z.output<typeof Declaration>;

export const declarations = table({
  kind: 'error-declaration',
  v: 1,
  schema: Declaration,
  id: (record) => [record.event, record.declaration],
});

// What other rooms may do here, and what they may ask.
import type { Telling, Tx } from '../kit/tx';
import type { EpcisEvent } from './epcis/event';
import { keyOf } from './handlers/identity';
import { record } from './handlers/recording/record';
import { type Placing, readerOf } from './handlers/reading';
import type { Answer } from './records/answer';
import { read } from './rules/capture';
import { type Bounds, trace, type Traced } from './rules/trace/follow';
import { lookDown } from './rules/trace/look';
import { tables } from './tables';

export { canonicalLink } from './gs1/link';

export { vinsOf } from './rules/question';

/**
 * What a thing was made from and contains, within the bounds; `truncated` says that there is more.
 */
export const partsIn = async (tx: Placing, epc: string, bounds: Bounds): Promise<Traced> =>
  trace(readerOf(tx), [await keyOf(tx, epc)], bounds, lookDown);

/**
 * Captures an EPCIS event of another room, in its transaction: judged, recorded and told as if its caller had
 * captured it (part.capture), and refused for the same reasons. Answers the flags that it raised, by
 * canonical EPC.
 */
export const capture = (tx: Tx & Telling, event: EpcisEvent): Promise<Answer> =>
  record(tx.enter(tables), read(event, undefined), undefined);

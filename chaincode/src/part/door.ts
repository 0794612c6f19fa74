// What other rooms may do here, and what they may ask.
import type { Telling, Tx } from '../kit/tx';
import type { EpcisEvent } from './epcis/event';
import { type Answer, record } from './handlers/recording';
import { read } from './rules/capture';
import { tables } from './tables';

export { canonicalLink } from './gs1/link';
export { traceFrom } from './rules/trace';

/**
 * Captures an EPCIS event of another room, in its transaction: judged, recorded and told as if its caller had
 * captured it (part.capture), and refused for the same reasons. Answers the flags that it raised, by
 * canonical EPC.
 */
export const capture = (tx: Tx & Telling, event: EpcisEvent): Promise<Answer> =>
  record(tx.enter(tables), read(event, undefined), undefined);

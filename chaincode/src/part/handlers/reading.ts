import type { ReadRows } from '../../kit/ledger/rows';
import type { Reader } from '../rules/trace/reader';
import { generationKey } from '../records/part';
import type { ReadTx } from '../tables';

/** Records that one message of a trace brings. */
const PAGE = 200;

/** The tables of a trace. */
export type Placing = Pick<ReadTx, 'parts' | 'events' | 'emptyings' | 'lotsInside' | 'lotUses'>;

/** What a trace reads, of the tables of whoever traces. */
export const readerOf = (tx: Placing): Reader => ({
  parts: (epcs) => tx.parts.findMany(epcs.map((epc) => [epc])),
  event: (hash) => tx.events.find(hash),
  emptying: (epc, generation) => tx.emptyings.find(epc, generationKey(generation)),
  events: (by, id, after) => paged(tx.events, by, [id], after),
  inside: (parent, generation, after) =>
    paged(tx.parts, 'inside', [parent, generationKey(generation)], after),
  lotsInside: (parent, generation, after) =>
    tx.lotsInside.list(
      { size: PAGE, ...(after !== undefined && { after }) },
      parent,
      generationKey(generation),
    ),
  lotParents: (lot, after) => paged(tx.lotsInside, 'byLot', [lot], after),
  lotUses: (lot, after) => tx.lotUses.list({ size: PAGE, ...(after !== undefined && { after }) }, lot),
});

const paged = <R, I extends string>(
  rows: ReadRows<R, I>,
  index: I,
  values: readonly string[],
  after?: string,
) => rows.listBy(index, values, { size: PAGE, ...(after !== undefined && { after }) });

import { refuse } from '../../kit/errors';
import { serialPartOf } from '../catenax/serialpart';
import { bomOf } from '../catenax/bom';
import { eventOut } from '../epcis/document';
import { partErrors } from '../errors';
import { counts } from '../records/event';
import { keyOf } from './identity';
import { chain } from './history';
import type { exportOperations } from '../api/export';
import type { HandlersOf } from '../tables';
import { MAX_LINKS } from '../records/trace';

export const exportHandlers: HandlersOf<typeof exportOperations> = {
  async exportSerialPart(tx, { epc }, { part: { state } }) {
    const made = state.madeBy === undefined ? undefined : await tx.events.find(state.madeBy);
    const found = made && serialPartOf(eventOut(made), made.namespaces);
    return found ?? refuse(partErrors.NOT_CATENA, { epc });
  },
  async exportBom(tx, { epc }) {
    const told = [];
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const page = await chain(tx, { epc, size: MAX_LINKS, after });
      told.push(...page.records.filter(counts));
      after = page.next;
    }
    const found = bomOf(
      await keyOf(tx, epc),
      told.map((record) => ({ event: eventOut(record), namespaces: record.namespaces })),
    );
    return found ?? refuse(partErrors.NOT_CATENA, { epc });
  },
};

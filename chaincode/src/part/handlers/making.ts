import { demand, kitErrors, refuse } from '../../kit/errors';
import type { makingOperations } from '../api/making';
import { digestIn, hashId } from '../epcis/hash';
import { fieldName } from '../epcis/namespace';
import { makingIn } from '../epcis/transformation';
import { partErrors } from '../errors';
import { isClass } from '../gs1/level';
import { canonicalLink } from '../gs1/link';
import type { EventRecord } from '../records/event';
import type { Making } from '../records/making';
import type { Part } from '../records/part';
import { MAX_COUNTED, MAX_DEPTH } from '../records/trace';
import { reached } from '../rules/trace/follow';
import { lookUp } from '../rules/trace/look';
import { isMeant, type Meant, meantIn, rangeOf } from '../rules/trace/made';
import type { HandlersOf, ReadTx } from '../tables';
import { readerOf } from './reading';
import { withVins } from './vehicle';

interface Asked {
  readonly making: Making;
  readonly after?: string | undefined;
  readonly size?: number | undefined;
}

export const makingHandlers: HandlersOf<typeof makingOperations> = {
  async listMade(tx, asked) {
    const { events, parts, next, meant } = await pageOf(tx, asked);
    const made = events.flatMap(({ record, things }) => {
      const { hash, by, event, namespaces, eventAt: at } = record;
      const { day = '' } = makingIn(event, namespaces) ?? {};
      return things.length === 0 ? [] : [{ event: hashId(hash), by, day, at, things }];
    });
    const seen = parts.map(({ epc }) => epc).filter((epc) => isMeant(epc, meant));
    const items = [...made, ...(seen.length > 0 ? [{ things: seen, uncommissioned: true as const }] : [])];
    return { items, ...(next !== undefined && { next }) };
  },
  async listAffected(tx, asked) {
    const { events, parts, next, meant } = await pageOf(tx, asked);
    const starts = [
      ...events.map(({ record, things }) => ({ event: hashId(record.hash), things })),
      { event: 'none', things: parts.map(({ epc }) => epc).filter((epc) => isMeant(epc, meant)) },
    ];
    const [things, ends] = [new Set<string>(), new Set<string>()];
    for (const start of starts) {
      const bounds = { depth: MAX_DEPTH, links: MAX_COUNTED };
      const found = await reached(readerOf(tx), start.things, bounds, lookUp);
      demand(!found.truncated, partErrors.REACHES_TOO_MUCH, {
        ...{ event: start.event, max: MAX_COUNTED, depth: MAX_DEPTH },
      });
      for (const id of found.things) things.add(id);
      for (const id of found.ends) ends.add(id);
    }
    const max = MAX_COUNTED;
    demand(things.size <= max, kitErrors.TOO_MANY, {
      what: 'things reached by the page',
      count: things.size,
      max,
    });
    const known = await withVins(
      tx,
      [...things].map((id) => ({ id })),
    );
    const items = known.filter(({ id, vin }) => vin !== undefined || ends.has(id));
    const vins = new Set(items.flatMap(({ vin, vins: several }) => several ?? vin ?? []));
    const count = starts.reduce((sum, start) => sum + start.things.length, 0);
    return { items, vins: [...vins], things: count, ...(next !== undefined && { next }) };
  },
  async findAgain(tx, { eventIds }) {
    const found = (await tx.events.findMany(eventIds.map((id) => [digestIn(id)]))).filter(
      (record) => record !== undefined,
    );
    const epcs = [...new Set(found.flatMap(({ touches }) => touches.map(({ epc }) => epc)))];
    for (const record of found) await tx.events.put(record);
    for (const part of await tx.parts.findMany(epcs.map((epc) => [epc]))) if (part) await tx.parts.put(part);
    return { found: found.length };
  },
};

interface Paged {
  readonly events: readonly { readonly record: EventRecord; readonly things: string[] }[];
  readonly parts: readonly Part[];
  readonly meant: Meant;
  readonly next?: string;
}

/** A page of events that made what is meant; after the last of them what nobody said to have made. */
async function pageOf(tx: ReadTx, { making, size = 20, after }: Asked): Promise<Paged> {
  const { class: given, ilmd, serials, from, until } = making;
  const of = given === undefined ? undefined : canonicalLink(given);
  demand(of === undefined || isClass(of), partErrors.CLASS_NEEDED, { id: given ?? '' });
  const field = ilmd && ([fieldName(ilmd.name, {}), ilmd.value] as const);
  const range = serials && rangeOf(serials);
  const meant: Meant = { of, ilmd: field, serials: range, from, until };
  const [phase, mark] = standOf(after);
  const page = { size, ...(mark !== '' && { after: mark }) };
  if (phase === 'seen') {
    const { items, next } = await tx.parts.listBy('unmade', [kindOf(of)], page);
    return { events: [], parts: items, meant, ...(next !== undefined && { next: `seen ${next}` }) };
  }
  const { items, next } = field
    ? await tx.events.listBy('ilmd', field, page)
    : await tx.events.listBy('made', [of ?? ''], page);
  const then = next === undefined ? undefined : `made ${next}`;
  // Of what nobody said to have made no lot is known: left out, it would be missed.
  const rest = then ?? (of === undefined ? undefined : 'seen ');
  const events = items.map((record) => ({ record, things: meantIn(record, meant) }));
  return { events, parts: [], meant, ...(rest !== undefined && { next: rest }) };
}

const kindOf = (of = ''): string => /^(.*)\/10\/[^/]+$/.exec(of)?.[1] ?? of;

function standOf(after: string | undefined): [phase: 'made' | 'seen', mark: string] {
  if (after === undefined) return ['made', ''];
  const [, phase, mark = ''] = /^(made|seen) (.*)$/s.exec(after) ?? [];
  return phase === undefined
    ? refuse(kitErrors.INVALID_REQUEST, {
        operation: 'part.listMade',
        field: 'after',
        why: 'it is no bookmark of this list',
      })
    : [phase as 'made' | 'seen', mark];
}

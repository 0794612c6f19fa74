import { canonicalLink } from '../../gs1/link';
import { isInstance } from '../../gs1/level';
import type { Emptying, Part } from '../../records/part';
import { gatherThings } from '../inside/gather';
import { formerContents, formerUses } from './former';
import { pagesOf, type Reader, type Source, type Step } from './reader';
import { otherSide, stepsOf, storeOf } from './side';

/** Where in what leads on from a thing a trace stands: in which source, which page, after how many steps. */
export interface Place {
  readonly source: number;
  readonly after?: string;
  readonly taken: number;
}

/** One step from a thing, and where to go on after it. */
export interface Looked {
  readonly step: Step;
  readonly place: Place;
}

export type Look = (reader: Reader, id: string, from?: Place) => AsyncGenerator<Looked>;

const looker = (sourcesOf: (reader: Reader, id: string, part: Part | undefined) => readonly Source[]): Look =>
  async function* look(reader, id, from = { source: 0, taken: 0 }) {
    const [part] = await reader.parts([id]);
    const sources = sourcesOf(reader, id, part);
    const told = new Set<string>();
    for (let source = from.source; source < sources.length; source++) {
      const here = source === from.source;
      for await (const { steps, at } of sources[source]?.(here ? from.after : undefined) ?? [])
        for (const [taken, step] of steps.entries()) {
          const skipped = here && at === from.after && taken < from.taken;
          const text = `${step.id} ${step.event}`;
          if (!skipped && !told.has(text))
            yield { step, place: { source, taken: taken + 1, ...(at !== undefined && { after: at }) } };
          told.add(text);
        }
    }
  };

/** What a thing or lot was made from, and what is in it. */
export const lookDown = looker((reader, id, part) => [
  ...(part === undefined || part.made || !part.linked ? [transformed(reader, id, 'output')] : []),
  ...generationsOf(reader, part),
  ...(mayBeOlder(id, part) ? [formerContents(reader, id, part)] : []),
]);

/** What a thing or lot went into. */
export const lookUp = looker((reader, id, part) => [
  ...(part?.state.parent ? [claiming(reader, part)] : []),
  ...(part === undefined || part.used || !part.linked ? [transformed(reader, id, 'input')] : []),
  ...(mayBeOlder(id, part) ? [lotParents(reader, id), formerUses(reader, id, part)] : []),
]);

/** What is no instance of GS1's keys may be a lot whatever else is known of it; so may what older ledgers have. */
const mayBeOlder = (id: string, part: Part | undefined): boolean => !part?.linked || !isInstance(id);

/** The other side of every transformation with a thing on one side, over all events that are one with it. */
function transformed(reader: Reader, id: string, side: 'input' | 'output'): Source {
  return async function* pages(after) {
    const names = [...new Set([id, canonicalLink(id)])];
    for (const name of names)
      for await (const { items, at } of pagesOf((next) => reader.events(side, name, next), after)) {
        const steps: Step[] = [];
        for (const event of items) steps.push(...(await otherSide(reader, event, side)));
        yield { steps, ...(at !== undefined && { at }) };
      }
  };
}

/** What claims to have a part in it. */
function claiming(reader: Reader, part: Part): Source {
  return async function* pages() {
    const things = await gatherThings(storeOf(reader), [part.epc], 1);
    yield { steps: stepsOf(part, things).map(({ claim, step }) => ({ ...step, id: claim })) };
  };
}

/** Everything in a thing: from its present generation back to the last emptying that counts. */
function generationsOf(reader: Reader, part: Part | undefined): Source[] {
  if (!part || (part.linked && !part.hosted)) return [];
  const { epc } = part;
  const each = async function* (
    list: (generation: number) => ReturnType<Source>,
    goesOn: (emptying: Emptying) => boolean,
  ): ReturnType<Source> {
    for (let at = part.generation; ; at--) {
      yield* list(at);
      const emptying = at === 0 ? undefined : await reader.emptying(epc, at);
      if (!emptying || !(emptying.void || goesOn(emptying))) return;
    }
  };
  const parts: Source = (after) =>
    each(
      async function* (generation) {
        for await (const { items, at } of pagesOf((next) => reader.inside(epc, generation, next), after)) {
          const things = await gatherThings(
            storeOf(reader),
            items.map((child) => child.epc),
            1,
          );
          const steps = items.flatMap((child) =>
            stepsOf(child, things).flatMap(({ claim, step }) => (claim === epc ? [step] : [])),
          );
          yield { steps, ...(at !== undefined && { at }) };
        }
        // A stranger takes nothing out that something else claims too.
      },
      ({ held }) => !held,
    );
  const lots: Source = (after) =>
    each(
      async function* (generation) {
        for await (const { items, at } of pagesOf(
          (next) => reader.lotsInside(epc, generation, next),
          after,
        )) {
          const steps = items.flatMap(({ lot, gone, entries }): Step[] =>
            gone ? [] : [{ id: lot, how: 'contained', event: entries[0]?.event ?? '' }],
          );
          yield { steps, ...(at !== undefined && { at }) };
        }
      },
      () => false,
    );
  return [parts, ...(part.lots || !part.linked ? [lots] : [])];
}

/** What a lot was put into and is still in. */
function lotParents(reader: Reader, lot: string): Source {
  return async function* pages(after) {
    for await (const { items, at } of pagesOf((next) => reader.lotParents(lot, next), after)) {
      const hosts = await reader.parts(items.map(({ parent }) => parent));
      const steps: Step[] = [];
      for (const [index, { parent, generation, entries }] of items.entries())
        if (await isIn(reader, hosts[index], generation))
          steps.push({ id: parent, how: 'contained', event: entries[0]?.event ?? '' });
      yield { steps, ...(at !== undefined && { at }) };
    }
  };
}

/** Whether what was put into a thing in one of its generations is still in. */
async function isIn(reader: Reader, host: Part | undefined, generation: number): Promise<boolean> {
  for (let at = generation + 1; at <= (host?.generation ?? 0); at++)
    if (!(await reader.emptying(host?.epc ?? '', at))?.void) return false;
  return true;
}

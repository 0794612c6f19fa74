import type { Asking, Needs } from '../operation';
import { maySide, mayTake, takersOf } from '../life';
import { mustHaveLed, mustHaveLedBy } from '../ledger/transition';
import type { AnyPlaced, AnyRef, Loads } from '../ref';
import { keyIn, Rows, type Setting } from '../ledger/rows';
import { mustBeSide } from '../side';
import type { TableSpec } from '../table';

/** What an operation stated that it needs, on one request: fetched, checked, and handed to its handler. */
export interface Readied {
  /** Who repeats a call is answered with what it made; the handler does not run. */
  readonly repeated?: { readonly answer: unknown };
  readonly given: Readonly<Record<string, unknown>>;
  /** Refuses, as a fault of the house, a step that led where its row does not. Called after the handler. */
  readonly settle: () => Promise<void>;
}

type Bare = { readonly maybe: AnyRef } | AnyRef;

const keyOfRef = ({ table, id }: AnyRef): string => keyIn(table as TableSpec, id);
const isRef = (one: unknown): one is AnyRef =>
  typeof one === 'object' && one !== null && 'table' in one && 'id' in one;
const isMaybe = (one: Bare): one is { readonly maybe: AnyRef } => 'maybe' in one;
const isPlaced = (one: unknown): one is AnyPlaced =>
  typeof one === 'object' && one !== null && 'first' in one && 'apart' in one;
const refsIn = (loads: Loads): AnyRef[] =>
  Object.values(loads).flatMap((stated) =>
    [stated ?? []].flat().map((one: Bare) => (isMaybe(one) ? one.maybe : one)),
  );

/** Keys that follow from the request alone, so that they are fetched in the first message. */
export function keysNeeded(needs: Needs | undefined, request: unknown, asking: Asking): string[] {
  if (!needs) return [];
  const { on, creates, loads } = needs;
  // What is made depends on the record when that takes a third parameter; else it is known now.
  const made =
    creates && creates.length < 3 ? creates(request as never, asking, undefined as never) : undefined;
  const refs = [on?.(request as never, asking), isPlaced(made) ? made.first : made].filter(
    (ref) => ref !== undefined,
  );
  // What is loaded depends on the record when it takes a second parameter; else it is known now.
  const more = loads && loads.length < 2 ? refsIn(loads(request as never, undefined as never, asking)) : [];
  return [...refs, ...more].map(keyOfRef);
}

/**
 * Does for one request what the operation stated: answers a repeat (`creates`), refuses a contradiction
 * (EXISTS_DIFFERENTLY), an absent record (NOT_FOUND), a stranger (NOT_YOURS) and the wrong side (WRONG_SIDE),
 * answers what is done already (`done`), refuses the wrong status (WRONG_STATUS), in this order, and loads
 * the rest in one message.
 */
export async function ready(needs: Needs, request: unknown, at: Setting, name: string): Promise<Readied> {
  const { caller } = at;
  const asking: Asking = { ...caller, now: at.now };
  const rowsOf = (ref: AnyRef): Rows<unknown> => new Rows(ref.table as TableSpec, at);
  const about = needs.on?.(request as never, asking);
  const find = about && (() => rowsOf(about).get(...about.id));
  const early = needs.creates && needs.creates.length > 2 ? await find?.() : undefined;
  const made =
    needs.creates && (await placeOf(needs.creates(request as never, asking, early as never), rowsOf));
  const known = made && (await rowsOf(made).known(...made.id));
  if (known !== undefined) {
    const on = needs.again && needs.again.length > 1 ? await find?.() : undefined;
    const again = needs.again ? needs.again(known as never, on as never, request as never) : known;
    return { repeated: { answer: await answerOf(again, rowsOf) }, given: {}, settle: nothing };
  }
  const record = await find?.();
  if (about && needs.step) maySide(caller, needs.step as never, record);
  const takers = needs.steps?.flatMap(takersOf);
  if (about && takers) mustBeSide(caller, (about.table as TableSpec).sides, record, takers, name);
  if (about && needs.sides) mustBeSide(caller, (about.table as TableSpec).sides, record, needs.sides, name);
  const done = about && (needs.done?.(record as never, request as never, asking) ?? false);
  if (done) return { repeated: { answer: done === true ? record : done }, given: {}, settle: nothing };
  const answered = needs.answered?.(record as never, request as never) === true;
  if (about && needs.step && !answered) mayTake(caller, needs.step as never, record);
  const loads = needs.loads?.(request as never, record as never, asking) ?? {};
  await at.state.fetch(refsIn(loads).map(keyOfRef));
  const loaded = await Promise.all(
    Object.entries(loads).map(async ([field, one]) => [field, await load(one, rowsOf)] as const),
  );
  const settle = async (): Promise<void> => {
    const { step, steps } = needs;
    if (!about || !(step || steps) || !at.state.hasWritten(keyOfRef(about))) return;
    const after = await rowsOf(about).find(...about.id);
    if (after !== undefined && step) mustHaveLed(step as never, record, after);
    if (after !== undefined && steps) mustHaveLedBy(steps as never, record, after);
  };
  return { given: { ...(about && { on: record }), ...Object.fromEntries(loaded) }, settle };
}

type RowsOf = (ref: AnyRef) => Rows<unknown>;

/** Where a record stands, or will: apart when another's stands first. */
async function placeOf(stated: AnyRef | AnyPlaced, rowsOf: RowsOf): Promise<AnyRef> {
  if (!isPlaced(stated)) return stated;
  const first = await rowsOf(stated.first).find(...stated.first.id);
  return first === undefined || stated.mine(first as never) ? stated.first : stated.apart;
}

/** An answer as stated, with the records in the place of their references. */
async function answerOf(stated: unknown, rowsOf: RowsOf): Promise<unknown> {
  const read = async (one: unknown): Promise<unknown> => {
    if (!isRef(one) && !isPlaced(one)) return one;
    const place = await placeOf(one, rowsOf);
    return rowsOf(place).get(...place.id);
  };
  if (isRef(stated) || isPlaced(stated) || typeof stated !== 'object' || stated === null) return read(stated);
  const fields: [string, unknown][] = [];
  for (const [field, one] of Object.entries(stated)) fields.push([field, await read(one)]);
  return Object.fromEntries(fields);
}

const nothing = async (): Promise<void> => undefined;

async function load(stated: Loads[string], rowsOf: (ref: AnyRef) => Rows<unknown>): Promise<unknown> {
  if (stated === undefined) return undefined;
  if (Array.isArray(stated)) return inOrder(stated as readonly Bare[], rowsOf);
  return one(stated as Bare, rowsOf);
}

async function inOrder(stated: readonly Bare[], rowsOf: (ref: AnyRef) => Rows<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const each of stated) found.push(await one(each, rowsOf));
  return found;
}

const one = (stated: Bare, rowsOf: (ref: AnyRef) => Rows<unknown>): Promise<unknown> =>
  isMaybe(stated) ? rowsOf(stated.maybe).find(...stated.maybe.id) : rowsOf(stated).get(...stated.id);

import { z } from 'zod';

/** A record as JSON. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * A schema whose records are stored in a short form: what is always there under names of a letter, amounts in
 * the order of a list, what is nothing left out. No fact is lost: `lengthen` gives the JSON of the schema
 * back, and takes that JSON too, as an earlier version stored it.
 */
export const leanOf = <S extends z.core.$ZodType>(
  schema: S,
  { shorten, lengthen }: { readonly shorten: (full: Json) => Json; readonly lengthen: (short: Json) => Json },
) =>
  z.codec(z.record(z.string(), z.unknown()), schema, {
    decode: (short) => lengthen(short) as never,
    encode: (full) => shorten(full as Json) as never,
  });

/** Another name for some fields; what has none keeps its own. */
export function renamed(record: Json, names: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(Object.entries(record).map(([field, value]) => [names[field] ?? field, value]));
}

/** The same names the other way round. */
export const back = (names: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(names).map(([long, short]) => [short, long]));

/** A list without the zeros at its end. */
export function trimmed(list: readonly unknown[]): readonly unknown[] {
  const last = list.findLastIndex((one) => one !== '0');
  return list.slice(0, last + 1);
}

const text = (value: unknown): string => JSON.stringify(value);

/** Leaves out what is as it is when nothing is said. */
export const without = (record: Json, nothing: Json): Json =>
  Object.fromEntries(Object.entries(record).filter(([field, value]) => text(value) !== text(nothing[field])));

const STATE_NAMES = {
  ...{ asOf: 'o', next: 'n', balance: 'b', level: 'l', deferred: 'd', early: 'e', due: 'u' },
  ...{ charges: 'c', judged: 'j', paid: 'p', credit: 'r' },
} as const;
const STATE_NOTHING = {
  ...{ deferred: '0', early: [], due: [], charges: [], judged: 0, paid: [], credit: '0', balance: '0' },
  level: '0',
};

type Row = { readonly index: unknown; readonly principal: unknown; readonly interest: unknown };
const rowsOut = (rows: unknown) =>
  (rows as readonly Row[]).map(({ index, principal, interest }) => [index, principal, interest]);
const rowsIn = (rows: unknown) =>
  (rows as readonly (readonly unknown[])[]).map(([index, principal, interest]) => ({
    ...{ index, principal, interest },
  }));
const PARTS = ['principal', 'interest', 'fee', 'penalty'] as const;

/** Where a loan stands, in short. */
export function shortState(state: Json): Json {
  const paid = trimmed(PARTS.map((part) => (state['paid'] as Json)[part]));
  const listed = { ...state, paid, early: rowsOut(state['early']), due: rowsOut(state['due']) };
  return renamed(without(listed, STATE_NOTHING), STATE_NAMES);
}

/** The same in full. */
export function fullState(short: Json): Json {
  if ('asOf' in short) return short;
  const state: Json = { ...STATE_NOTHING, ...renamed(short, back(STATE_NAMES)) };
  const paid = state['paid'] as readonly unknown[];
  const parts = Object.fromEntries(PARTS.map((part, at) => [part, paid[at] ?? '0']));
  return { ...state, paid: parts, early: rowsIn(state['early']), due: rowsIn(state['due']) };
}

interface FullTerms extends Json {
  readonly principal: Json;
  readonly every: Json;
  readonly allocation: Json;
  readonly payoff: Json;
  readonly late: Json;
}

/** Terms as a list of what all terms have; the rest, if there is any, as an object at its end. */
export function shortTerms(full: Json): readonly unknown[] {
  const { principal, every, allocation, payoff, late, ...plain } = full as FullTerms;
  const { annualRatePpm, method, dayCount, instalments, startOn, firstDueOn, ...more } = plain as Json;
  const { direction, ahead, ...order } = allocation;
  const { till, ...fees } = payoff;
  const { graceDays, ...costs } = late;
  const rest = without({ ...more, allocation: order, payoff: fees, late: costs }, NO_REST);
  return [
    ...[principal['amount'], principal['currency'], annualRatePpm, method, dayCount, instalments],
    ...[every['count'], every['unit'], startOn, firstDueOn, direction, ahead, till, graceDays],
    ...(Object.keys(rest).length > 0 ? [rest] : []),
  ];
}
const NO_REST = { allocation: {}, payoff: {}, late: {} };

/** The same in full. */
export function fullTerms(short: unknown): Json {
  if (!Array.isArray(short)) return short as Json;
  const [amount, currency, annualRatePpm, method, dayCount, instalments, ...later] = short as unknown[];
  const [count, unit, startOn, firstDueOn, direction, ahead, till, graceDays, rest = {}] = later;
  const { allocation, payoff, late, ...more } = rest as Partial<FullTerms>;
  return {
    ...{ principal: { amount, currency }, annualRatePpm, method, dayCount, instalments },
    ...{ every: { count, unit }, startOn, firstDueOn, ...more },
    ...{ allocation: { direction, ahead, ...allocation }, payoff: { till, ...payoff } },
    late: { graceDays, ...late },
  };
}

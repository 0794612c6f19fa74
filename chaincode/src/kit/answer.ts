import type { Depth, Question } from './question';
import type { Found } from './ledger/rows';
import type { Tables, TableSpec } from './table';
import type { Tx, TxOf } from './tx';

type Readable<T extends Tables> = {
  readonly [K in keyof T]: T[K] extends TableSpec<infer R> ? Found<R> : never;
};
/** What an answer has in hand: who asks and when, and the records of its own room, to be read. */
export interface Answering<D extends Depth> extends Tx {
  enter<T extends Tables>(tables: T): D extends 'lists' ? TxOf<'evaluate', T> : Tx & Readable<T>;
}

/** A question with what answers it. */
export interface Answer {
  readonly to: Question<Depth, never, unknown>;
  readonly answer: (tx: never, ...about: never) => Promise<unknown>;
}

/** What a room answers to a question of a lower one; the types of question and answer must agree. */
export const answer = <D extends Depth, A extends readonly unknown[], R>(
  to: Question<D, A, R>,
  how: (tx: Answering<D>, ...about: A) => Promise<R>,
): Answer => ({ to: to as Answer['to'], answer: how as Answer['answer'] });

/** The answers of all rooms, by question. Two answers to one question are a mistake of the house. */
export function answersOf(
  rooms: readonly { readonly answers?: readonly Answer[] }[],
): ReadonlyMap<unknown, Answer['answer']> {
  const all = new Map<unknown, Answer['answer']>();
  for (const { to, answer: how } of rooms.flatMap(({ answers = [] }) => answers)) {
    if (all.has(to)) throw new Error(`two rooms answer: ${to.asks}`);
    all.set(to, how);
  }
  return all;
}

import { type Answer, answersOf } from './answer';
import type { Api } from './api';
import type { Giving, Operation, Request, Response, Secret } from './operation';
import type { Loaded } from './ref';
import type { Tables } from './table';
import type { AnyLife } from './life';
import { type NextAnswer, nextOf } from './next';
import type { Telling, Tx, TxOf } from './tx';

type Stated<Op> =
  Op extends Giving<infer R, infer L>
    ? ([R] extends [undefined] ? unknown : { readonly on: R }) & (keyof L extends never ? unknown : Loaded<L>)
    : unknown;
type Kept<Op extends Operation> = [Secret<Op>] extends [never] ? unknown : { readonly secret: Secret<Op> };
/**
 * What the kit hands to a handler: the record it is `on`, all that it `loads` by name, the private facts as
 * `secret`.
 */
export type Given<Op extends Operation> = Stated<Op> & Kept<Op>;

/** What carries out an operation: rule, save, tell, answer. One that states no need is given nothing. */
export type Handler<Op extends Operation, T extends Tables> =
  unknown extends Given<Op>
    ? (tx: TxOf<Op['manner'], T>, request: Request<Op>) => Promise<Response<Op>> | Response<Op>
    : (
        tx: TxOf<Op['manner'], T>,
        request: Request<Op>,
        given: Given<Op>,
      ) => Promise<Response<Op>> | Response<Op>;

/** One handler an operation; `next` is the kit's own. */
export type Handlers<A extends Api, T extends Tables> = {
  readonly [K in Exclude<keyof A['operations'], 'next'>]: Handler<A['operations'][K], T>;
};

/** Ids of records that an operation is known to read, by table, so that they are fetched in one message. */
export type Plan<A extends Api, T extends Tables> = {
  readonly [K in keyof A['operations']]?: (request: Request<A['operations'][K]>) => {
    readonly [Name in keyof T]?: readonly (readonly string[])[];
  };
};

/** A room: its api, its tables and what carries out each operation. */
export interface Room {
  readonly api: Api;
  readonly tables: Tables;
  readonly handlers: Readonly<Record<string, (tx: never, request: never, given: never) => unknown>>;
  readonly plan: Readonly<
    Record<
      string,
      ((request: never) => Readonly<Record<string, readonly (readonly string[])[] | undefined>>) | undefined
    >
  >;
  /** What it answers to lower rooms. */
  readonly answers?: readonly Answer[];
  /** What all rooms of the house answer. */
  readonly answered?: ReadonlyMap<unknown, Answer['answer']>;
  /** The lives of all rooms of the house, by the kind of record. */
  readonly lived?: ReadonlyMap<string, AnyLife>;
}

/** The rooms of a house, lowest first: each may ask what those above it answer. */
export function houseOf(rooms: readonly Room[]): Room[] {
  const answered = answersOf(rooms);
  const lives = rooms.flatMap(({ api }) => Object.values(api.lives ?? {}));
  const lived = new Map(lives.map((life) => [life.kind, life]));
  return rooms.map((room) => ({ ...room, answered, lived }));
}

/**
 * Binds handlers to an api: a missing handler, a wrong request or a wrong answer does not compile. What it
 * may do with records of other rooms is an act of their doors.
 */
export function implement<const A extends Api, const T extends Tables>(
  api: A,
  tables: T,
  handlers: Handlers<A, T>,
  plan: Plan<A, T> = {},
  answers: readonly Answer[] = [],
): Room {
  const next = api.lives && { next: nextHandler(api, api.lives) };
  return {
    api,
    tables,
    handlers: { ...handlers, ...next } as unknown as Room['handlers'],
    plan: plan as unknown as Room['plan'],
    answers,
  };
}

const nextHandler =
  (api: Api, lives: NonNullable<Api['lives']>) =>
  async (tx: Telling & Tx, { kind, id }: { kind: string; id: string[] }): Promise<NextAnswer> => {
    const life = lives[kind];
    if (!life) throw new Error(`no life ${kind}`);
    const { rows } = tx.enter({ rows: life.table });
    return nextOf(life, await rows.get(...id), tx.caller, api.operations);
  };

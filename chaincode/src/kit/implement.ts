import type { Api, Operation, Request, Response, Secret } from './api';
import type { Tables } from './table';
import type { TxOf } from './tx';

/** What carries out an operation. A `keep` operation gets the private facts as a third argument. */
export type Handler<Op extends Operation, T extends Tables> = [Secret<Op>] extends [never]
  ? (tx: TxOf<Op['manner'], T>, request: Request<Op>) => Promise<Response<Op>>
  : (tx: TxOf<Op['manner'], T>, request: Request<Op>, secret: Secret<Op>) => Promise<Response<Op>>;

export type Handlers<A extends Api, T extends Tables> = { readonly [K in keyof A['operations']]: Handler<A['operations'][K], T> };

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
  readonly handlers: Readonly<Record<string, (tx: never, request: never, secret: never) => Promise<unknown>>>;
  readonly plan: Readonly<
    Record<string, ((request: never) => Readonly<Record<string, readonly (readonly string[])[] | undefined>>) | undefined>
  >;
}

/** Binds handlers to an api: a missing handler, a wrong request or a wrong answer does not compile. */
export function implement<const A extends Api, const T extends Tables>(
  api: A,
  tables: T,
  handlers: Handlers<A, T>,
  plan: Plan<A, T> = {},
): Room {
  return { api, tables, handlers: handlers as unknown as Room['handlers'], plan: plan as unknown as Room['plan'] };
}

import { operationNamed } from '../api';
import { demand, type Facts, kitErrors, refuse } from '../errors';
import type { Room } from '../implement';
import type { Operation } from '../operation';
import type { Caller } from '../who';
import { type Item, itemsIn, type Secret, secretIn } from './request';

/** A call of a transaction as it came; what it holds is looked at when its caller was admitted to it. */
export interface Asked {
  /** The room that carries it out, if there is one of that name. */
  readonly house: Room | undefined;
  readonly room: string;
  readonly name: string;
  readonly wire: () => Record<string, unknown>;
  readonly secret: () => unknown;
  /** Where it stands in a list, for its refusal. */
  readonly place: Facts;
}

/** A call whose caller was admitted and whose request was read: one item, or those of a batch. */
export interface Prepared {
  readonly room: Room;
  readonly operation: Operation;
  /** Of the operation, also when the call is its batch form. */
  readonly name: string;
  readonly batch: boolean;
  readonly caller: Caller;
  readonly items: readonly Item[];
  readonly secret: Secret | undefined;
}

/** Admits the caller to an operation for these roles, or refuses. */
export type Admit = (by: readonly string[]) => Promise<Caller>;

/**
 * Who may call is looked at first: a stranger or a suspended member learns what it is, and costs no parsing,
 * whatever it sent.
 */
export async function prepare(asked: Asked, admit: Admit): Promise<Prepared> {
  const what = `${asked.room}.${asked.name.slice(0, 64)}`;
  const { house: room } = asked;
  const found = room && operationNamed(room.api, asked.name);
  if (!room || !found) return refuse(kitErrors.UNKNOWN_OPERATION, { operation: what });
  const { operation, batch } = found;
  const caller = await admit(operation.by);
  const by = operation.by.join(', ');
  demand(operation.by.includes(caller.role), kitErrors.NOT_ALLOWED, {
    role: caller.role,
    operation: what,
    by,
  });
  const items = itemsIn(operation, what, batch, asked.wire());
  const secret = operation.secret && secretIn(asked.secret(), operation.secret, what);
  const name = batch ? asked.name.slice(0, -4) : asked.name;
  return { room, operation, name, batch, caller, items, secret };
}

import { z } from 'zod';
import { SECRET_FIELD } from '../client';
import { type ContractError, demand, kitErrors, refuse } from '../errors';
import type { Room } from '../implement';
import type { Asked } from './asked';
import { notAcceptable } from './acceptance';
import { MOST_CALLS } from './together';
import { readBytes, readObject } from '../value/json';

const NAME = /^([a-z][a-z0-9]{0,39})\.([A-Za-z][A-Za-z0-9]{0,63})$/;
const secretsShape = z.strictObject({ calls: z.array(z.unknown()).max(MOST_CALLS) });

/** The calls of a list as they came; each is read when it is its turn. */
export function listOf(
  house: ReadonlyMap<string, Room>,
  name: string,
  args: readonly string[],
  transient: ReadonlyMap<string, Uint8Array>,
): Asked[] {
  demand(args.length === 1, kitErrors.UNREADABLE_REQUEST, { why: `${args.length} arguments were given` });
  const { calls, ...rest } = readObject(args[0] ?? '');
  if (!Array.isArray(calls) || calls.length === 0 || Object.keys(rest).length > 0)
    return unacceptable(name, 'calls', 'it is an object with the one list calls, of one call or more');
  demand(calls.length <= MOST_CALLS, kitErrors.TOO_MANY, {
    what: 'calls',
    count: calls.length,
    max: MOST_CALLS,
  });
  const secrets = secretsIn(transient.get(SECRET_FIELD), name);
  return calls.map((call: unknown, at) => {
    const [called, request] = callIn(call, name, at);
    const [, room = '', operation = ''] =
      NAME.exec(called) ?? unacceptable(name, `calls.${at}`, 'its one member is named room.operation');
    return {
      house: house.get(room),
      room,
      name: operation,
      wire: () => (isObject(request) ? request : unacceptable(called, 'request', 'it is not an object')),
      secret: () => secrets[at] ?? undefined,
      place: { call: at },
    };
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function callIn(call: unknown, name: string, at: number): [string, unknown] {
  const members = isObject(call) ? Object.entries(call) : [];
  const [only] = members;
  return only && members.length === 1
    ? only
    : unacceptable(name, `calls.${at}`, 'a call is an object with one member, room.operation');
}

function secretsIn(bytes: Uint8Array | undefined, name: string): readonly unknown[] {
  if (!bytes) return [];
  const parsed = secretsShape.safeParse(readBytes(bytes));
  if (!parsed.success) throw notAcceptable(parsed.error.issues, name, SECRET_FIELD, true);
  return parsed.data.calls;
}

function unacceptable(operation: string, field: string, why: string): never {
  return refuse(kitErrors.INVALID_REQUEST, { operation, field, why });
}

/** The refusal of a call of a list says which one it is. */
export const placed = (error: ContractError, { room, name, place }: Asked): ContractError =>
  Object.keys(place).length === 0
    ? error
    : error.with({ ...place, operation: error.facts['operation'] ?? `${room}.${name}` });

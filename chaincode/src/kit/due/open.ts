import type { Operation } from '../operation';
import { TIMEKEEPER } from '../who';
import type { Due } from './row';

/** The operations of a room that fall due, opened to the agendas. */
export function openToTime<Ops extends Record<string, Operation>>(
  room: string,
  operations: Ops,
  dues: readonly Due[],
): Partial<Ops> {
  const named = [...new Set(dues.map(({ operation }) => operation))].map((name) => {
    const operation = operations[name];
    if (!operation) throw new Error(`${room}.${name} falls due, and there is no such operation`);
    return [name, { ...operation, by: [...operation.by, TIMEKEEPER] }] as const;
  });
  return Object.fromEntries(named) as unknown as Partial<Ops>;
}

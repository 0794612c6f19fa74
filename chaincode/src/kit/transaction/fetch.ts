import { ContractError } from '../errors';
import type { Room } from '../implement';
import { keyIn } from '../ledger/rows';
import type { Asking } from '../operation';
import type { Prepared } from './asked';
import { keysAfter, keysNeeded } from './needs';
import type { Running } from './act';

/**
 * Fetches what is known to be needed: what follows from the requests in one message, and, when there are
 * several, what follows from the records found in a second. What is stumbled over is said by the call itself.
 */
export async function fetchFor({ state, now }: Pick<Running, 'state' | 'now'>, calls: readonly Prepared[]) {
  const items = calls.flatMap((call) => call.items.map(({ request }) => ({ call, request })));
  const first = items.flatMap(({ call, request }) =>
    unlessRefused(() => keysOf(call, request, { ...call.caller, now })),
  );
  await state.fetch(first);
  if (items.length < 2) return;
  const second: string[] = [];
  for (const { call, request } of items) {
    const { needs } = call.operation;
    const setting = { state, now, fingerprint: '', caller: call.caller };
    if (needs) second.push(...(await unlessRefusedLater(() => keysAfter(needs, request, setting))));
  }
  await state.fetch(second);
}

function keysOf({ room, name, operation }: Prepared, request: unknown, asking: Asking): string[] {
  const planned = Object.entries(room.plan[name]?.(request as never) ?? {});
  return [
    ...planned.flatMap(([table, ids]) => keysIn(room, table, ids)),
    ...keysNeeded(operation.needs, request, asking),
  ];
}

function keysIn(room: Room, table: string, ids: readonly (readonly string[])[] | undefined): string[] {
  const spec = room.tables[table];
  return spec && ids ? ids.map((id) => keyIn(spec, id)) : [];
}

function unlessRefused(keys: () => string[]): string[] {
  try {
    return keys();
  } catch (error) {
    if (error instanceof ContractError) return [];
    throw error;
  }
}

async function unlessRefusedLater(keys: () => Promise<string[]>): Promise<string[]> {
  try {
    return await keys();
  } catch (error) {
    if (error instanceof ContractError) return [];
    throw error;
  }
}

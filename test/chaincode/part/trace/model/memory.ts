import type { State } from '../../../../../chaincode/src/kit/ledger/state';
import { type RawPage } from '../../../../../chaincode/src/kit/ledger/state';
import { Rows, type Setting } from '../../../../../chaincode/src/kit/ledger/rows';
import { keyOf } from '../../../../../chaincode/src/kit/ledger/keys';
import { partRoom } from '../../../../../chaincode/src/part/contract';
import { tables } from '../../../../../chaincode/src/part/tables';

type Handler = (tx: never, request: never, held: never) => unknown;
const handlers = partRoom.handlers as unknown as Readonly<Record<string, Handler>>;

/**
 * The room's own handlers and rows over a map of keys, without Fabric: what is written counts when the call
 * succeeds. Pages and rows are as on the ledger.
 */
export function openMemory() {
  const kept = new Map<string, Uint8Array>();
  let written = new Map<string, Uint8Array | undefined>();
  let order: string[] | undefined;
  const state = {
    parsed: new WeakMap<Uint8Array, object>(),
    fetch: async () => {},
    get: async (key: string) => (written.has(key) ? written.get(key) : kept.get(key)),
    set: (key: string, value: Uint8Array | undefined) => void written.set(key, value),
    page: async (kind: string, prefix: readonly string[], size: number, after: string): Promise<RawPage> => {
      order ??= [...kept.keys()].sort();
      const start = keyOf(kind, prefix);
      const entries = order
        .filter((key) => key.startsWith(start) && key >= after)
        .slice(0, size + 1)
        .map((key) => ({ key, value: kept.get(key) as Uint8Array }));
      return { entries: entries.slice(0, size), next: entries[size]?.key };
    },
  } as unknown as State;

  /** Calls an operation as a party; what it wrote is kept unless it was refused. */
  async function call<R>(by: string, name: string, request: object, held: object = {}): Promise<R> {
    const [org = ''] = by.split('/');
    const caller = { org, member: by, staff: false, role: 'supplier' };
    const setting = { state, now: '2026-03-02T09:00:00.000Z', fingerprint: '0'.repeat(64), caller };
    const rows = Object.fromEntries(
      Object.entries(tables).map(([table, spec]) => [table, new Rows(spec as never, setting as Setting)]),
    );
    const tx = { ...rows, ...setting, tell: () => {}, ask: async () => new Map() };
    written = new Map();
    const answer = (await handlers[name]?.(tx as never, request as never, held as never)) as R;
    if (written.size > 0) order = undefined;
    for (const [key, value] of written) {
      if (value) kept.set(key, value);
      else kept.delete(key);
    }
    written = new Map();
    return answer;
  }
  return { call };
}
export type Memory = ReturnType<typeof openMemory>;

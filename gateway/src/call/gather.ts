import type { apis, WireCall } from '@roadbook/chaincode/api';
import type { Answer, Send } from './call';
import { CommitFailed, RefusedByContract } from '../errors/call';
import { apiOf } from '../rooms/apis';

type Apis = typeof apis;
type BatchOf<Room extends keyof Apis> = {
  [Name in keyof Apis[Room]['operations'] & string]: Apis[Room]['operations'][Name] extends {
    readonly many: number;
  }
    ? `${Room}.${Name}`
    : never;
}[keyof Apis[Room]['operations'] & string];
/** Operations that have a batch form, as `room.operation`. */
export type Gatherable = { [Room in keyof Apis]: BatchOf<Room> }[keyof Apis];

/** Gathering of single calls into batches. Off unless asked for, because it makes a lone call wait. */
export interface GatherOptions {
  /** Which operations; all that have a batch form if not given. */
  readonly operations?: readonly Gatherable[];
  /** How long the first call of a batch waits for others, in milliseconds; 10 if not given. */
  readonly wait?: number;
  /** Most items of a batch; the bound of the api if not given or larger. */
  readonly most?: number;
}

/** Room for the frame of a batch below the 1 000 000 characters that the contract reads. */
const MOST_CHARACTERS = 900_000;

interface Item {
  readonly request: string;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

interface Batch {
  readonly call: WireCall;
  readonly items: Item[];
  characters: number;
  readonly timer: NodeJS.Timeout;
}

/**
 * Gathers single calls of one operation into one transaction. A batch is all or nothing on the ledger; so
 * that one bad item does not fail its neighbours, the item that the contract names is taken out and refused
 * to its caller alone, and the others are sent again.
 */
export function gatherer(
  carry: Send,
  { operations, wait = 10, most = Number.POSITIVE_INFINITY }: GatherOptions,
): Send {
  const open = new Map<string, Batch>();
  const boundOf = (call: WireCall): number => {
    const name = `${call.room}.${call.name}`;
    if (call.secret !== undefined || (operations && !operations.some((one) => one === name))) return 0;
    return Math.min(most, apiOf(call.room)?.operations[call.name]?.many ?? 0);
  };
  const flush = (name: string, batch: Batch): void => {
    clearTimeout(batch.timer);
    open.delete(name);
    void sendTogether(carry, batch.call, batch.items);
  };
  return (call) => {
    const bound = boundOf(call);
    if (bound < 2) return carry(call);
    const name = `${call.room}.${call.name}`;
    return new Promise((resolve, reject) => {
      const full = open.get(name);
      if (full && full.characters + call.request.length > MOST_CHARACTERS) flush(name, full);
      const known = open.get(name);
      const batch: Batch = known ?? {
        call,
        items: [],
        characters: 0,
        timer: setTimeout(() => flush(name, batch), wait),
      };
      open.set(name, batch);
      batch.items.push({ request: call.request, resolve, reject });
      batch.characters += call.request.length + 1;
      if (batch.items.length >= bound) flush(name, batch);
    });
  };
}

async function sendTogether(carry: Send, call: WireCall, items: readonly Item[]): Promise<void> {
  const [only] = items;
  if (!only) return;
  if (items.length === 1)
    return await carry({ ...call, request: only.request }).then(only.resolve, only.reject);
  const request = `{"items":[${items.map((item) => item.request).join(',')}]}`;
  try {
    const { text, receipt } = await carry({ ...call, name: `${call.name}Many`, request });
    const { results } = JSON.parse(text) as { results: readonly unknown[] };
    for (const [at, item] of items.entries())
      item.resolve({ text: JSON.stringify(results[at]), ...(receipt && { receipt }) });
  } catch (error) {
    const at = refusedItem(error);
    const refused = at === undefined ? undefined : items[at];
    if (refused) {
      refused.reject(alone(error as RefusedByContract));
      return await sendTogether(
        carry,
        call,
        items.filter((item) => item !== refused),
      );
    }
    if (!isolates(error)) {
      for (const item of items) item.reject(error);
      return;
    }
    const half = Math.ceil(items.length / 2);
    await Promise.all([
      sendTogether(carry, call, items.slice(0, half)),
      sendTogether(carry, call, items.slice(half)),
    ]);
  }
}

/** Nothing was recorded, and one item may be to blame that nobody named: smaller batches find it. */
const isolates = (error: unknown): boolean =>
  (error instanceof CommitFailed && error.safeToRetry) ||
  (error instanceof RefusedByContract && error.code === 'BROKEN');

function refusedItem(error: unknown): number | undefined {
  if (!(error instanceof RefusedByContract)) return undefined;
  const { item, field } = error.facts;
  if (typeof item === 'number') return item;
  const named = typeof field === 'string' ? /^items\.(\d+)/.exec(field)?.[1] : undefined;
  return named === undefined ? undefined : Number(named);
}

/** The refusal as the item's caller would have got it alone. */
function alone(error: RefusedByContract): RefusedByContract {
  const { item: _item, ...facts } = error.facts;
  return new RefusedByContract({ ...error, retry: error.retry, facts, cause: error });
}

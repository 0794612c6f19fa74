import { type Asking, type How, MOST_CALLS, type Settled, togetherOf } from '@roadbook/chaincode/api';
import type { WireCall } from '@roadbook/chaincode/api';
import type { Answer, Send } from './call';
import { CallFailed, OutcomeUnknown, RefusedByContract } from '../errors/call';
import { diagnose } from '../errors/diagnosis';
import { failureOf } from '../errors/failure';
import { Lane, type Waiting } from './lane';
import { Pace } from './pace';
import { recordsOf } from './records';
import { operationOf } from '../rooms/apis';

/** How single calls gather; nothing of it need be given. */
export interface GatherOptions {
  /** Most transactions that may be under way before calls wait for each other; 4 if not given. */
  readonly underWay?: number;
  /** Most calls of one transaction; 200 if not given or larger. */
  readonly most?: number;
}

/** Of an operation that does not say how many of it one transaction takes. */
const MANY = 50;

/**
 * A call goes at once while few transactions are under way ({@link Pace}); else it joins the next one, of
 * whatever room. Each call of it stands for itself: one that is refused writes nothing and is told its caller, and the others
 * count. With nothing under way nothing waits, and there is no timer.
 */
export function gatherer(
  carry: Send,
  asking: Asking,
  { underWay = 4, most = MOST_CALLS }: GatherOptions = {},
): Send {
  const lanes = { submit: new Lane(), keep: new Lane() };
  const pace = new Pace(underWay);
  const timed: Send = async (call, how) => {
    const began = performance.now();
    const answer = await carry(call, how);
    pace.note(performance.now() - began);
    return answer;
  };
  const go = (lane: Lane): void => {
    while (lane.underWay < pace.allowed) {
      const taken = lane.take();
      if (taken.length === 0) return;
      void send(timed, taken).finally(() => {
        lane.end(taken);
        go(lane);
      });
    }
  };
  return (call, how = {}) => {
    const share = how.urgent ? undefined : shareOf(call, most);
    if (share === undefined || call.manner === 'evaluate') return carry(call, how);
    const lane = lanes[call.manner];
    return new Promise((resolve, reject) => {
      lane.push({ call, how, share, records: recordsOf(call, asking), resolve, reject });
      go(lane);
    });
  };
}

/** What one call takes of the room in a transaction; `undefined` for what goes by itself: lists, and founding. */
function shareOf({ room, name }: WireCall, most: number): number | undefined {
  const operation = operationOf(room, name);
  if (!operation || operation.by.includes('admin')) return undefined;
  return Math.max(1 / most, 1 / (operation.many ?? MANY));
}

async function send(carry: Send, calls: readonly Waiting[]): Promise<void> {
  const [only] = calls;
  if (!only) return;
  if (calls.length === 1) return await carry(only.call, only.how).then(only.resolve, only.reject);
  const list = togetherOf(
    calls.map(({ call }) => call),
    'each',
  );
  try {
    for (const one of tell(calls, await carry(list, latestOf(calls)))) await send(carry, [one]);
  } catch (error) {
    if (!isolates(error)) {
      for (const { reject } of calls) reject(error);
      return;
    }
    const half = Math.ceil(calls.length / 2);
    await send(carry, calls.slice(0, half));
    await send(carry, calls.slice(half));
  }
}

/** Of calls that each want to see a transaction first, the list waits for that of the last. */
const latestOf = (calls: readonly Waiting[]): How => {
  const after = calls.findLast(({ how }) => how.after !== undefined)?.how.after;
  return after === undefined ? {} : { after };
};

/** Tells each caller what became of its call; answers those for which there was no room left in the list. */
function tell(calls: readonly Waiting[], { text, receipt }: Answer): Waiting[] {
  const { results } = JSON.parse(text) as { results: readonly Settled[] };
  return calls.filter(({ call, resolve, reject }, at) => {
    const result = results[at] ?? { refused: 'the list has no answer at this place' };
    if ('answer' in result) {
      resolve({ text: JSON.stringify(result.answer), ...(receipt && { receipt }) });
      return false;
    }
    const error = refusal(call, result.refused, receipt?.txId ?? '');
    const crowded = error.code === 'TOO_MANY' && error.facts['what'] === 'keys';
    if (!crowded) reject(error);
    return crowded;
  });
}

/** The refusal as the caller would have got it alone. */
const refusal = (call: WireCall, message: string, txId: string): CallFailed => {
  const error = new Error(message);
  return failureOf(diagnose(error), 'endorse', call, txId, error);
};

/** Failures of a list for which not every call of it would fail alone. */
const OF_LISTS: readonly string[] = ['BROKEN', 'TOO_MANY', 'UNREADABLE_REQUEST', 'UNKNOWN_OPERATION'];
/** Failures for which smaller lists are no cure. */
const OF_ALL: readonly string[] = ['UNAVAILABLE', 'TOO_MANY_REQUESTS', 'ACCESS_DENIED', 'CLOCK_OFF'];

/** Nothing was recorded, and one call may be to blame that nobody named: smaller lists find it. */
const isolates = (error: unknown): boolean =>
  error instanceof CallFailed &&
  !(error instanceof OutcomeUnknown) &&
  (error instanceof RefusedByContract ? OF_LISTS.includes(error.code) : !OF_ALL.includes(error.code));

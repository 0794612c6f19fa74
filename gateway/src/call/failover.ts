import { setTimeout as sleep } from 'node:timers/promises';
import type { WireCall } from '@roadbook/chaincode/api';
import { type Diagnosis, diagnose } from '../errors/diagnosis';
import type { Stage } from '../errors/call';
import type { Identity } from '../connection/identity';
import type { Peer, Peers, Reach } from '../connection/peers';
import type { Patience } from './retry';
import { failureOf } from '../errors/failure';
import type { Window } from './window';

/** What the calls of a connection share. */
export interface Shared {
  readonly identity: Identity;
  /** Who reads blocks and listens: a service of the organisation, or the caller. */
  readonly reader: Identity;
  readonly channel: string;
  /** The question for the outcome of a transaction, unsigned. */
  readonly statusRequest: (txId: string) => Uint8Array;
  readonly peers: Peers;
  readonly window: Window;
  readonly timeouts: Timeouts;
}

/** What is done at some peer, for its failure to tell. */
interface Errand {
  readonly stage: Stage;
  readonly call: WireCall;
  /** It was signed elsewhere, so its stamp is what it is. */
  readonly signed?: boolean;
}

/** How long each stage may take, in milliseconds. */
export interface Timeouts {
  /** 15 000 if not given. */
  readonly evaluate: number;
  /** 30 000 if not given. */
  readonly endorse: number;
  /** 10 000 if not given. */
  readonly order: number;
  /** From handing in until the block: 60 000 if not given. After it the outcome is unknown. */
  readonly commit: number;
}

export const deadlineIn = (milliseconds: number) => ({ deadline: Date.now() + milliseconds });

/**
 * Does a stage before ordering, at the first peer that can. Only for work that records nothing: an
 * endorsement or a query. A peer that does not answer is followed by the next; when none answers, or one is
 * overloaded, or endorsers disagree, or the own clock is a little behind that of who wrote last, it waits and
 * begins again. A stamp that no peer takes is told, whatever others answer that do not run. A refusal that
 * holds for now alone is asked again of another peer, once: the first may be a block behind.
 */
export async function atSomePeer<T>(
  { peers, window }: Shared,
  reach: Reach,
  patience: Patience,
  { stage, call, signed }: Errand,
  work: (peer: Peer, named: (txId: string) => void) => Promise<T>,
): Promise<T> {
  let missed: Error | undefined;
  for (;;) {
    let last: { diagnosis: Diagnosis; error: unknown; behind: boolean } | undefined;
    let txId = '';
    for await (const peer of inStep(peers, reach)) {
      try {
        const named = (id: string) => {
          txId = id;
        };
        const done = await inItsTime(peer, signed ?? false, () => work(peer, named));
        peer.wake();
        return done;
      } catch (error) {
        const diagnosis = diagnose(error);
        const { kind } = diagnosis;
        if (missed) throw missed;
        if (mayMiss(diagnosis) && !(stage === 'endorse' && saidElsewhere(diagnosis, peer))) {
          missed = failureOf(diagnosis, stage, call, txId, error);
          continue;
        }
        if (kind === 'unavailable') peer.rest();
        if (kind === 'unavailable' && last?.diagnosis.kind === 'mistimed') continue;
        last = { diagnosis, error, behind: stage === 'endorse' && saidElsewhere(diagnosis, peer) };
        if (kind !== 'unavailable' && kind !== 'mistimed') break;
      }
    }
    if (missed) throw missed;
    if (!last) throw new Error('a profile without a peer');
    const { diagnosis, error, behind } = last;
    if (diagnosis.kind === 'overloaded') window.shrink();
    const wait = behind ? patience.next('mismatch') : waitAfter(diagnosis, patience);
    if (wait === undefined) throw failureOf(diagnosis, stage, call, txId, error);
    await sleep(wait);
  }
}

/** Peers in the order to ask: those that lack what is known to be recorded, and do not get there, last. */
async function* inStep(peers: Shared['peers'], reach: Reach): AsyncGenerator<Peer, void, undefined> {
  const late: Peer[] = [];
  for (const peer of peers.inOrder(reach)) {
    await peers.catchUp(peer);
    if (peers.isBehind(peer)) late.push(peer);
    else yield peer;
  }
  yield* late;
}

/** What is refused for now may stand at another peer already. */
const mayMiss = (diagnosis: Diagnosis): boolean =>
  diagnosis.kind === 'refused' && diagnosis.refusal.retry === 'later' && diagnosis.refusal.code !== BEHIND;

/**
 * The peer asked first agreed and others refused: one of them has not the newest block yet, so their word is
 * not the last.
 */
const saidElsewhere = (diagnosis: Diagnosis, asked: Peer): boolean =>
  diagnosis.kind === 'refused' && elsewhere(diagnosis, asked);

const elsewhere = ({ peers }: Diagnosis, asked: Peer): boolean =>
  peers.length > 0 && peers.every(({ org }) => org !== asked.org);

/**
 * How often a proposal is stamped at one peer: once more for its clock, once more for another's, once more
 * for a machine that is busy.
 */
const MOST_STAMPS = 4;

/**
 * Does the work at one peer, and learns from a refusal of the stamp. Such a refusal comes before anything
 * else, so it is done again at once.
 */
async function inItsTime<T>(peer: Peer, signed: boolean, work: () => Promise<T>): Promise<T> {
  for (let stamps = 1; ; stamps++) {
    const from = Date.now();
    try {
      return await work();
    } catch (error) {
      const diagnosis = diagnose(error);
      if (diagnosis.kind !== 'mistimed') throw error;
      const helps = peer.clock.learn(
        diagnosis.mistimed,
        { from, until: Date.now() },
        !elsewhere(diagnosis, peer),
      );
      if (signed || !helps || stamps === MOST_STAMPS) throw error;
    }
  }
}

/** What a chaincode from before the window answers a clock that is behind the last change. */
const BEHIND = 'TIME_RAN_BACKWARDS';

/** The clocks of organisations differ by so much without anybody being at fault, in milliseconds. */
const SKEW = 5_000;

function waitAfter(diagnosis: Diagnosis, patience: Patience): number | undefined {
  const { kind } = diagnosis;
  if (kind === 'unavailable' || kind === 'overloaded' || kind === 'mismatch') return patience.next(kind);
  if (kind !== 'refused' || diagnosis.refusal.code !== BEHIND) return undefined;
  const { updatedAt, now } = diagnosis.refusal.facts;
  const ahead =
    typeof updatedAt === 'string' && typeof now === 'string'
      ? Date.parse(updatedAt) - Date.parse(now)
      : Number.NaN;
  const wait = ahead >= 0 && ahead <= SKEW ? patience.next('clock') : undefined;
  return wait === undefined ? undefined : ahead + wait;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaincodeEvent } from '@hyperledger/fabric-gateway';
import { EVENT_NAME } from '@roadbook/chaincode/api';
import { heightOf } from './blocks';
import { type Diagnosis, diagnose } from '../errors/diagnosis';
import { EventsBroken } from '../errors/call';
import { type FactName, type FactOf, factsOf } from './facts';
import type { Shared } from '../call/failover';
import { type Peer } from '../connection/peers';
import { Patience } from '../call/retry';

/**
 * How far a consumer has come: after this transaction of this block. Plain JSON, to be stored with what the
 * consumer derived.
 */
export interface Checkpoint {
  readonly blockNumber: string;
  readonly txId: string;
}

/**
 * Where a consumer keeps its checkpoint. Exactly once: store `heard.checkpoint` in the same database
 * transaction as what you derive from it and give only `load`. At least once: give `save` too; it is called
 * when the next event is asked for.
 */
export interface Checkpoints {
  load(): Promise<Checkpoint | undefined>;
  save?(checkpoint: Checkpoint): Promise<void>;
}

/** What one transaction told. */
export interface Heard<Name extends FactName = FactName> {
  readonly blockNumber: bigint;
  readonly txId: string;
  /** The client's time, UTC with milliseconds. */
  readonly at: string;
  /** In the order told; only those asked for. Never empty. */
  readonly facts: readonly FactOf<Name>[];
  readonly checkpoint: Checkpoint;
}

/** Which facts are heard, from where on, and where the consumer notes how far it came. */
export interface EventOptions<Name extends FactName = FactName> {
  /** Only facts of these names; all if not given. */
  readonly facts?: readonly Name[];
  /** Where the consumer left off. It wins over `from` when it has something. */
  readonly checkpoint?: Checkpoints;
  /**
   * Where to begin: `next` block from now (if not given), the `first` block, a block number, or after a
   * checkpoint.
   */
  readonly from?: 'next' | 'first' | bigint | Checkpoint;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
  /** Told at every break, before it connects again: to a peer that came back, or to another one. */
  readonly onBreak?: (why: string) => void;
}

interface Position {
  readonly block: bigint;
  /** Events of the block up to this transaction were heard. */
  readonly after?: string;
}

/** Longest wait before it connects again, in milliseconds. */
const LONGEST = 5_000;

/**
 * What valid transactions told, in the order of the ledger, each once. Goes on across restarts of peers; ends
 * with the signal or the connection. Throws {@link EventsBroken} when the ledger refuses the caller or does
 * not know the checkpoint.
 */
export async function* events<Name extends FactName = FactName>(
  shared: Shared,
  chaincode: string,
  options: EventOptions<Name>,
  ended: AbortSignal,
): AsyncGenerator<Heard<Name>, void, undefined> {
  const signal = options.signal ? AbortSignal.any([ended, options.signal]) : ended;
  let position = await begin(shared, options);
  for (let failures = 0; !signal.aborted; failures++) {
    const [peer] = shared.peers.inOrder('any');
    if (!peer) return;
    try {
      for await (const event of stream(peer, chaincode, position, signal)) {
        failures = 0;
        position = { block: event.blockNumber, after: event.transactionId };
        const heard = event.eventName === EVENT_NAME ? hear<Name>(event, options.facts) : undefined;
        if (!heard) continue;
        yield heard;
        await options.checkpoint?.save?.(heard.checkpoint);
      }
    } catch (error) {
      if (error instanceof EventsBroken || !isGrpc(error)) throw error;
      if (signal.aborted) return;
      const diagnosis = diagnose(error);
      if (diagnosis.kind === 'denied') throw refused(diagnosis, error);
      options.onBreak?.(`${peer.name}: ${diagnosis.message}`);
    }
    peer.rest();
    await sleep(Math.min(LONGEST, 200 * 2 ** Math.min(failures, 10)), undefined, { signal }).catch(
      () => undefined,
    );
  }
}

async function begin(shared: Shared, { checkpoint, from = 'next' }: EventOptions): Promise<Position> {
  const start = (await checkpoint?.load()) ?? from;
  if (start === 'first') return { block: 0n };
  // A number, not "the next block": else what is told during a break before the first event would be lost.
  if (start === 'next') return { block: await heightOf(shared, new Patience()) };
  return typeof start === 'bigint'
    ? { block: start }
    : { block: BigInt(start.blockNumber), after: start.txId };
}

/** The events after a position, from one peer. Ends when the peer ends it, or with the signal. */
async function* stream(
  peer: Peer,
  chaincode: string,
  { block, after }: Position,
  signal: AbortSignal,
): AsyncGenerator<ChaincodeEvent, void, undefined> {
  const source = await peer.reading.getChaincodeEvents(chaincode, { startBlock: block });
  const stop = () => source.close();
  signal.addEventListener('abort', stop);
  // It may have come while the question was signed; then nobody hears of it any more.
  if (signal.aborted) stop();
  let passed = after === undefined;
  try {
    for await (const event of source) {
      if (passed) yield event;
      else if (event.transactionId === after && event.blockNumber === block) passed = true;
      else if (event.blockNumber !== block) throw strayed({ block, after: after ?? '' });
    }
  } finally {
    signal.removeEventListener('abort', stop);
    source.close();
  }
}

function hear<Name extends FactName>(
  { blockNumber, transactionId: txId, payload }: ChaincodeEvent,
  wanted?: readonly string[],
): Heard<Name> | undefined {
  const { at, facts } = factsOf(new TextDecoder().decode(payload), wanted);
  const checkpoint = { blockNumber: String(blockNumber), txId };
  return facts.length > 0
    ? { blockNumber, txId, at, facts: facts as unknown as FactOf<Name>[], checkpoint }
    : undefined;
}

const isGrpc = (error: unknown): boolean => typeof (error as { code?: unknown }).code === 'number';

const strayed = ({ block, after }: Required<Position>): EventsBroken =>
  new EventsBroken(
    'CHECKPOINT_UNKNOWN',
    `Block ${block} of this ledger tells nothing of the transaction ${after}.`,
    'The ledger was begun anew: drop what was derived from the old one, and its checkpoint.',
  );

const refused = ({ message }: Diagnosis, cause: unknown): EventsBroken =>
  new EventsBroken(
    'ACCESS_DENIED',
    `The network does not accept who listens. ${message}`,
    'Use a certificate that an organisation of this channel enrolled and that has not expired.',
    cause,
  );

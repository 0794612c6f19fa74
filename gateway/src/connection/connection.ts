import type { How, WireCall } from '@roadbook/chaincode/api';
import type { Answer, Send } from '../call/call';
import { clocksOf, type PeerClock } from './clocks';
import { evaluate } from '../call/evaluate';
import { type EventOptions, events, type Heard } from '../ledger/events';
import { type Explanation, explain } from '../ledger/explain';
import { heightOf, mustServe, readChain } from '../ledger/blocks';
import type { FactName } from '../ledger/facts';
import type { Shared } from '../call/failover';
import { EvaluationFailed } from '../errors/call';
import { ConnectionUnusable } from '../errors/setup';
import { type GatherOptions, gatherer } from '../call/gather';
import { Offline } from '../call/offline';
import { ask, type Outcome } from '../call/outcome';
import { Patience, type RetryOptions } from '../call/retry';
import { type Rooms, roomsOver } from '../rooms/rooms';
import { type Simulation, simulate } from '../call/simulate';
import { submit } from '../call/submit';
import { type Answers, together } from '../call/together';

/** @internal */
export interface Terms {
  readonly shared: Shared;
  readonly chaincode: string;
  readonly retry: RetryOptions;
  readonly gather: GatherOptions | false;
}

/** What a connection can do beside the rooms. */
export class Connection implements AsyncDisposable {
  /** The organisation for which it calls, as its MSP id. */
  readonly org: string;
  /** Who calls, as `<organisation>/<user>`. */
  readonly caller: string;
  /** Signing elsewhere, stage by stage. Works without a key. */
  readonly offline: Offline;
  readonly #terms: Terms;
  readonly #send: Send;
  readonly #ended = new AbortController();

  /** @internal */
  constructor(terms: Terms) {
    const { shared, retry, gather } = terms;
    this.#terms = terms;
    this.org = shared.identity.mspId;
    this.caller = shared.identity.name;
    this.offline = new Offline(shared, retry);
    const carry: Send = async (call, how) => {
      const work = call.manner === 'evaluate' ? evaluate : submit;
      if (how?.after !== undefined) await this.#see(how.after);
      return await shared.window.run(() => work(shared, this.#patience(), call));
    };
    const asking = { org: this.org, member: this.caller, role: '', now: '' };
    this.#send = gather ? gatherer(carry, asking, gather) : carry;
  }

  /**
   * Carries a call given as JSON text, as a command line or a REST server has it (see `callOf`). Throws a
   * `CallFailed`.
   */
  async carry(call: WireCall, how?: How): Promise<Answer> {
    this.#mustSign();
    return await this.#send(call, how);
  }

  /**
   * One transaction of calls of any rooms, all or nothing; the answers stand at the places of the calls, and
   * each call sees what those before it wrote. A refusal says which call: `facts.call` from 0, and
   * `facts.operation`.
   *
   * ```ts
   * const [loan, cover] = await desk.together((rooms) => [
   *   rooms.loan.read({ loanId }), rooms.policy.read({ policyId }),
   * ]);
   * ```
   *
   * Up to 200 calls that are sent in one manner: that change the ledger, keep private facts, or read. Throws
   * as a single call does.
   */
  async together<const T extends readonly Promise<unknown>[]>(
    act: (rooms: Rooms) => T,
    how?: How,
  ): Promise<Answers<T>> {
    return await together((call, as) => this.carry(call, as), act, how);
  }

  /**
   * What a call would write and tell, without sending it to the orderers. Give the call as typed code or on
   * the wire. `result` is what it would answer: the response, or the JSON text. The records before it are
   * shown where a service reads them. Throws as the call itself would.
   */
  simulate(call: WireCall): Promise<Simulation & { readonly result: string }>;
  simulate<T>(act: (rooms: Rooms) => Promise<T>): Promise<Simulation & { readonly result: T }>;
  async simulate(
    what: WireCall | ((rooms: Rooms) => Promise<unknown>),
  ): Promise<Simulation & { readonly result: unknown }> {
    this.#mustSign();
    let found: Simulation = { writes: [], secrets: [], facts: [], endorsers: [], compared: false };
    const send: Send = async (call) => {
      const { answer, simulation } = await simulate(this.#terms.shared, this.#patience(), call);
      found = simulation;
      return answer;
    };
    const result = typeof what === 'function' ? await what(roomsOver(send)) : (await send(what)).text;
    return { ...found, result };
  }

  /**
   * Tells a transaction of the ledger: who called what, whether it counts, what it wrote and told.
   * `undefined` when there is none. For a service: throws {@link ServicesOnly}.
   */
  async explain(txId: string): Promise<Explanation | undefined> {
    this.#mustSign();
    return await explain(this.#terms.shared, this.#patience(), txId);
  }

  /**
   * A block as a peer keeps it, by its number or by the id of a transaction in it. `undefined` when the peers
   * have none. For a service, as `explain`.
   */
  async readBlock(which: bigint | string): Promise<Uint8Array | undefined> {
    this.#mustSign();
    const name = typeof which === 'bigint' ? 'GetBlockByNumber' : 'GetBlockByTxID';
    return await readChain(this.#terms.shared, this.#patience(), name, String(which));
  }

  /** How many blocks the chain has, as a peer tells it. For a service, as `explain`. */
  async readHeight(): Promise<bigint> {
    this.#mustSign();
    return await heightOf(this.#terms.shared, this.#patience());
  }

  /**
   * What valid transactions told, in the order of the ledger, each once, across restarts of peers: `for await
   * (const heard of connection.events({ facts: ['LoanRepaid'], checkpoint })) ...`. Ends with its signal or
   * with the connection. For a service, as `explain`.
   */
  events<const Name extends FactName = FactName>(
    options: EventOptions<Name> = {},
  ): AsyncIterable<Heard<Name>> {
    this.#mustSign();
    mustServe(this.#terms.shared);
    return events(this.#terms.shared, this.#terms.chaincode, options, this.#ended.signal);
  }

  /**
   * What became of a transaction, whoever sent it. Waits for its block up to `wait` milliseconds (10 000 if
   * not given); `undefined` when no peer knows it by then.
   */
  async outcome(txId: string, wait = 10_000): Promise<Outcome | undefined> {
    this.#mustSign();
    const { shared } = this.#terms;
    return await ask(shared, shared.statusRequest(txId), wait);
  }

  /**
   * What the clocks of the peers show. A connection needs no asking: it corrects its own clock against each
   * peer's by itself.
   */
  async clocks(): Promise<readonly PeerClock[]> {
    this.#mustSign();
    return await clocksOf(this.#terms.shared);
  }

  /** Ends its event streams and closes the channels that no other connection uses. Calls under way fail. */
  async close(): Promise<void> {
    this.#ended.abort();
    this.#terms.shared.peers.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Waits until a peer tells the transaction; from then on no peer is asked that is behind it. */
  async #see(txId: string): Promise<void> {
    if (await this.outcome(txId)) return;
    throw new EvaluationFailed({
      ...{
        stage: 'evaluate',
        code: 'TRANSACTION_UNKNOWN',
        txId: '',
        safeToRetry: true,
        facts: { after: txId },
      },
      says: `No peer has the transaction ${txId} yet, which this call is to come after.`,
      cure: 'Nothing was sent; send it again in a moment.',
    });
  }

  #patience(): Patience {
    return new Patience(this.#terms.retry);
  }

  #mustSign(): void {
    if (!this.#terms.shared.identity.sign)
      throw new ConnectionUnusable(
        'This connection has a certificate and no key.',
        'Use its offline stages, or connect with a key or a signer.',
      );
  }
}

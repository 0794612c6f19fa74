import type { WireCall } from '@roadbook/chaincode/api';
import type { Answer } from './call';
import { type ChannelSource, channelTo } from './channels';
import { evaluate } from './evaluating';
import type { Shared, Timeouts } from './failover';
import { ConnectionUnusable } from './faults';
import { identityOf, type User } from './identity';
import { ask, type Outcome, statusRequest } from './outcome';
import { Peers } from './peers';
import { readProfile } from './profile';
import { Patience, type RetryOptions } from './retry';
import { type Rooms, roomsOver } from './rooms';
import { submit } from './submitting';
import { Window, type WindowOptions } from './window';

/** How to connect. Only `profile` and `user` are needed. */
export interface ConnectOptions {
  /** The connection profile of the own organisation: a file, or its content. */
  readonly profile: string | object;
  /** Who calls; see {@link User}. */
  readonly user: User;
  /** `own`: never call a peer of another organisation, even when no own one answers. `all` (if not given): any peer of the profile, own ones first. */
  readonly peers?: 'own' | 'all';
  readonly retry?: RetryOptions;
  readonly window?: WindowOptions;
  readonly timeouts?: Partial<Timeouts>;
}

const TIMEOUTS: Timeouts = { evaluate: 15_000, endorse: 30_000, order: 10_000, commit: 60_000 };

/** What a connection can do beside the rooms. */
export class Connection implements AsyncDisposable {
  /** The organisation for which it calls, as its MSP id. */
  readonly org: string;
  /** Who calls, as `<organisation>/<user>`. */
  readonly caller: string;
  readonly #shared: Shared;
  readonly #retry: RetryOptions;

  /** @internal */
  constructor(shared: Shared, retry: RetryOptions) {
    this.#shared = shared;
    this.#retry = retry;
    this.org = shared.identity.mspId;
    this.caller = shared.identity.name;
  }

  /** Carries a call given as JSON text, as a command line or a REST server has it. Throws the errors of `errors.ts`. */
  async carry(call: WireCall): Promise<Answer> {
    this.#mustSign();
    const patience = new Patience(this.#retry);
    const work = call.manner === 'evaluate' ? evaluate : submit;
    return await this.#shared.window.run(() => work(this.#shared, patience, call));
  }

  /**
   * What became of a transaction, whoever sent it. Waits for its block up to `wait` milliseconds (10 000 if not given); `undefined` when no
   * peer knows it by then.
   */
  async outcome(txId: string, wait = 10_000): Promise<Outcome | undefined> {
    this.#mustSign();
    return await ask(this.#shared, statusRequest(this.#shared.identity, this.#shared.channel, txId), wait);
  }

  /** Closes the channels that no other connection uses. Calls under way fail. */
  async close(): Promise<void> {
    this.#shared.peers.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #mustSign(): void {
    if (!this.#shared.identity.sign)
      throw new ConnectionUnusable(
        'This connection has a certificate and no key: use its offline stages, or connect with a key or a signer.',
      );
  }
}

/** A connection of one caller: every room by its name, and what else a connection can do. */
export type Roadbook = Connection & Rooms;

/**
 * Connects one caller to the network. Reads the profile and the certificate and opens no channel yet, so a wrong file is told at once and a
 * silent peer at the first call. Throws `ProfileInvalid` or `IdentityInvalid`.
 *
 * ```ts
 * await using desk = await connect({ profile: '.roadbook/profiles/lender.json', user: 'desk' });
 * const repaid = await asLender(desk).loans.repay({ loanId, paymentId, amount });
 * ```
 */
export const connect = (options: ConnectOptions): Promise<Roadbook> => connectOver(channelTo, options);

/** {@link connect} over channels of one's own, for tests at the gRPC boundary. @internal */
export async function connectOver(channels: ChannelSource, options: ConnectOptions): Promise<Roadbook> {
  const read = readProfile(options.profile);
  const profile = options.peers === 'own' ? { ...read, peers: read.peers.filter(({ org }) => org === read.mspId) } : read;
  const identity = identityOf(profile, options.user);
  const shared: Shared = {
    identity,
    channel: profile.channel,
    peers: new Peers(profile, identity, channels),
    window: new Window(options.window),
    timeouts: { ...TIMEOUTS, ...options.timeouts },
  };
  const connection = new Connection(shared, options.retry ?? {});
  return Object.assign(
    connection,
    roomsOver((call) => connection.carry(call)),
  );
}

import { type ChannelSource, channelTo } from './channels';
import { Connection } from './connection';
import type { Shared, Timeouts } from '../call/failover';
import type { GatherOptions } from '../call/gather';
import { identityOf, type User } from './identity';
import { statusRequest } from '../call/outcome';
import { Peers } from './peers';
import { readProfile } from './profile';
import type { RetryOptions } from '../call/retry';
import { type Rooms, roomsOver } from '../rooms/rooms';
import { Window, type WindowOptions } from '../call/window';

/** How to connect. Only `profile` and `user` are needed. */
export interface ConnectOptions {
  /** The connection profile of the own organisation: a file, or its content. */
  readonly profile: string | object;
  /** Who calls; see {@link User}. */
  readonly user: User;
  /**
   * Who reads blocks and listens for this connection, beside the user who calls: a service of the same
   * organisation, such as `service` (see {@link User}). Without it the user does, who then must be a service
   * or an administrator; else what reads blocks throws {@link ServicesOnly}.
   */
  readonly service?: User;
  /**
   * `own`: never call a peer of another organisation, even when no own one answers. `all` (if not given):
   * every peer of the profile, own ones first.
   */
  readonly peers?: 'own' | 'all';
  readonly retry?: RetryOptions;
  readonly window?: WindowOptions;
  readonly timeouts?: Partial<Timeouts>;
  /** Gathers single calls into batches; off if not given. */
  readonly gather?: GatherOptions;
}

const TIMEOUTS: Timeouts = { evaluate: 15_000, endorse: 30_000, order: 10_000, commit: 60_000 };

/** A connection of one caller: every room by its name, and what else a connection can do. */
export type Roadbook = Connection & Rooms;

/**
 * Connects one caller to the network. Reads the profile and the certificate and opens no channel yet, so a
 * wrong file is told at once and a silent peer at the first call. Throws `ProfileInvalid` or
 * `IdentityInvalid`.
 *
 * ```ts
 * await using desk = await connect({ profile: '.roadbook/profiles/lender.json', user: 'desk' }); const repaid
 * = await asLender(desk).loans.repay({ loanId, paymentId, amount });
 * ```
 */
export const connect = (options: ConnectOptions): Promise<Roadbook> => connectOver(channelTo, options);

/** {@link connect} over channels of one's own, for tests at the gRPC boundary. @internal */
export async function connectOver(
  channels: ChannelSource,
  options: ConnectOptions = {} as ConnectOptions,
): Promise<Roadbook> {
  const read = readProfile(options.profile);
  const profile =
    options.peers === 'own' ? { ...read, peers: read.peers.filter(({ org }) => org === read.mspId) } : read;
  const identity = identityOf(profile, options.user);
  const reader = options.service === undefined ? identity : identityOf(profile, options.service);
  const shared: Shared = {
    identity,
    reader,
    channel: profile.channel,
    statusRequest: (txId) => statusRequest(identity, profile.channel, txId),
    peers: new Peers(profile, { identity, reader }, channels),
    window: new Window(options.window),
    timeouts: { ...TIMEOUTS, ...options.timeouts },
  };
  const connection = new Connection({
    shared,
    chaincode: profile.chaincode,
    retry: options.retry ?? {},
    gather: options.gather,
  });
  return Object.assign(
    connection,
    roomsOver((call) => connection.carry(call)),
  );
}

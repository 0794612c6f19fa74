import {
  type Contract,
  connect,
  type Gateway,
  hash,
  type Network,
  type Proposal,
  type ProposalOptions,
  type Status,
} from '@hyperledger/fabric-gateway';
import type { Channel, ChannelSource } from './channels';
import { Clock } from './clock';
import { ConnectionUnusable } from '../errors/setup';
import type { Identity } from './identity';
import type { PeerAddress, Profile } from './profile';

/** How long a peer that did not answer is asked last, in milliseconds. */
const REST = 3_000;
/**
 * How long a call waits for a peer to have what the connection knows to be recorded, in milliseconds. Then
 * the peer is asked as it is.
 */
const CATCH_UP = 2_000;

/** A peer, through which an identity calls. */
export class Peer {
  readonly name: string;
  readonly org: string;
  readonly own: boolean;
  readonly gateway: Gateway;
  readonly network: Network;
  readonly contract: Contract;
  readonly clock = new Clock();
  /** The same channel for who reads blocks and listens. */
  readonly reading: Network;
  readonly #channel: Channel;
  readonly #reads: Gateway;
  #restsUntil = 0;
  #newest = -1n;

  constructor(
    address: PeerAddress,
    profile: Profile,
    { identity, reader }: Callers,
    channels: ChannelSource,
  ) {
    this.name = address.name;
    this.org = address.org;
    this.own = address.org === profile.mspId;
    this.#channel = channels(address);
    const { client } = this.#channel;
    this.gateway = open(client, identity);
    this.#reads = reader === identity ? this.gateway : open(client, reader);
    this.network = this.gateway.getNetwork(profile.channel);
    this.reading = this.#reads.getNetwork(profile.channel);
    this.contract = this.network.getContract(profile.chaincode);
  }

  /** A proposal to the chaincode, stamped with a time that this peer takes. */
  propose(name: string, options: ProposalOptions): Proposal {
    return this.clock.stamp(this.gateway, this.contract.newProposal(name, options));
  }

  /** The same to `qscc`, as who reads blocks. */
  proposeReading(name: string, options: ProposalOptions): Proposal {
    return this.clock.stamp(this.#reads, this.reading.getContract('qscc').newProposal(name, options));
  }

  get resting(): boolean {
    return this.#restsUntil > performance.now();
  }

  /** It did not answer. */
  rest(): void {
    this.#restsUntil = performance.now() + REST;
  }

  /** It answered. */
  wake(): void {
    this.#restsUntil = 0;
  }

  /** It has this block, and so every one before. */
  reached(block: bigint): void {
    if (block > this.#newest) this.#newest = block;
  }

  hasReached(block: bigint): boolean {
    return this.#newest >= block;
  }

  close(): void {
    for (const gateway of new Set([this.gateway, this.#reads])) gateway.close();
    this.#channel.release();
  }
}

/** Who calls, and who reads blocks and listens for them: mostly the same. */
export interface Callers {
  readonly identity: Identity;
  readonly reader: Identity;
}

function open(client: Channel['client'], { mspId, certificate, sign }: Identity): Gateway {
  return connect({
    client,
    identity: { mspId, credentials: certificate },
    // The signer hashes by itself, so it is given the message.
    hash: hash.none,
    ...(sign && { signer: async (message: Uint8Array) => sign(message) }),
  });
}

/** Which peers may see a call: private facts go to the own organisation only. */
export type Reach = 'own' | 'any';

/** The peers of a profile, each dialled when it is first needed. */
export class Peers {
  readonly #open = new Map<PeerAddress, Peer>();
  readonly #dial: (address: PeerAddress) => Peer;
  readonly #addresses: readonly PeerAddress[];
  readonly mspId: string;
  readonly #catching = new Map<Peer, Promise<void>>();
  #known: { readonly block: bigint; readonly question: Uint8Array } | undefined;
  #closed = false;

  constructor(profile: Profile, callers: Callers, channels: ChannelSource) {
    this.mspId = profile.mspId;
    const mine = (peer: PeerAddress) => peer.org === profile.mspId;
    this.#addresses = [...profile.peers.filter(mine), ...profile.peers.filter((peer) => !mine(peer))];
    this.#dial = (address) => new Peer(address, profile, callers, channels);
  }

  /** In the order to ask: own before others, and those that did not answer lately last. */
  inOrder(reach: Reach): Peer[] {
    if (this.#closed) throw new ConnectionUnusable('The connection was closed.');
    const peers = this.#addresses
      .filter(({ org }) => reach === 'any' || org === this.mspId)
      .map((address) => this.#peer(address));
    return [...peers.filter(({ resting }) => !resting), ...peers.filter(({ resting }) => resting)];
  }

  /**
   * What became of a transaction, as this peer says once it has its block. `question` is for the outcome of
   * that transaction, unsigned.
   */
  async statusAt(peer: Peer, question: Uint8Array, milliseconds: number): Promise<Status> {
    const status = await peer.gateway.newCommit(question).getStatus({ deadline: Date.now() + milliseconds });
    const { blockNumber: block } = status;
    peer.reached(block);
    if (!this.#known || block > this.#known.block) this.#known = { block, question };
    return status;
  }

  /**
   * What a connection knows to be recorded it reads, whichever peer answers: when another peer told of it,
   * this one is waited for. One that does not get there soon is asked last.
   */
  async catchUp(peer: Peer): Promise<void> {
    if (!this.#known || peer.hasReached(this.#known.block)) return;
    const waiting = this.#catching.get(peer) ?? this.#waitFor(peer, this.#known.question);
    this.#catching.set(peer, waiting);
    await waiting;
  }

  /** Whether it lacks what the connection knows to be recorded. */
  isBehind(peer: Peer): boolean {
    return this.#known !== undefined && !peer.hasReached(this.#known.block);
  }

  async #waitFor(peer: Peer, question: Uint8Array): Promise<void> {
    try {
      await this.statusAt(peer, question, CATCH_UP);
    } catch {
      peer.rest();
    } finally {
      this.#catching.delete(peer);
    }
  }

  close(): void {
    this.#closed = true;
    for (const peer of this.#open.values()) peer.close();
    this.#open.clear();
  }

  #peer(address: PeerAddress): Peer {
    const known = this.#open.get(address);
    if (known) return known;
    const peer = this.#dial(address);
    this.#open.set(address, peer);
    return peer;
  }
}

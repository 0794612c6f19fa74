import type { Gateway, Proposal } from '@hyperledger/fabric-gateway';
import { common, gateway as messages, peer as protos } from '@hyperledger/fabric-protos';
import type { PeerDetail, Told } from '../errors/call';

/**
 * A clock off by this much is not corrected for but told, in milliseconds: whoever set it should know, and
 * its certificates and logs are wrong too.
 */
const FAR = 14 * 60_000;
/** A peer tells its time in whole seconds. */
const TOLD_TO = 1_000;

/**
 * What a peer said of the stamp of a proposal: both times, and how far they may be apart, in milliseconds.
 */
export interface Mistimed {
  readonly stamp: number;
  readonly peerTime: number;
  readonly window: number;
  readonly peer: string;
}

const REFUSED = /incorrect timestamp (\S+), peer time (\S+), peer\.authentication\.timewindow (\S+)/;

/** Reads the refusal of a stamp, as Fabric's filter words it. */
export function mistimedOf(
  text: string,
  { org, address }: Pick<PeerDetail, 'org' | 'address'>,
): Mistimed | undefined {
  const [, stamp = '', peerTime = '', window = ''] = REFUSED.exec(text) ?? [];
  const times = { stamp: Date.parse(stamp), peerTime: Date.parse(peerTime), window: lengthOf(window) };
  return Number.isFinite(times.stamp + times.peerTime) ? { ...times, peer: address || org } : undefined;
}

/** A length of time as Go writes it, `1m30s`, in milliseconds. */
function lengthOf(text: string): number {
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
  const parts = [...text.matchAll(/([\d.]+)(ms|h|m|s)/g)];
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0);
}

/** What a refused stamp means to people, and what they can do. Nothing was recorded. */
export function mistimedTold(
  { stamp, peerTime, window, peer }: Mistimed,
  now = Date.now(),
): Pick<Told, 'code' | 'says' | 'cure' | 'safeToRetry' | 'facts'> {
  const offsetSeconds = Math.round((now - peerTime - TOLD_TO / 2) / 1000);
  const [ownTime, theirs] = [now, peerTime].map((millis) => new Date(millis).toISOString());
  const facts = {
    peer,
    ownTime: ownTime ?? '',
    peerTime: theirs ?? '',
    offsetSeconds,
    windowSeconds: window / 1000,
  };
  if (Math.abs(now - peerTime) >= FAR)
    return {
      code: 'CLOCK_OFF',
      says: `The clock of this machine says ${ownTime}, that of ${peer} ${theirs}: it is ${spelt(offsetSeconds)}.`,
      cure:
        'Set the clock (timedatectl set-ntp true) and send it again; up to ten minutes are made good ' +
        'without it.',
      safeToRetry: false,
      facts,
    };
  const made = new Date(stamp).toISOString();
  return {
    code: 'STAMP_REFUSED',
    says: `The clock of ${peer} says ${theirs}; it refuses a proposal of ${made}, more than ${window / 1000} seconds away.`,
    cure: `Propose it again, and sign and send it within ${window / 1000} seconds. If it was, clocks of peers differ: scripts/doctor.`,
    safeToRetry: true,
    facts: { ...facts, stamp: made },
  };
}

const spelt = (seconds: number): string =>
  `${Math.floor(Math.abs(seconds) / 60)} minutes ${Math.abs(seconds) % 60} seconds ${seconds > 0 ? 'ahead' : 'behind'}`;

/** When a proposal was made and when its refusal came, by the clock of this machine. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/**
 * The clock of this machine, corrected against one peer's. Nothing is asked of the peer until it refuses a
 * stamp.
 */
export class Clock {
  #offset = 0;

  /** Milliseconds by which the peer's clock is ahead of this machine's, as far as it had to be learnt. */
  get offset(): number {
    return this.#offset;
  }

  /** A proposal with a stamp that the peer takes. The id of the transaction does not depend on the stamp. */
  stamp(gateway: Gateway, proposal: Proposal): Proposal {
    if (this.#offset === 0) return proposal;
    return gateway.newProposal(stamped(proposal.getBytes(), Date.now() + this.#offset));
  }

  /**
   * Learns from a refusal. Whether a new stamp may help: not when the clocks are too far apart to be made
   * good silently.
   * `asked` is false when the peer itself took the stamp and another, whom it asked, did not: then the middle
   * of both is tried.
   */
  learn({ peerTime, window }: Mistimed, { from, until }: Span, asked: boolean): boolean {
    const least = peerTime - until;
    const most = peerTime + TOLD_TO - from;
    const stale = this.#offset >= least && this.#offset <= most;
    if (stale) return true;
    const theirs = (least + most) / 2;
    if (Math.abs(theirs) >= FAR) return false;
    if (!asked && Math.abs(theirs - this.#offset) >= 2 * window) return false;
    this.#offset = Math.round(asked ? theirs : (theirs + this.#offset) / 2);
    return true;
  }
}

/** The bytes of an unsigned proposal with another time. */
export function stamped(bytes: Uint8Array, millis: number): Uint8Array {
  const proposed = messages.ProposedTransaction.deserializeBinary(bytes);
  const signed = proposed.getProposal();
  if (!signed) throw new Error('a proposal without content');
  const proposal = protos.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const channel = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  const seconds = Math.floor(millis / 1000);
  const time = channel.getTimestamp();
  if (!time) throw new Error('a proposal without a time');
  time.setSeconds(seconds);
  time.setNanos((millis - seconds * 1000) * 1_000_000);
  channel.setTimestamp(time);
  header.setChannelHeader(channel.serializeBinary());
  proposal.setHeader(header.serializeBinary());
  signed.setProposalBytes(proposal.serializeBinary());
  proposed.setProposal(signed);
  return proposed.serializeBinary();
}

/** Why a call is tried again. Each is safe: nothing of the attempt before was or can be recorded. */
export type Reason = 'conflict' | 'mismatch' | 'overloaded' | 'unavailable' | 'clock';

/** How often and how long a call is tried again. */
export interface RetryOptions {
  /** Another transaction changed what this one had read (MVCC or phantom): new attempts; 8 if not given. */
  readonly conflicts?: number;
  /**
   * Endorsers came to different results, mostly because one was a block behind: new attempts; 8 if not given.
   */
  readonly mismatches?: number;
  /** A peer had too many requests: new attempts; 12 if not given. */
  readonly overloads?: number;
  /**
   * What it would change bears a later time than the own clock shows: new attempts when that is past; 8 if
   * not given.
   */
  readonly clocks?: number;
  /** No peer could serve: how long to go on trying, in milliseconds; 30 000 if not given. */
  readonly unavailableFor?: number;
}

/**
 * First wait and longest wait of each reason, in milliseconds. A conflict or a mismatch is over with the next
 * block.
 */
const WAITS: Readonly<Record<Reason, readonly [first: number, longest: number]>> = {
  conflict: [40, 2_000],
  mismatch: [150, 1_000],
  overloaded: [50, 5_000],
  unavailable: [200, 2_000],
  clock: [10, 200],
};

/** The patience that one call has left. */
export class Patience {
  readonly #most: Readonly<Record<Reason, number>>;
  readonly #until: number;
  readonly #random: () => number;
  readonly #counts: Record<Reason, number> = {
    conflict: 0,
    mismatch: 0,
    overloaded: 0,
    unavailable: 0,
    clock: 0,
  };

  constructor(options: RetryOptions = {}, random: () => number = Math.random, now = performance.now()) {
    const { conflicts = 8, mismatches = 8, overloads = 12, clocks = 8, unavailableFor = 30_000 } = options;
    this.#most = {
      conflict: conflicts,
      mismatch: mismatches,
      overloaded: overloads,
      clock: clocks,
      unavailable: Number.POSITIVE_INFINITY,
    };
    this.#until = now + unavailableFor;
    this.#random = random;
  }

  /**
   * Milliseconds to wait before the next attempt, or `undefined` when patience is at its end. Doubles each
   * time; half of it is chance.
   */
  next(reason: Reason, now = performance.now()): number | undefined {
    const count = this.#counts[reason]++;
    if (count >= this.#most[reason]) return undefined;
    const [first, longest] = WAITS[reason];
    const span = Math.min(longest, first * 2 ** Math.min(count, 16));
    const wait = span / 2 + (span / 2) * this.#random();
    return reason === 'unavailable' && now + wait > this.#until ? undefined : wait;
  }
}

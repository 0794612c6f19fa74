/** Bounds of the window: how many calls may be under way at once. */
export interface WindowOptions {
  /** To begin with; 64 if not given. */
  readonly start?: number;
  /**
   * Never more; 400 if not given. A peer serves 500 at once unless it is told otherwise
   * (`peer.limits.concurrency.gatewayService`).
   */
  readonly most?: number;
}

/**
 * How many calls are under way at once, over all peers of a connection. Grows by one after a windowful of
 * answers while callers wait, and halves when a peer says that it has too many requests: additive increase,
 * multiplicative decrease, as TCP does it (RFC 5681).
 */
export class Window {
  #limit: number;
  readonly #most: number;
  #underWay = 0;
  #answered = 0;
  /** Answers still to come before it may halve again: those of calls that were sent before it did. */
  #grace = 0;
  readonly #waiting: (() => void)[] = [];

  constructor({ start = 64, most = 400 }: WindowOptions = {}) {
    this.#most = Math.max(1, most);
    this.#limit = Math.min(Math.max(1, start), this.#most);
  }

  /** The present limit. */
  get limit(): number {
    return this.#limit;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** Waits for a place, then does the work. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#underWay++;
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** A peer has too many requests. */
  shrink(): void {
    if (this.#grace > 0) return;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#grace = this.#underWay;
    this.#answered = 0;
  }

  #leave(): void {
    this.#underWay--;
    if (this.#grace > 0) this.#grace--;
    else if (++this.#answered >= this.#limit && this.#waiting.length > 0) {
      this.#answered = 0;
      this.#limit = Math.min(this.#most, this.#limit + 1);
    }
    while (this.#underWay < this.#limit) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#underWay++;
      next();
    }
  }
}

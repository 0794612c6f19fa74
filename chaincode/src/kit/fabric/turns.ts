/**
 * How much may be under way, of all and of one caller (who may always have one call), and how much of one
 * caller may wait (one call always): a peer writes no block while calls of it wait.
 */
export interface Share {
  readonly most: number;
  readonly each: number;
  readonly waiting: number;
}

interface Waiting {
  readonly weight: number;
  readonly begin: () => void;
}

interface Caller {
  underWay: number;
  readonly waiting: Waiting[];
}

/**
 * Whose work is next when many ask for it at once: callers take turns, and each waits for its own work first.
 * So whoever sends a thousand calls, or large ones, delays itself, and others by little. It decides when a
 * call is carried out and never how: no result depends on it.
 */
export class Turns {
  readonly #share: Share;
  /** In the order in which they have their turn. */
  readonly #callers = new Map<string, Caller>();
  #underWay = 0;

  constructor(share: Share) {
    this.#share = share;
  }

  /**
   * Does the work when it is the caller's turn. Answers `undefined`, and does nothing, when too much of the
   * caller's waits already.
   */
  async run<T>(whose: string, weight: number, work: () => Promise<T>): Promise<T | undefined> {
    const caller = this.#callers.get(whose) ?? { underWay: 0, waiting: [] };
    const waits = caller.waiting.reduce((sum, call) => sum + call.weight, 0);
    if (waits > 0 && waits + weight > this.#share.waiting) return undefined;
    this.#callers.set(whose, caller);
    await new Promise<void>((begin) => {
      caller.waiting.push({ weight, begin });
      this.#next();
    });
    try {
      return await work();
    } finally {
      caller.underWay -= weight;
      this.#underWay -= weight;
      if (caller.underWay === 0 && caller.waiting.length === 0) this.#callers.delete(whose);
      this.#next();
    }
  }

  /** Begins what there is room for; one whose work was begun goes to the end. */
  #next(): void {
    for (let began = true; began; ) {
      began = false;
      for (const [whose, caller] of [...this.#callers]) {
        const [first] = caller.waiting;
        if (!first || !this.#hasRoom(caller, first.weight)) continue;
        caller.waiting.shift();
        caller.underWay += first.weight;
        this.#underWay += first.weight;
        this.#callers.delete(whose);
        this.#callers.set(whose, caller);
        first.begin();
        began = true;
      }
    }
  }

  /** Who has nothing under way never waits for others. */
  #hasRoom({ underWay }: Caller, weight: number): boolean {
    const { most, each } = this.#share;
    return underWay === 0 || (underWay + weight <= each && this.#underWay + weight <= most);
  }
}

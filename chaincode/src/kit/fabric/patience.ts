/** Waits so many milliseconds. Who starts the process gives it: what computes results has no timer. */
export type Rest = (ms: number) => Promise<void>;

/** In units of so many bytes of a call. A call that is carried out makes good for one. */
export interface Leniency {
  /** What may have been refused before the caller is not listened to. */
  readonly lenient: number;
  /** What is remembered at most. */
  readonly most: number;
  /** What is forgiven in a second. */
  readonly forgiven: number;
  /** Callers that are remembered. */
  readonly callers: number;
}

/**
 * Refusing what is large is work too: whoever sends very much that has to be refused is not listened to until
 * it is forgiven. It is told at once and never kept waiting: a peer writes no block while a call of it is
 * under way. No result depends on it.
 */
export class Patience {
  readonly #owed = new Map<string, number>();
  readonly #rest: Rest;
  readonly #leniency: Leniency;

  constructor(rest: Rest, leniency: Leniency) {
    this.#rest = rest;
    this.#leniency = leniency;
  }

  listensTo(whose: string): boolean {
    return (this.#owed.get(whose) ?? 0) <= this.#leniency.lenient;
  }

  /** Does the work, or answers `undefined` and does nothing when too much of the caller's was refused. */
  async run<T>(
    whose: string,
    weight: number,
    work: () => Promise<T>,
    isRefused: (answer: T) => boolean,
  ): Promise<T | undefined> {
    if (!this.listensTo(whose)) return undefined;
    const answer = await work();
    this.#remember(whose, isRefused(answer) ? weight : -1);
    return answer;
  }

  #remember(whose: string, units: number): void {
    const { most, callers } = this.#leniency;
    const before = this.#owed.get(whose);
    if (before === undefined && (units <= 0 || this.#owed.size >= callers)) return;
    this.#owed.set(whose, Math.min((before ?? 0) + units, most));
    if (before === undefined) void this.#forgive(whose);
  }

  async #forgive(whose: string): Promise<void> {
    for (let owed = 1; owed > 0; this.#owed.set(whose, owed)) {
      await this.#rest(1_000);
      owed = (this.#owed.get(whose) ?? 0) - this.#leniency.forgiven;
    }
    this.#owed.delete(whose);
  }
}

/** What takes less than this is not compared, in milliseconds: a block takes longer. */
const LEAST = 50;
/** By so much the memory of the fastest fades with each transaction: a network may become slower for good. */
const FADES = 1.0005;

/**
 * How many transactions may be under way before calls wait for each other: the most while they take as long
 * as they do alone, fewer while they take longer, because then the network has enough to do and fewer, larger
 * transactions are less work for it.
 */
export class Pace {
  readonly #most: number;
  #fastest = Number.POSITIVE_INFINITY;
  #latest = LEAST;

  constructor(most: number) {
    this.#most = Math.max(1, most);
  }

  get allowed(): number {
    const share = Math.min(1, this.#fastest / this.#latest);
    return Math.max(1, Math.round(this.#most * share));
  }

  /** A transaction took so many milliseconds from its sending to its block. */
  note(milliseconds: number): void {
    this.#latest = Math.max(LEAST, milliseconds);
    this.#fastest = Math.min(this.#fastest * FADES, this.#latest);
  }
}

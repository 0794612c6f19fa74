import type { How, WireCall } from '@roadbook/chaincode/api';
import type { Answer } from './call';

/** A call that waits to be sent. */
export interface Waiting {
  readonly call: WireCall;
  readonly how: How;
  /** Keys of the records that it is about. */
  readonly records: readonly string[];
  /** Its share of what one transaction may hold. */
  readonly share: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** A whole transaction, with what many thirds may be more than three of. */
const WHOLE = 1 + 1e-9;
/** Room for the frame of a list below the 1 000 000 characters that the contract reads. */
const MOST_CHARACTERS = 900_000;
const sizeOf = ({ request, secret = '' }: WireCall): number => request.length + secret.length + 100;

/**
 * Transactions of one kind that are under way, and the calls that wait for the next. A call on a record on
 * which another is under way waits for that one, so that the order of a caller's calls on it is kept.
 */
export class Lane {
  #waiting: Waiting[] = [];
  #underWay = 0;
  readonly #busy = new Map<string, number>();

  get underWay(): number {
    return this.#underWay;
  }

  push(one: Waiting): void {
    this.#waiting.push(one);
  }

  /** The calls of the next transaction, in their order; none when all that wait have to. */
  take(): readonly Waiting[] {
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    const blocked = new Set<string>();
    let [share, characters] = [0, 0];
    let full = false;
    for (const one of this.#waiting) {
      const waits = one.records.some((record) => this.#busy.has(record) || blocked.has(record));
      const size = sizeOf(one.call);
      full ||= taken.length > 0 && (share + one.share > WHOLE || characters + size > MOST_CHARACTERS);
      if (full || waits) {
        left.push(one);
        for (const record of one.records) blocked.add(record);
        continue;
      }
      taken.push(one);
      share += one.share;
      characters += size;
    }
    this.#waiting = left;
    if (taken.length > 0) this.#begin(taken);
    return taken;
  }

  #begin(taken: readonly Waiting[]): void {
    this.#underWay++;
    for (const { records } of taken)
      for (const record of records) this.#busy.set(record, (this.#busy.get(record) ?? 0) + 1);
  }

  /** The transaction of these calls is over. */
  end(taken: readonly Waiting[]): void {
    this.#underWay--;
    for (const { records } of taken)
      for (const record of records) {
        const others = (this.#busy.get(record) ?? 1) - 1;
        if (others > 0) this.#busy.set(record, others);
        else this.#busy.delete(record);
      }
  }
}

import type { Look } from '@roadbook/chaincode/api';
import { z } from 'zod';

/** What is read of a record: its kind, its schema. A table of any room is one. */
interface Table<R> {
  readonly kind: string;
  readonly schema: z.core.$ZodType<R>;
}

/** A record as it stands on the ledger, in JSON. */
export interface Stored {
  readonly kind: string;
  readonly id: readonly string[];
  readonly wire: unknown;
}

const separator = '\u0000';
const nameOf = (id: readonly string[]): string => id.join(separator);

type Bucket = Map<string, Stored>;

/** Records by kind, first part of the id, and id; decoded once. */
export class Records implements Look {
  readonly #kinds = new Map<string, Map<string, Bucket>>();
  readonly #decoded = new WeakMap<Stored, unknown>();

  put(stored: Stored): void {
    const { kind, id } = stored;
    const [first = ''] = id;
    const all = this.#kinds.get(kind) ?? new Map<string, Bucket>();
    const bucket = all.get(first) ?? new Map<string, Stored>();
    this.#kinds.set(kind, all.set(first, bucket.set(nameOf(id), stored)));
  }

  remove(kind: string, id: readonly string[]): void {
    const [first = ''] = id;
    const bucket = this.#kinds.get(kind)?.get(first);
    bucket?.delete(nameOf(id));
    if (bucket?.size === 0) this.#kinds.get(kind)?.delete(first);
  }

  at(kind: string, id: readonly string[]): Stored | undefined {
    return this.#kinds
      .get(kind)
      ?.get(id[0] ?? '')
      ?.get(nameOf(id));
  }

  find<R>({ kind, schema }: Table<R>, ...id: readonly string[]): R | undefined {
    const stored = this.at(kind, id);
    return stored && (this.decode(stored, schema) as R);
  }

  list<R>({ kind, schema }: Table<R>, ...prefix: readonly string[]): R[] {
    const [first] = prefix;
    const all =
      first === undefined ? this.of(kind) : [...(this.#kinds.get(kind)?.get(first)?.values() ?? [])];
    const found = all.filter(({ id }) => prefix.every((part, at) => id[at] === part));
    return found.map((stored) => this.decode(stored, schema) as R);
  }

  of(kind: string): Stored[] {
    return [...(this.#kinds.get(kind)?.values() ?? [])].flatMap((bucket) => [...bucket.values()]);
  }

  all(): Stored[] {
    return [...this.#kinds.keys()].flatMap((kind) => this.of(kind));
  }

  /** The record as the rooms read it. Throws when its schema does not take it. */
  decode(stored: Stored, schema: z.core.$ZodType): unknown {
    const known = this.#decoded.get(stored);
    if (known !== undefined) return known;
    const record = z.decode(schema, stored.wire);
    this.#decoded.set(stored, record);
    return record;
  }
}

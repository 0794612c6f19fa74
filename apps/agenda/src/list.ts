import { type Act, type Due, time } from '@roadbook/chaincode/api';
import type { Write } from '@roadbook/gateway';
import { lookersOf, looksOf, type Row, rowsOf } from './rows';
import { Records, type Stored } from './records';

/** One call that falls due. */
export interface Item {
  /** The same in every agenda: of the operation, the record that makes it due, and its moment. */
  readonly key: string;
  readonly room: string;
  readonly operation: string;
  /** Why it is due, in words. */
  readonly when: string;
  readonly kind: string;
  readonly id: readonly string[];
  /** From when on it is taken; empty when it is due at once. */
  readonly opens: string;
  readonly request: Act['request'];
}

/** How a call that was refused waits. */
export interface Held {
  /** How often it was refused. */
  readonly tries: number;
  /** Until when it rests, in milliseconds since 1970. */
  readonly until: number;
  readonly code: string;
}

/** The list as it is kept: the records that may make something due, and how far the ledger was read. */
export interface Kept {
  readonly v: 1;
  /** The next block to be read. */
  readonly next: string;
  readonly records: readonly (readonly [kind: string, id: readonly string[], wire: unknown])[];
  readonly held: Readonly<Record<string, Held>>;
  readonly done: readonly string[];
}

/** Whether a row of the kind looks at records of another. */
const looks = ({ kind }: Write): number =>
  Number((rowsOf.get(kind) ?? []).some(({ due }) => due.looks.length > 0));

const sourceOf = (kind: string, id: readonly string[]): string => JSON.stringify([kind, ...id]);

/**
 * What falls due, made of the records as they are written. Nothing in it is known nowhere else: it can be lost and
 * is read from the ledger again.
 */
export class List {
  readonly #org: string;
  readonly #records = new Records();
  readonly #items = new Map<string, readonly Item[]>();
  readonly #held = new Map<string, Held>();
  readonly #done = new Set<string>();
  /** The next block to be read. */
  next = 0n;

  constructor(org: string, kept?: Kept) {
    this.#org = org;
    if (!kept) return;
    this.next = BigInt(kept.next);
    for (const [kind, id, wire] of kept.records) this.#records.put({ kind, id, wire });
    for (const stored of this.#records.all()) this.#judge(stored);
    const known = new Set(this.items().map(({ key }) => key));
    for (const [key, held] of Object.entries(kept.held)) if (known.has(key)) this.#held.set(key, held);
    for (const key of kept.done) if (known.has(key)) this.#done.add(key);
  }

  /** Takes in what a block wrote. Answers what could not be read: records of a newer release. */
  take(writes: readonly Write[]): string[] {
    const last = new Map(writes.filter(({ index }) => !index).map((write) => [write.key, write]));
    // What rows look at stands before those rows look, whatever order the keys have.
    const ordered = [...last.values()].toSorted((one, other) => looks(one) - looks(other));
    return ordered.flatMap((write) => this.#write(write));
  }

  #write({ kind, id, after, removed }: Write): string[] {
    if (!rowsOf.has(kind) && !looksOf.has(kind)) return [];
    const source = sourceOf(kind, id);
    const before = this.#records.at(kind, id);
    const wasLookedAt = before !== undefined && this.#isLookedAt(before);
    this.#records.remove(kind, id);
    const stored = { kind, id, wire: after };
    const unread: string[] = [];
    if (removed) this.#drop(source);
    else
      try {
        this.#judge(stored);
      } catch {
        this.#drop(source);
        unread.push(source);
      }
    const isLookedAt = !removed && this.#isLookedAt(stored);
    if (isLookedAt || this.#items.has(source)) this.#records.put(stored);
    if (wasLookedAt || isLookedAt)
      for (const row of lookersOf.get(kind) ?? [])
        for (const other of this.#records.of(row.due.table.kind)) this.#judge(other);
    return unread;
  }

  /** Whether rows of others look at a record. */
  #isLookedAt(stored: Stored): boolean {
    return (looksOf.get(stored.kind) ?? []).some((kept) => {
      try {
        return kept.while(this.#records.decode(stored, kept.table.schema) as never);
      } catch {
        return false;
      }
    });
  }

  #judge(stored: Stored): void {
    const source = sourceOf(stored.kind, stored.id);
    const items = (rowsOf.get(stored.kind) ?? []).flatMap((row) => this.#itemsBy(row, stored));
    const keys = new Set(items.map(({ key }) => key));
    for (const { key } of this.#items.get(source) ?? []) if (!keys.has(key)) this.#forget(key);
    if (items.length > 0) this.#items.set(source, items);
    else this.#items.delete(source);
  }

  #itemsBy({ room, due, place }: Row, stored: Stored): Item[] {
    const record = this.#records.decode(stored, due.table.schema) as never;
    if (due.own && due.own(record) !== this.#org) return [];
    const { operation, when } = due as Due;
    const { kind, id } = stored;
    return due.acts(record, this.#records).map(({ after, request }) => {
      const same = request({ now: after ?? EPOCH, paymentId: '' });
      const key = JSON.stringify([`${room}.${operation}`, place, kind, id, after ?? '', same]);
      const opens = after === undefined ? '' : time.opensAfter(after);
      return { key, room, operation, when, kind, id, opens, request };
    });
  }

  #drop(source: string): void {
    for (const { key } of this.#items.get(source) ?? []) this.#forget(key);
    this.#items.delete(source);
  }

  #forget(key: string): void {
    this.#held.delete(key);
    this.#done.delete(key);
  }

  /** All that is on the list, the first due first. */
  items(): Item[] {
    return this.before().toSorted((one, other) =>
      one.opens < other.opens ? -1 : Number(one.opens > other.opens),
    );
  }

  /** What is due by an instant, in any order; without one all that is on the list. */
  before(now = '9999'): Item[] {
    const due: Item[] = [];
    for (const items of this.#items.values())
      for (const item of items) if (item.opens <= now && !this.#done.has(item.key)) due.push(item);
    return due;
  }

  has({ key, kind, id }: Item): boolean {
    const items = this.#items.get(sourceOf(kind, id)) ?? [];
    return !this.#done.has(key) && items.some((one) => one.key === key);
  }

  heldBy({ key }: Item): Held | undefined {
    return this.#held.get(key);
  }

  /** It was refused, and rests. */
  hold(item: Item, held: Held): void {
    if (this.has(item)) this.#held.set(item.key, held);
  }

  /** It was sent, and what it writes may leave its record as it was: it is not due again before that changes. */
  finish(item: Item): void {
    this.#held.delete(item.key);
    if (this.has(item)) this.#done.add(item.key);
  }

  /** As it is kept. */
  kept(): Kept {
    const records = this.#records.all().map(({ kind, id, wire }) => [kind, id, wire] as const);
    return {
      ...{ v: 1, next: String(this.next), records },
      ...{ held: Object.fromEntries(this.#held), done: [...this.#done] },
    };
  }
}

const EPOCH = '1970-01-01T00:00:00.000Z';

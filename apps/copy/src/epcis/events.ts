import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../store/database';
import type { EventQuery, Place } from './condition';
import { type DeclarationRow, type EventRow, type Recorded, recordedOf } from './recorded';
import { countEvents, hasValue, selectChanges, selectEvents, selectValues } from './statement';

export interface Found {
  readonly place: Place;
  readonly recorded: Recorded;
}

type Row = Readonly<Record<string, unknown>>;

/** The events of parts in a copy, by what they are found by. */
export class Events {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The last transaction that captured an event or declared one wrong, as far as the copy has come. */
  async last(): Promise<{ readonly blockNumber: string; readonly txId: string } | undefined> {
    const [row] = await this.#all(sql`SELECT block, tx_id FROM epcis.events ORDER BY changed DESC LIMIT 1`);
    return row && { blockNumber: String(row['block']), txId: String(row['tx_id']) };
  }

  /** Of which ledger it is a copy. */
  async ledger(): Promise<string | undefined> {
    const [row] = await this.#all(sql`SELECT first_hash FROM ledger.copy`);
    return (row?.['first_hash'] as string | null | undefined) ?? undefined;
  }

  /** A page of the events of a query; `more` tells whether there are others. */
  async find(
    query: EventQuery,
    after: Place | undefined,
    size: number,
  ): Promise<{ found: Found[]; more: boolean }> {
    const rows = await this.#all(selectEvents(query, after, size));
    const found = rows.slice(0, size).map((row) => ({
      place: { seq: Number(row['seq']), ...(query.orderBy && { at: String(row['at']) }) },
      recorded: recordedIn(row),
    }));
    return { found, more: rows.length > size };
  }

  /**
   * The events of a query that were captured or declared wrong after a change, in that order; the changes are
   * numbered alike in every copy.
   */
  async changes(
    query: EventQuery,
    after: number,
    size: number,
  ): Promise<{ events: Recorded[]; last: number; more: boolean }> {
    const rows = await this.#all(selectChanges(query, after, size));
    const page = rows.slice(0, size);
    return {
      events: page.map(recordedIn),
      last: Number(page.at(-1)?.['changed'] ?? after),
      more: rows.length > size,
    };
  }

  async lastChange(): Promise<number> {
    const [row] = await this.#all(sql`SELECT coalesce(max(changed), 0) AS last FROM epcis.events`);
    return Number(row?.['last']);
  }

  async count(query: EventQuery): Promise<number> {
    const [row] = await this.#all(countEvents(query));
    return Number(row?.['count']);
  }

  /** Values of facets in their order, from after one on. */
  async values(names: readonly string[], after: string, size: number): Promise<string[]> {
    return (await this.#all(selectValues(names, after, size))).map((row) => String(row['value']));
  }

  async has(names: readonly string[], value: string): Promise<boolean> {
    return (await this.#all(hasValue(names, value))).length > 0;
  }

  async size(): Promise<number> {
    const [row] = await this.#all(sql`SELECT count(*) AS count FROM epcis.events`);
    return Number(row?.['count']);
  }

  /** Whether the copy has what a transaction wrote. */
  async holds(txId: string): Promise<boolean> {
    const found = await this.#all(
      sql`SELECT 1 AS found FROM ledger.transactions WHERE tx_id = ${txId} LIMIT 1`,
    );
    return found.length > 0;
  }

  async #all(statement: RawBuilder<unknown>): Promise<readonly Row[]> {
    return (await statement.execute(this.#database)).rows as readonly Row[];
  }
}

const recordedIn = (row: Row): Recorded =>
  recordedOf(row['event'] as EventRow, (row['declarations'] ?? []) as readonly DeclarationRow[]);

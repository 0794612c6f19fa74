import { DatabaseSync } from 'node:sqlite';
import type { Checkpoint } from '@roadbook/gateway';
import { makePrivate } from '../../organisation/home';
import { facetsOf, type Recorded } from './facets';
import type { Query } from '../query/query';
import { fieldFacetsOf, fieldMeasuresOf } from './fields';
import { distinct, measuresOf, sensorFacetsOf } from './sensors';
import { countEvents, type Position, selectChanges, selectEvents, type Statement } from './sql';

/** Form of the tables; a file of another form is made anew from the ledger. */
const FORM = 4;

const TABLES = `
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, event_at TEXT NOT NULL, recorded_at TEXT NOT NULL, declared INTEGER NOT NULL,
    changed INTEGER NOT NULL UNIQUE, document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_by_time ON events (event_at, seq);
  CREATE INDEX events_by_record ON events (recorded_at, seq);
  CREATE INDEX events_declared ON events (seq) WHERE declared = 1;
  CREATE TABLE facets (
    name TEXT NOT NULL, value TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events, PRIMARY KEY (name, value, event)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX facets_by_event ON facets (event);
  CREATE TABLE measures (
    name TEXT NOT NULL, unit TEXT NOT NULL, value REAL NOT NULL, event INTEGER NOT NULL REFERENCES events,
    PRIMARY KEY (name, unit, value, event)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX measures_by_event ON measures (event);
  CREATE TABLE checkpoint (only INTEGER PRIMARY KEY CHECK (only = 1), block TEXT NOT NULL, tx TEXT NOT NULL) STRICT;
  CREATE TABLE ledger (only INTEGER PRIMARY KEY CHECK (only = 1), id TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${FORM};
`;
const FORGET =
  'DELETE FROM facets; DELETE FROM measures; DELETE FROM events; DELETE FROM checkpoint; DELETE FROM ledger;';

export interface Found {
  readonly position: Position;
  readonly recorded: Recorded;
}

/** Opens a file of ours, with its tables, for this process alone; `:memory:` for one that is not kept. */
export function openDatabase(file: string, form: number, tables: string): DatabaseSync {
  if (file !== ':memory:') makePrivate(file);
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
  database.exec('PRAGMA busy_timeout = 2000; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;');
  const held = database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (held === 0) within(database, () => database.exec(tables));
  else if (held !== form) throw new FormUnknown(`form ${String(held)}, not ${form}`);
  return database;
}

/** A file that another version of the server made. */
export class FormUnknown extends Error {}

/** Does the work in one transaction of the database: all of it or nothing. */
export function within<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const done = work();
    database.exec('COMMIT');
    return done;
  } catch (error) {
    // When the disk is full, SQLite may have ended the transaction by itself.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * A copy of the EPCIS events of the ledger, by which they are found. It is derived: its file may be deleted
 * at any time. The checkpoint is written in the same database transaction as what was derived up to it, so
 * that a crash neither loses nor doubles an event.
 */
export class Projection {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = openDatabase(file, FORM, TABLES);
  }

  checkpoint(): Checkpoint | undefined {
    const row = this.#one({ text: 'SELECT block, tx FROM checkpoint', values: [] });
    return row && { blockNumber: String(row['block']), txId: String(row['tx']) };
  }

  /** Of which ledger it is a copy. */
  ledger(): string | undefined {
    const row = this.#one({ text: 'SELECT id FROM ledger', values: [] });
    return row && String(row['id']);
  }

  /** Forgets everything and begins a copy of this ledger. */
  begin(ledger: string): void {
    within(this.#database, () => {
      this.#database.exec(FORGET);
      this.#database.prepare('INSERT INTO ledger VALUES (1, ?)').run(ledger);
    });
  }

  /**
   * Records what a transaction told, and how far the copy has come with it. An event known before is replaced
   * in its place.
   */
  record(events: readonly Recorded[], { blockNumber, txId }: Checkpoint): void {
    within(this.#database, () => {
      for (const event of events) this.#put(event);
      this.#database
        .prepare(
          'INSERT INTO checkpoint VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET block = excluded.block, tx = ' +
            'excluded.tx',
        )
        .run(blockNumber, txId);
    });
  }

  #put(recorded: Recorded): void {
    const { eventId, eventAt, recordedAt, declarations } = recorded;
    const row = this.#database
      .prepare(
        `INSERT INTO events (id, event_at, recorded_at, declared, changed, document)
         VALUES (?, ?, ?, ?, (SELECT coalesce(max(changed), 0) + 1 FROM events), ?)
         ON CONFLICT (id) DO UPDATE SET declared = excluded.declared, changed = excluded.changed, document = excluded.document
         RETURNING seq`,
      )
      .get(eventId, eventAt, recordedAt, declarations.length > 0 ? 1 : 0, JSON.stringify(recorded));
    const seq = Number(row?.['seq']);
    for (const table of ['facets', 'measures'])
      this.#database.prepare(`DELETE FROM ${table} WHERE event = ?`).run(seq);
    const facet = this.#database.prepare('INSERT INTO facets VALUES (?, ?, ?)');
    for (const [name, value] of distinct([
      ...facetsOf(recorded),
      ...sensorFacetsOf(recorded),
      ...fieldFacetsOf(recorded),
    ]))
      facet.run(name, value, seq);
    const measure = this.#database.prepare('INSERT INTO measures VALUES (?, ?, ?, ?)');
    for (const [name, unit, value] of distinct([...measuresOf(recorded), ...fieldMeasuresOf(recorded)]))
      measure.run(name, unit, value, seq);
  }

  /** A page of the events of a query; `more` tells whether there are others. */
  find(query: Query, after: Position | undefined, size: number): { found: Found[]; more: boolean } {
    const rows = this.#all(selectEvents(query, after, size)).map((row) => ({
      position: { seq: Number(row['seq']), ...(query.orderBy && { at: String(row['at']) }) },
      recorded: JSON.parse(String(row['document'])) as Recorded,
    }));
    return { found: rows.slice(0, size), more: rows.length > size };
  }

  /**
   * The events of a query that were captured or declared wrong after a change, in that order; the changes are
   * numbered alike in every copy.
   */
  changes(query: Query, after: number, size: number): { events: Recorded[]; last: number; more: boolean } {
    const rows = this.#all(selectChanges(query, after, size));
    const page = rows.slice(0, size);
    return {
      events: page.map((row) => JSON.parse(String(row['document'])) as Recorded),
      last: Number(page.at(-1)?.['changed'] ?? after),
      more: rows.length > size,
    };
  }

  lastChange(): number {
    return Number(
      this.#one({ text: 'SELECT coalesce(max(changed), 0) AS last FROM events', values: [] })?.['last'],
    );
  }

  count(query: Query): number {
    return Number(this.#one(countEvents(query))?.['count']);
  }

  /** Values of a facet in their order, from after one on. */
  values(names: readonly string[], after: string, size: number): string[] {
    const marks = names.map(() => '?').join(', ');
    const text = `SELECT DISTINCT value FROM facets WHERE name IN (${marks}) AND value > ? ORDER BY value LIMIT ?`;
    return this.#all({ text, values: [...names, after, size] }).map((row) => String(row['value']));
  }

  has(names: readonly string[], value: string): boolean {
    const text = `SELECT 1 AS found FROM facets WHERE name IN (${names.map(() => '?').join(', ')}) AND value = ? LIMIT 1`;
    return this.#one({ text, values: [...names, value] }) !== undefined;
  }

  size(): number {
    return Number(this.#one({ text: 'SELECT count(*) AS count FROM events', values: [] })?.['count']);
  }

  close(): void {
    this.#database.close();
  }

  #all({ text, values }: Statement) {
    return this.#database.prepare(text).all(...values);
  }

  #one({ text, values }: Statement) {
    return this.#database.prepare(text).get(...values);
  }
}

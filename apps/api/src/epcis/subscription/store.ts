import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Schedule } from './schedule';

export const STANDING_TABLES = `
  CREATE TABLE standing (
    id TEXT PRIMARY KEY, query TEXT NOT NULL REFERENCES queries, user TEXT NOT NULL, dest TEXT NOT NULL, token TEXT, schedule TEXT,
    empty INTEGER NOT NULL, since TEXT, created_at TEXT NOT NULL, notified_at TEXT, position INTEGER NOT NULL, ledger TEXT NOT NULL
  ) STRICT;
`;

/** Somebody who is told of the events of a named query: by the second if there is no schedule. */
export interface Subscription {
  readonly id: string;
  readonly query: string;
  readonly user: string;
  /** Where events are sent. */
  readonly dest: string;
  /** The secret with which what is sent is signed. Never told again. */
  readonly token: string | undefined;
  readonly schedule: Schedule | undefined;
  /** Whether it is told, at the times of its schedule, that there is nothing new. */
  readonly empty: boolean;
  /** Only events recorded from here on. */
  readonly since: string | undefined;
  readonly createdAt: string;
  readonly notifiedAt: string | undefined;
  /** The last change of the copy that was told, and of which ledger the copy was. */
  readonly position: number;
  readonly ledger: string;
}

type Row = Readonly<Record<string, SQLOutputValue>>;
const maybe = (held: SQLOutputValue | undefined): string | undefined =>
  typeof held === 'string' ? held : undefined;

/** The subscriptions of all queries, in the database of the desk. */
export class Standing {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  add(one: Subscription): void {
    this.#database
      .prepare('INSERT INTO standing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        one.id,
        one.query,
        one.user,
        one.dest,
        one.token ?? null,
        one.schedule ? JSON.stringify(one.schedule) : null,
        one.empty ? 1 : 0,
        one.since ?? null,
        one.createdAt,
        null,
        one.position,
        one.ledger,
      );
  }

  /** Notes what was told. */
  told(id: string, position: number, ledger: string, at: string): void {
    this.#database
      .prepare('UPDATE standing SET position = ?, ledger = ?, notified_at = ? WHERE id = ?')
      .run(position, ledger, at, id);
  }

  remove(id: string): void {
    this.#database.prepare('DELETE FROM standing WHERE id = ?').run(id);
  }

  all(): Subscription[] {
    return this.#database.prepare('SELECT * FROM standing ORDER BY created_at, id').all().map(subscriptionIn);
  }

  ofQuery(query: string): Subscription[] {
    return this.all().filter((one) => one.query === query);
  }

  find(id: string): Subscription | undefined {
    return this.#database.prepare('SELECT * FROM standing WHERE id = ?').all(id).map(subscriptionIn)[0];
  }
}

const subscriptionIn = (row: Row): Subscription => ({
  id: String(row['id']),
  query: String(row['query']),
  user: String(row['user']),
  dest: String(row['dest']),
  token: maybe(row['token']),
  schedule: typeof row['schedule'] === 'string' ? (JSON.parse(row['schedule']) as Schedule) : undefined,
  empty: row['empty'] === 1,
  since: maybe(row['since']),
  createdAt: String(row['created_at']),
  notifiedAt: maybe(row['notified_at']),
  position: Number(row['position']),
  ledger: String(row['ledger']),
});

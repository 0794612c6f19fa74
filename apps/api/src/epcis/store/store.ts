import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Behaviour, Item } from '../capture/document';
import { openDatabase, within } from './database';
import { Standing, STANDING_TABLES } from '../subscription/store';

const FORM = 1;
const TABLES = `
  CREATE TABLE captures (
    id TEXT PRIMARY KEY, nr INTEGER NOT NULL UNIQUE, user TEXT NOT NULL, behaviour TEXT NOT NULL, created_at TEXT NOT NULL, finished_at TEXT,
    fresh INTEGER NOT NULL DEFAULT 0, known INTEGER NOT NULL DEFAULT 0, declared INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX captures_by_user ON captures (user, nr);
  CREATE TABLE items (capture TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL, things INTEGER NOT NULL, PRIMARY KEY (capture, at)) STRICT, WITHOUT ROWID;
  CREATE TABLE errors (capture TEXT NOT NULL, at INTEGER NOT NULL, problem TEXT NOT NULL, PRIMARY KEY (capture, at)) STRICT, WITHOUT ROWID;
  CREATE TABLE queries (name TEXT PRIMARY KEY, user TEXT NOT NULL, query TEXT NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${FORM};
`;
/** The place of what a document says beside its events; most errors that are told of one job. */
const HEAD = -1;
const MOST_ERRORS = 1_000;
/** Finished jobs are told for so long (milliseconds), and of one user so many: nobody fills the disk. */
const KEPT_MS = 30 * 86_400_000;
const MOST_KEPT = 500;

/** What a capture did to the events of its document. */
export interface Tally {
  readonly fresh: number;
  readonly known: number;
  readonly declared: number;
}
export interface Wrong {
  readonly at: number;
  readonly problem: object;
}
export interface Job extends Tally {
  readonly id: string;
  readonly nr: number;
  readonly user: string;
  readonly behaviour: Behaviour;
  readonly createdAt: string;
  readonly finishedAt: string | undefined;
  /** How many events went wrong, and what is told of the first ones. */
  readonly refused: number;
  readonly errors: readonly Wrong[];
}
export interface NamedQuery {
  readonly name: string;
  readonly user: string;
  readonly query: Readonly<Record<string, unknown>>;
}

type Row = Readonly<Record<string, SQLOutputValue>>;

/**
 * What only this server knows: documents on their way to the ledger, what became of them, and named queries.
 * Survives a crash.
 */
export class Desk {
  readonly #database: DatabaseSync;
  /** Who is told of new events. */
  readonly standing: Standing;

  constructor(file: string) {
    this.#database = openDatabase(file, FORM, TABLES + STANDING_TABLES);
    this.#database.exec('PRAGMA synchronous = FULL;');
    this.standing = new Standing(this.#database);
  }

  /** Takes a document: from here on it is not lost. Old finished jobs are forgotten. */
  accept(
    job: Pick<Job, 'id' | 'user' | 'behaviour' | 'createdAt'> & { readonly head?: string | undefined },
    items: readonly Item[],
    errors: readonly Wrong[],
  ): void {
    const { id, user, behaviour, createdAt, head } = job;
    within(this.#database, () => {
      this.#forget(new Date(Date.parse(createdAt) - KEPT_MS).toISOString(), user);
      this.#run(
        'INSERT INTO captures (id, nr, user, behaviour, created_at) VALUES (?, (SELECT coalesce(max(nr), ' +
          '0) + 1 FROM captures), ?, ?, ?)',
        id,
        user,
        behaviour,
        createdAt,
      );
      if (head !== undefined) this.#run('INSERT INTO items VALUES (?, ?, ?, ?)', id, HEAD, head, 0);
      for (const { at, text, things } of items)
        this.#run('INSERT INTO items VALUES (?, ?, ?, ?)', id, at, text, things);
      this.#putErrors(id, errors);
    });
  }

  /** Notes what a transaction did: its items are done. */
  note(id: string, done: readonly Item[], tally: Tally, errors: readonly Wrong[] = []): void {
    within(this.#database, () => {
      for (const { at } of done) this.#run('DELETE FROM items WHERE capture = ? AND at = ?', id, at);
      const { fresh, known, declared } = tally;
      this.#run(
        'UPDATE captures SET fresh = fresh + ?, known = known + ?, declared = declared + ? WHERE id = ?',
        fresh,
        known,
        declared,
        id,
      );
      this.#putErrors(id, errors);
    });
  }

  finish(id: string, at: string): void {
    within(this.#database, () => {
      this.#run('DELETE FROM items WHERE capture = ?', id);
      this.#run('UPDATE captures SET finished_at = ? WHERE id = ?', at, id);
    });
  }

  job(id: string): Job | undefined {
    return this.#jobs('WHERE id = ?', id)[0];
  }

  /** The jobs of a user after one of them, newest first. */
  jobsOf(user: string, before: number, size: number): Job[] {
    return this.#jobs('WHERE user = ? AND nr < ? ORDER BY nr DESC LIMIT ?', user, before, size);
  }

  /** Jobs that are not finished, in the order in which they came. */
  unfinished(): Job[] {
    return this.#jobs('WHERE finished_at IS NULL ORDER BY nr');
  }

  /** How many jobs are not finished, of a user or of all. */
  waiting(user?: string): number {
    const all = 'SELECT count(*) AS count FROM captures WHERE finished_at IS NULL';
    const [row] = user === undefined ? this.#all(all) : this.#all(`${all} AND user = ?`, user);
    return Number(row?.['count']);
  }

  /** What the document of a job says beside its events. */
  headOf(id: string): string | undefined {
    const [row] = this.#all('SELECT text FROM items WHERE capture = ? AND at = ?', id, HEAD);
    return row && String(row['text']);
  }

  itemsOf(id: string): Item[] {
    return this.#all('SELECT at, text, things FROM items WHERE capture = ? AND at >= 0 ORDER BY at', id).map(
      (row) => ({
        at: Number(row['at']),
        text: String(row['text']),
        things: Number(row['things']),
      }),
    );
  }

  query(name: string): NamedQuery | undefined {
    return this.#all('SELECT * FROM queries WHERE name = ?', name).map(queryIn)[0];
  }

  queries(after: string, size: number): NamedQuery[] {
    return this.#all('SELECT * FROM queries WHERE name > ? ORDER BY name LIMIT ?', after, size).map(queryIn);
  }

  countQueries(): number {
    return Number(this.#all('SELECT count(*) AS count FROM queries')[0]?.['count']);
  }

  /** False when there is one of that name. */
  addQuery({ name, user, query }: NamedQuery): boolean {
    return (
      this.#run(
        'INSERT INTO queries VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        name,
        user,
        JSON.stringify(query),
      ) > 0
    );
  }

  /** Removes a query with everybody who is told of its events. */
  removeQuery(name: string): void {
    within(this.#database, () => {
      for (const { id } of this.standing.ofQuery(name)) this.standing.remove(id);
      this.#run('DELETE FROM queries WHERE name = ?', name);
    });
  }

  close(): void {
    this.#database.close();
  }

  #jobs(where: string, ...values: (string | number)[]): Job[] {
    return this.#all(`SELECT * FROM captures ${where}`, ...values).map((row) => ({
      id: String(row['id']),
      nr: Number(row['nr']),
      user: String(row['user']),
      behaviour: row['behaviour'] as Behaviour,
      createdAt: String(row['created_at']),
      finishedAt: row['finished_at'] === null ? undefined : String(row['finished_at']),
      fresh: Number(row['fresh']),
      known: Number(row['known']),
      declared: Number(row['declared']),
      refused: Number(
        this.#all('SELECT count(*) AS count FROM errors WHERE capture = ?', String(row['id']))[0]?.['count'],
      ),
      errors: this.#all(
        'SELECT at, problem FROM errors WHERE capture = ? ORDER BY at LIMIT ?',
        String(row['id']),
        MOST_ERRORS,
      ).map((one) => ({
        at: Number(one['at']),
        problem: JSON.parse(String(one['problem'])) as object,
      })),
    }));
  }

  #putErrors(id: string, errors: readonly Wrong[]): void {
    for (const { at, problem } of errors)
      this.#run(
        'INSERT INTO errors VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        id,
        at,
        JSON.stringify(problem),
      );
  }

  #forget(before: string, user: string): void {
    const [eldest] = this.#all(
      'SELECT nr FROM captures WHERE user = ? AND finished_at IS NOT NULL ORDER BY nr DESC LIMIT 1 OFFSET ?',
      user,
      MOST_KEPT,
    );
    const old = 'finished_at < ? OR (user = ? AND finished_at IS NOT NULL AND nr <= ?)';
    const values = [before, user, Number(eldest?.['nr'] ?? -1)] as const;
    this.#run(`DELETE FROM errors WHERE capture IN (SELECT id FROM captures WHERE ${old})`, ...values);
    this.#run(`DELETE FROM captures WHERE ${old}`, ...values);
  }

  #run(text: string, ...values: (string | number)[]): number {
    return Number(this.#database.prepare(text).run(...values).changes);
  }

  #all(text: string, ...values: (string | number)[]): Row[] {
    return this.#database.prepare(text).all(...values);
  }
}

const queryIn = (row: Row): NamedQuery => ({
  name: String(row['name']),
  user: String(row['user']),
  query: JSON.parse(String(row['query'])) as NamedQuery['query'],
});

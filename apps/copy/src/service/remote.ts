import { existsSync, readFileSync } from 'node:fs';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { CopyFault, type FaultCode } from '../fault';
import type { CopyHome } from '../home';
import type { Database, Tables } from '../store/database';
import type { Answered, Question } from '../store/reading';
import type { Health } from './door';

/** A copy that another program of this machine keeps. */
export interface Remote {
  query(question: Question): Promise<Answered>;
  health(): Promise<Health>;
  metrics(): Promise<string>;
  forget(): Promise<void>;
}

/** Longest wait for an answer, in milliseconds. */
const PATIENCE_MS = 70_000;
const HEALTH_MS = 5_000;

/** The copy behind the door of who keeps it. Throws COPY_STOPPED when nobody answers there. */
export function remoteCopy(home: CopyHome): Remote {
  async function ask(path: string, body?: object): Promise<Response> {
    const { port, secret } = doorOf(home);
    try {
      return await fetch(`http://127.0.0.1:${port}${path}`, {
        ...(body && {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { Authorization: `Bearer ${secret}` },
        }),
        signal: AbortSignal.timeout(body ? PATIENCE_MS : HEALTH_MS),
      });
    } catch {
      throw stopped(home);
    }
  }
  async function told<T>(answered: Response): Promise<T> {
    const said = (await answered.json()) as T & { code?: FaultCode; message?: string; cure?: string };
    if (!answered.ok) throw new CopyFault(said.code ?? 'COPY_STOPPED', said.message ?? '', said.cure ?? '');
    return said;
  }
  return {
    query: async (question) => (await told<{ rows: Answered }>(await ask('/query', question))).rows,
    health: async () => await told<Health>(await ask('/health')),
    metrics: async () => await (await ask('/metrics')).text(),
    forget: async () => void (await told(await ask('/forget', {}))),
  };
}

function doorOf(home: CopyHome): { port: number; secret: string } {
  if (!existsSync(home.door)) throw stopped(home);
  return JSON.parse(readFileSync(home.door, 'utf8')) as { port: number; secret: string };
}

const stopped = ({ org }: CopyHome): CopyFault =>
  new CopyFault(
    'COPY_STOPPED',
    `Nobody keeps the copy of ${org} now.`,
    `scripts/up starts it where the topology says so; else scripts/copy --org ${org}.`,
  );

/** A database that is asked over a door: queries that read, one at a time. */
export const databaseOver = (remote: Pick<Remote, 'query'>): Database =>
  new Kysely<Tables>({ dialect: new DoorDialect(remote) });

class DoorDialect implements Dialect {
  readonly #remote: Pick<Remote, 'query'>;

  constructor(remote: Pick<Remote, 'query'>) {
    this.#remote = remote;
  }

  createDriver = (): Driver => new DoorDriver(this.#remote);
  createQueryCompiler = () => new PostgresQueryCompiler();
  createAdapter = () => new PostgresAdapter();
  createIntrospector = (database: Kysely<never>) => new PostgresIntrospector(database as never);
}

class DoorDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(remote: Pick<Remote, 'query'>) {
    this.#connection = {
      async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
        return { rows: (await remote.query({ text: sql, values: parameters })) as R[] };
      },
      streamQuery: () => refuse('stream'),
    } as DatabaseConnection;
  }

  init = async (): Promise<void> => {};
  acquireConnection = async (): Promise<DatabaseConnection> => this.#connection;
  releaseConnection = async (): Promise<void> => {};
  destroy = async (): Promise<void> => {};
  beginTransaction = async (): Promise<void> => refuse('transaction');
  commitTransaction = async (): Promise<void> => refuse('transaction');
  rollbackTransaction = async (): Promise<void> => refuse('transaction');
}

function refuse(what: string): never {
  throw new CopyFault(
    'QUERY_REFUSED',
    `There is no ${what} over the door of a copy.`,
    'Ask one query that reads.',
  );
}

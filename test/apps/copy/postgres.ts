import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** Where PostgreSQL's own programs are: of the oldest that is known to do, or later. */
export const programs: string | undefined = [
  ...(process.env['PG_BIN'] ? [process.env['PG_BIN']] : []),
  ...(existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`)
    : []),
  ...['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin', '/usr/local/pgsql/bin'],
].find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));

/** Says once why tests of PostgreSQL are left out. */
export const ifPostgres = programs
  ? describe
  : (process.stderr.write('no PostgreSQL on this machine: its tests are skipped\n'), describe.skip);

/** PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const asNobody = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

/** A PostgreSQL of its own on loopback; `address` makes a fresh database in it. */
export async function openPostgres() {
  const folder = mkdtempSync(join(isRoot ? '/tmp' : tmpdir(), 'roadbook-pg-'));
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const data = join(folder, 'data');
  execFileSync(
    join(programs ?? '', 'initdb'),
    ['-D', data, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
    {
      ...asNobody,
      stdio: 'ignore',
    },
  );
  const port = await freePort();
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${folder}`,
    '-c',
    'fsync=off',
  ];
  const server = spawn(join(programs ?? '', 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...asNobody,
    stdio: 'ignore',
  });
  const at = (name: string) => `postgres://owner@127.0.0.1:${port}/${name}`;
  const ask = async (name: string, text: string) => {
    const client = new pg.Client({ connectionString: at(name) });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
  for (let tries = 0; ; tries++)
    try {
      await ask('postgres', 'SELECT 1');
      break;
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((next) => setTimeout(next, 50));
    }
  let count = 0;
  return {
    at,
    ask,
    async address(): Promise<string> {
      const name = `copy${++count}`;
      await ask('postgres', `CREATE DATABASE ${name}`);
      return at(name);
    },
    async close() {
      server.kill('SIGINT');
      await new Promise((done) => server.once('exit', done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Postgres = Awaited<ReturnType<typeof openPostgres>>;

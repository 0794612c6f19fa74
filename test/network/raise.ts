import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '..', '..');

export type Raised = {
  readonly home: string;
  /** What the processes of a test must have in their environment to meet this network. */
  readonly env: Readonly<Record<string, string>>;
  /** Run a door of scripts/ on this network; its standard output. */
  readonly run: (command: string, ...args: readonly string[]) => Promise<string>;
  /** The same as from another machine: its own home, and the organisations whose nodes it runs. */
  readonly machine: (home: string, organisations: string) => Raised['run'];
  /** End it and leave nothing behind. */
  readonly lower: () => Promise<void>;
};

/**
 * A network of one's own on free ports; `batchInterval` and `chaincode` replace those of the topology. Its
 * organisations have agendas, and it is watched over, when that is wished: elsewhere nobody acts but the test.
 */
export async function raise(
  wish: { batchInterval?: string; chaincode?: string; agenda?: boolean; watch?: boolean } = {},
): Promise<Raised> {
  const scratch = mkdtempSync(join(tmpdir(), 'roadbook-network-'));
  const home = join(scratch, 'home');
  const topology = join(scratch, 'topology.yaml');
  const chaincode = wish.chaincode ?? join(repository, 'chaincode');
  const text = readFileSync(join(repository, 'network', 'topology.yaml'), 'utf8')
    .replace(/^batchInterval: .*$/m, (line) =>
      wish.batchInterval ? `batchInterval: ${wish.batchInterval}` : line,
    )
    .replace('folder: ../chaincode', `folder: ${JSON.stringify(chaincode)}`)
    .replace('founding: true', `founding: ${wish.chaincode === undefined}`)
    .replace('agenda: true', `agenda: ${wish.agenda === true}`)
    .replace('watch: true', `watch: ${wish.watch === true}`);
  writeFileSync(topology, text);
  const env = {
    ROADBOOK_HOME: home,
    ROADBOOK_TOPOLOGY: topology,
    ROADBOOK_PORT_OFFSET: String(await freeOffset()),
  };
  const runWith =
    (own: Readonly<Record<string, string>>) =>
    (command: string, ...args: readonly string[]) =>
      new Promise<string>((done, fail) => {
        const options = { env: { ...process.env, ...env, ...own, NO_COLOR: '1' }, maxBuffer: 2 ** 26 };
        execFile(join(repository, 'scripts', command), args, options, (error, stdout, stderr) =>
          error ? fail(new Error(`scripts/${command}: ${stderr.slice(-3000)}`)) : done(stdout),
        );
      });
  const run = runWith({});
  const machine = (place: string, organisations: string) =>
    runWith({ ROADBOOK_HOME: place, ROADBOOK_ORGANISATIONS: organisations });
  const lower = async () => {
    await run('reset', '--yes').finally(() => rmSync(scratch, { recursive: true, force: true }));
  };
  try {
    await run('up', '--json');
  } catch (error) {
    await lower().catch(() => undefined);
    throw error;
  }
  return { home, env, run, machine, lower };
}

/** Far from where people's own networks are, and every port of it free. */
async function freeOffset(): Promise<number> {
  for (let attempt = 0; attempt < 16; attempt++) {
    const offset = 8000 + 1000 * ((process.pid + attempt * 7) % 16);
    const ports = [71, 72, 73, 74, 75, 76, 77].flatMap((org) =>
      [1, 10, 40, 60].map((port) => org * 100 + port + offset),
    );
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return offset;
  }
  throw new Error('no free ports for a network of its own');
}

const isFree = (port: number) =>
  new Promise<boolean>((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });

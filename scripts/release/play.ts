import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Fault } from '../fault';

const entries = () =>
  (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry && !entry.includes('node_modules'));
export const find = (program: string) =>
  entries()
    .map((entry) => join(entry, program))
    .find((file) => existsSync(file));
export function mustFind(program: string): string {
  const found = find(program);
  if (!found) throw new Fault(`${program} is not on PATH`, `install ${program}, then run this again`);
  return found;
}

export const says = (command: string, ...args: readonly string[]) =>
  execFileSync(command, args, { encoding: 'utf8' }).trim();

/** How this machine reaches the registries of npm and Go; nothing else of the environment is taken along. */
function reach(): Record<string, string> {
  const taken = [
    'http_proxy',
    'https_proxy',
    'no_proxy',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'NODE_EXTRA_CA_CERTS',
  ];
  const given = taken.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  const go = (['GOPROXY', 'GOSUMDB', 'GONOSUMDB'] as const).map(
    (name) => [name, says(mustFind('go'), 'env', name)] as const,
  );
  const registry = says(mustFind('npm'), 'config', 'get', 'registry');
  return Object.fromEntries(
    [...given, ...go, ['npm_config_registry', registry] as const].filter(([, value]) => value),
  );
}

export const settings = () => ({
  ...reach(),
  ROADBOOK_PORT_OFFSET: process.env['ROADBOOK_PORT_OFFSET'] ?? '12000',
});

/** What is played there, in the clone: each line is a step, and the first that fails is the last. */
const steps = (tests: boolean) => [
  ...[
    `for compiler in ${compilers.join(' ')}; do ! command -v $compiler || exit 9; done`,
    './scripts/start --json >/dev/null',
  ],
  ...[
    './scripts/doctor --json >/dev/null',
    './scripts/start --json >/dev/null',
    './scripts/stop --json >/dev/null',
  ],
  ...(tests ? ['./scripts/test --fast --json >/dev/null'] : []),
  './scripts/reset --yes --json >/dev/null',
];

export type Played = { readonly step: string; readonly seconds: number };

/**
 * The steps as a script that marks the beginning of each with a line of its own, and leaves nothing running,
 * however it ends.
 */
export const script = (tree: string, tests: boolean) =>
  [
    ...['set -e', 'umask 022', `cd ${tree}`, "trap 'exit 130' INT TERM"],
    "trap 'ended=$?; ROADBOOK_BUILT=1 ./scripts/reset --yes >/dev/null 2>&1 || true; exit $ended' EXIT",
    ...steps(tests).flatMap((step, at) => [`echo "@${at} $(date +%s)"`, step]),
    'echo "@end $(date +%s)"',
  ].join('\n');

export function play(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  tests: boolean,
): Promise<Played[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', process.stderr] });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      told += part;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const begun = [...told.matchAll(/^@\S+ (\d+)$/gm)].map(([, at]) => Number(at));
      const played = begun
        .slice(1)
        .map((at, index) => ({ step: steps(tests)[index] ?? '', seconds: at - (begun[index] ?? at) }));
      const failed = steps(tests)[played.length] ?? 'the end';
      if (code === 0) resolve(played);
      else
        reject(
          new Fault(
            `without a compiler this ended with ${code}: ${failed}\n${told.slice(-2000)}`,
            'what it said stands above',
          ),
        );
    });
  });
}

/** What a machine has that nobody has prepared; no compiler is among it. */
export const tools = [
  ...[
    'sh',
    'env',
    'uname',
    'dirname',
    'basename',
    'cmp',
    'cat',
    'cp',
    'mv',
    'ln',
    'ls',
    'mkdir',
    'mktemp',
    'chmod',
    'rm',
  ],
  ...['sed', 'grep', 'find', 'sort', 'head', 'tail', 'cut', 'tr', 'wc', 'id', 'date', 'sleep', 'tar', 'gzip'],
  ...['git', 'node', 'npm', 'go'],
];
export const compilers = ['cc', 'gcc', 'c99', 'clang', 'g++', 'c++'];

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programs } from '../node/fabric';
import { repository } from '../home';
import { refuseMachine } from '../health/machine';
import { answer, green, red, say, seconds } from '../say';

type Sum = { passed: number; failed: number; skipped: number };
type Check = { readonly title: string; readonly args: readonly string[]; readonly jest?: boolean };

// Bytes outside the heap count among the rest of the memory: by itself V8 marks a worker's whole heap, which grows with each
// file, for every 64 MB of them, and requests of a megabyte then took ten times as long.
const HEAP = '--external-memory-accounted-in-global-limit';
const bin = (name: string) => join(repository, 'node_modules', '.bin', name);
const fastChecks: readonly Check[] = [
  { title: 'format', args: [bin('biome'), 'format', '.'] },
  { title: 'lint', args: [bin('oxlint'), '--type-aware', '--deny-warnings'] },
  { title: 'types', args: [bin('tsc'), '-b'] },
  { title: 'types of the tests', args: [bin('tsc'), '-p', 'test/tsconfig.json'] },
  {
    title: 'unit tests',
    args: [process.execPath, HEAP, bin('jest'), '--selectProjects', 'unit', '--passWithNoTests'],
    jest: true,
  },
];
const slowChecks: readonly Check[] = [
  {
    title: 'tests on a real network',
    args: [bin('jest'), '--selectProjects', 'network', '--runInBand', '--passWithNoTests'],
    jest: true,
  },
];

/** Every check runs, whatever the ones before it said; each counts as one, a jest run as its tests. */
export async function checkAll({ json, fast }: { json: boolean; fast: boolean }) {
  const began = performance.now();
  const scratch = mkdtempSync(join(tmpdir(), 'roadbook-test-'));
  const sum: Sum = { passed: 0, failed: 0, skipped: 0 };
  const results: { title: string; ok: boolean; seconds: number }[] = [];
  try {
    if (!fast) {
      refuseMachine();
      // Built here, where the progress can be seen.
      await programs();
    }
    for (const check of fast ? fastChecks : [...fastChecks, ...slowChecks]) {
      const at = performance.now();
      say(`… ${check.title}`);
      const report = join(scratch, `${results.length}.json`);
      const [command = '', ...args] = check.jest
        ? [...check.args, '--json', `--outputFile=${report}`]
        : check.args;
      const code = await run(command, args);
      const counted = check.jest
        ? countJest(report, code)
        : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
      for (const key of ['passed', 'failed', 'skipped'] as const) sum[key] += counted[key];
      const ok = code === 0;
      results.push({ title: check.title, ok, seconds: Math.round((performance.now() - at) / 100) / 10 });
      say(`${ok ? green('✓') : red('✗')} ${check.title} ${seconds(at)}`);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  if (sum.failed > 0 || results.some((one) => !one.ok)) process.exitCode = 1;
  say(
    `\n${results.map((one) => `${one.ok ? green('✓') : red('✗')} ${one.title}`).join('\n')}\n${seconds(began)}`,
  );
  answer(
    json,
    { ok: !process.exitCode, ...sum, results },
    () => `${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`,
  );
}

/** What the tools say goes to the terminal as they say it; jest's JSON report goes to its file. */
function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      PATH: `${join(repository, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
      ROADBOOK_BUILT: '1',
    };
    const child = spawn(command, args, {
      cwd: repository,
      env,
      stdio: ['ignore', process.stderr, process.stderr],
    });
    child.on('error', (error) => {
      say(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** A test file that does not even load is one failure more than jest's own count of tests. */
function countJest(report: string, code: number): Sum {
  if (!existsSync(report)) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  type Report = {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    numRuntimeErrorTestSuites: number;
  };
  const found = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const failed = found.numFailedTests + found.numRuntimeErrorTestSuites;
  return {
    passed: found.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: found.numPendingTests + found.numTodoTests,
  };
}

import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { birthOf } from '../before/lock';
import { Fault } from '../fault';
import { type Home, makeDirectory, readJson, writePrivate } from '../home';

/** `born` tells a process from a later one that got the same number. */
export type Running = {
  readonly id: string;
  readonly pid: number;
  readonly born: string;
  readonly what?: string;
};

export type Command = {
  readonly id: string;
  /** Which version it is, where that matters. */
  readonly what?: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
};

export { birthOf };

/** Where it stands which process bears an id; written when it is started. */
export const runFile = (home: Home, id: string) => home.path('run', `${id}.json`);
export const logFile = (home: Home, id: string) => home.path('logs', `${id}.log`);
const logLimit = 32 * 1024 * 1024;

/** A file that a power cut emptied names no process. */
function knownIn(file: string): Running | undefined {
  try {
    return readJson<Running>(file);
  } catch {
    return undefined;
  }
}

/** The process with this id that we started and that still lives. */
export function running(home: Home, id: string): Running | undefined {
  const file = runFile(home, id);
  const known = knownIn(file);
  if (known && birthOf(known.pid) === known.born) return known;
  rmSync(file, { force: true });
  return undefined;
}

export function allRunning(home: Home): Running[] {
  if (!existsSync(home.path('run'))) return [];
  const ids = readdirSync(home.path('run')).filter((name) => name.endsWith('.json'));
  return ids.map((name) => running(home, name.slice(0, -5))).filter((found) => found !== undefined);
}

/** Start it unless it runs; true when it was started now. */
export function launch(home: Home, { id, what, command, args, env, cwd }: Command): boolean {
  if (running(home, id)) return false;
  makeDirectory(home.path('logs'));
  const log = logFile(home, id);
  if (existsSync(log) && statSync(log).size > logLimit) renameSync(log, `${log}.old`);
  const out = openSync(log, 'a', 0o600);
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', out, out] });
  closeSync(out);
  child.on('error', () => undefined);
  child.unref();
  const born = child.pid === undefined ? undefined : birthOf(child.pid);
  if (child.pid === undefined || born === undefined)
    throw new Fault(`${id} did not start: ${lastWords(home, id)}`, `look at ${log}`);
  writePrivate(runFile(home, id), JSON.stringify({ id, pid: child.pid, born, what }));
  return true;
}

/** This process bears the id from now on; it was started by hand, or by the system. */
export function claim(home: Home, id: string): void {
  const born = birthOf(process.pid);
  if (born !== undefined) writePrivate(runFile(home, id), JSON.stringify({ id, pid: process.pid, born }));
}

export function lastWords(home: Home, id: string, lines = 6): string {
  const log = logFile(home, id);
  if (!existsSync(log)) return 'it said nothing';
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/** Why a process ended: its last complaint, not the stack below it. */
export function complaint(home: Home, id: string): string {
  const lines = lastWords(home, id, 60).split('\n');
  const found = lines.filter((line) => /\b(PANI|FATA|ERRO)\b|^panic: |Error: /.test(line)).slice(-2);
  return (found.length > 0 ? found : lines.slice(-6)).join('\n');
}

/** Ask politely, wait, then insist. Only processes that we started are touched. */
export async function end(home: Home, found: Running, patience = 10_000) {
  const lives = () => birthOf(found.pid) === found.born;
  for (const [signal, wait] of [
    ['SIGTERM', patience],
    ['SIGKILL', 10_000],
  ] as const) {
    if (lives()) process.kill(found.pid, signal);
    for (const until = performance.now() + wait; lives() && performance.now() < until; ) await sleep(25);
  }
  if (lives())
    throw new Fault(
      `process ${found.pid} (${found.id}) does not end`,
      `look at it with: ps -fp ${found.pid}`,
    );
  rmSync(runFile(home, found.id), { force: true });
}

/** Wait until `ready` is true; a process that dies meanwhile is the fault, and its last words are told. */
export async function waitFor(home: Home, id: string, ready: () => Promise<boolean>, patience = 30_000) {
  for (const until = performance.now() + patience; ; ) {
    if (await ready().catch(() => false)) return;
    if (!running(home, id))
      throw new Fault(`${id} stopped by itself:\n${complaint(home, id)}`, `its log is ${logFile(home, id)}`);
    if (performance.now() > until)
      throw new Fault(
        `${id} did not become ready in ${patience / 1000} s:\n${lastWords(home, id)}`,
        `its log is ${logFile(home, id)}`,
      );
    await sleep(30);
  }
}

/**
 * Memory in bytes, where the system tells it; pages shared by several processes are shared out among them.
 */
export function memoryOf(pid: number): number | undefined {
  for (const [file, line] of [
    [`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+) kB/m],
    [`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB/m],
  ] as const)
    try {
      const kilobytes = line.exec(readFileSync(file, 'utf8'))?.[1];
      if (kilobytes !== undefined) return Number(kilobytes) * 1024;
    } catch {}
  return undefined;
}

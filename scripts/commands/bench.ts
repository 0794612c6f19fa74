import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { deploy } from '../chaincode/deploy';
import { programs } from '../node/fabric';
import { Fault, Misuse } from '../fault';
import type { Home } from '../home';
import { pageOf } from '../measure/before';
import { howMany, networkNow, peaks } from '../measure/census';
import { alone, drive, type Pace, type Round } from '../measure/drive';
import { figure } from '../measure/figures';
import { raiseGround } from '../measure/network';
import { baseOf, openPlan, type Plan, rowNames, type Wish } from '../measure/plan';
import { type Line, linesOf, machineOf, type Report, type Rounds, targetsOf } from '../measure/report';
import { numbers, type Row } from '../measure/row';
import { SAMPLES_INTERVAL, stockFolder, stockRows } from '../measure/rows/stock';
import { describe, noteFile, writeNote } from '../measure/table';
import { answer, faint, say } from '../say';

export type BenchOptions = Wish & {
  readonly rounds: number;
  readonly seconds: number;
  /** Calls one at a time, over all rounds, for the latency alone. */
  readonly alone: number;
  /** Measure the network of this ROADBOOK_HOME instead of one of its own. */
  readonly here: boolean;
  readonly keep: boolean;
  readonly write: boolean;
  /** A commit whose figures stand beside. */
  readonly compare?: string;
  readonly json: boolean;
};

export const benchUsage =
  'bench [--write] [--rounds N] [--seconds N] [--inflight N] [--batches N] [--payers N] [--alone N] ' +
  '[--only row,…] [--compare commit] [--here] [--keep]';

const standard = { rounds: 3, seconds: 10, inflight: 128, batches: 6, payers: 200, alone: 30 };
const switches = {
  here: { type: 'boolean' },
  keep: { type: 'boolean' },
  write: { type: 'boolean' },
} as const;
const text = { type: 'string' } as const;
export const benchOptions = {
  ...{ rounds: text, seconds: text, inflight: text, batches: text, payers: text, alone: text, only: text },
  compare: text,
  ...switches,
};

export function readOptions(
  texts: Readonly<Record<string, string>>,
  flags: ReadonlySet<string>,
  json: boolean,
): BenchOptions {
  const read = (name: keyof typeof standard, most: number): number => {
    const value = Number(texts[name] ?? standard[name]);
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new Misuse(`--${name} ${texts[name]} is not possible`, `give a whole number from 1 to ${most}`);
    return value;
  };
  return {
    ...{ rounds: read('rounds', 20), seconds: read('seconds', 600), alone: read('alone', 1000) },
    ...{ inFlight: read('inflight', 1000), batches: read('batches', 40), payers: read('payers', 400) },
    only: (texts['only'] ?? '').split(',').filter(Boolean).map(known),
    ...(texts['compare'] !== undefined && { compare: texts['compare'] }),
    ...{ here: flags.has('here'), keep: flags.has('keep'), write: flags.has('write'), json },
  };
}

function known(asked: string): string {
  const name = asked.replace(/x(?=\d)/, '×');
  const sizes: readonly number[] | undefined = Object.entries(rowNames).find(
    ([row]) => row === baseOf(name),
  )?.[1];
  const size = name.split('×')[1];
  if (!sizes || (size !== undefined && !sizes.includes(Number(size))))
    throw new Misuse(`--only ${asked}: there is no such row`, `one of ${Object.keys(rowNames).join(', ')}`);
  return name;
}

/** Measures ours beside stock, on a network of its own, and says it in one table. */
export async function bench(home: Home, options: BenchOptions) {
  if (!existsSync('/proc/self/stat'))
    throw new Fault('CPU and memory are read from /proc, and there is none', 'run it on Linux');
  const before =
    options.compare === undefined ? undefined : { commit: options.compare, figures: pageOf(options.compare) };
  const load = loadavg()[0] ?? 0;
  if (load > 0.7) say(`the machine is busy (load ${load.toFixed(1)}): only the ratios will mean something`);
  const ground = options.here ? undefined : await raiseGround(options.keep);
  try {
    const measured = await measure(ground?.home ?? home, options, load, ground?.firstCommit);
    if (wantsSamples(options)) await ground?.lower();
    const samples = wantsSamples(options) ? await measureSamples(options, measured.lines) : undefined;
    const report = { ...measured, ...(samples && { samples }), ...(before && { before }) };
    answer(options.json, report, () => describe(report));
    if (options.write) {
      writeNote(report);
      say(`written to ${noteFile}`);
    }
    if (report.till && report.till.confirmed !== report.till.received)
      throw new Fault(
        'payments were lost',
        'the ledger and its clients disagree: keep the network (--keep) and look at it',
      );
  } finally {
    await ground?.lower();
  }
}

const wantsSamples = ({ only, here, keep }: BenchOptions): boolean =>
  !here && !keep && (only.length === 0 || only.includes('stock-samples'));

/** The stock pair on a network whose blocks come as those of the public samples do. */
async function measureSamples(options: BenchOptions, lines: readonly Line[]): Promise<Line | undefined> {
  const ground = await raiseGround(false, SAMPLES_INTERVAL);
  try {
    await deploy(ground.home, await programs(), 'stock', stockFolder);
    const { rows, close } = stockRows(ground.home, Date.now().toString(36), options.inFlight);
    const [row] = rows;
    if (!row) return undefined;
    const pace = { warm: 3, seconds: options.seconds };
    const rounds = [await drive(ground.home, row, pace)];
    const [line] = linesOf([{ row, rounds, alone: await alone(row, 5) }]);
    close();
    const stock = lines.find(({ name }) => name === 'stock');
    return (
      line && {
        ...line,
        ...{ name: 'stock-samples', says: `stock on a network with a block every ${SAMPLES_INTERVAL}` },
        ...(stock && { rateRatio: line.rate / stock.rate, aloneRatio: line.alone / stock.alone }),
      }
    );
  } finally {
    await ground.lower();
  }
}

async function measure(
  home: Home,
  options: BenchOptions,
  load: number,
  firstCommit?: number,
): Promise<Report> {
  await deploy(home, await programs(), 'stock', stockFolder);
  const before = networkNow(home);
  const plan = await openPlan(home, options);
  try {
    const { all, most } = await playRounds(home, plan, options);
    const lines = linesOf(all);
    const network = { before, most };
    const till = plan.till && { ...(await plan.till.audit()), ...tillOf(all) };
    const { rounds, seconds, inFlight, batches } = options;
    return {
      machine: machineOf(),
      load: [load, loadavg()[0] ?? 0],
      pace: { rounds, seconds, inFlight, batches },
      ...(firstCommit !== undefined && { firstCommit }),
      lines,
      targets: targetsOf(lines, till, network, firstCommit),
      peaks: peaks(home),
      processes: howMany(home),
      network,
      ...(till && { till }),
    };
  } finally {
    await plan.close();
  }
}

/** Every row in turn, and again: what slows the machine down for a while slows them all down. */
async function playRounds(home: Home, { rows }: Plan, { rounds, seconds, alone: calls }: BenchOptions) {
  const found = new Map<Row, { rounds: Round[]; alone: number[] }>(
    rows.map((row) => [row, { rounds: [], alone: [] }]),
  );
  let most = 0;
  for (const round of numbers(rounds)) {
    say(`round ${round + 1} of ${rounds}`);
    for (const row of rows) {
      const kept = found.get(row);
      const pace: Pace = { warm: Math.min(3, Math.max(1, seconds / 4)), seconds };
      const end = await row.around?.();
      const result = await drive(home, row, pace).finally(() => end?.());
      most = Math.max(most, networkNow(home));
      kept?.rounds.push(result);
      kept?.alone.push(
        ...(row.sort === 'hot' || row.around ? [] : await alone(row, Math.ceil(calls / rounds))),
      );
      say(
        `  ${row.name.padEnd(14)}${figure(result.rate).padStart(8)}/s  p50 ${result.under.p50.toFixed(0)} ms ${faint(failed(result))}`,
      );
    }
  }
  const all: Rounds[] = rows.map((row) => ({ row, rounds: [], alone: [], ...found.get(row) }));
  return { all, most };
}

const failed = ({ failures, failure }: Round): string =>
  failures > 0 ? `${failures} failed: ${failure}` : '';

function tillOf(all: readonly Rounds[]) {
  const rounds = all.find(({ row }) => row.sort === 'hot')?.rounds ?? [];
  const calls = rounds.reduce((sum, round) => sum + round.calls, 0);
  const retries = rounds.reduce((sum, round) => sum + round.retries * round.calls, 0);
  return {
    failed: rounds.reduce((sum, { failures }) => sum + failures, 0),
    retries: calls === 0 ? 0 : retries / calls,
  };
}

import { cpus, totalmem } from 'node:os';
import type { Before } from './before';
import type { ByKind } from './census';
import { median, type Spread, spreadOf } from './figures';
import type { Round } from './drive';
import type { Row } from './row';

/** What a row came to over all rounds: medians; ratios are to the stock row of the same round. */
export type Line = Pick<Row, 'name' | 'says' | 'sort' | 'inFlight' | 'items'> & {
  readonly rate: number;
  readonly rateRatio?: number;
  readonly under: Spread;
  readonly alone: number;
  readonly aloneRatio?: number;
  readonly cpu: ByKind;
  readonly kept: number;
  readonly retries: number;
  readonly failures: number;
  readonly failure?: string;
};

export type Target = { readonly says: string; readonly found: string; readonly met: boolean };

export type Report = {
  readonly machine: string;
  readonly load: readonly [before: number, after: number];
  readonly pace: {
    readonly rounds: number;
    readonly seconds: number;
    readonly inFlight: number;
    readonly batches: number;
  };
  readonly firstCommit?: number;
  readonly lines: readonly Line[];
  /** Stock on a network with the block interval of the public samples. */
  readonly samples?: Line;
  /** Figures of an earlier commit, by the name of the row. */
  readonly before?: { readonly commit: string; readonly figures: ReadonlyMap<string, Before> };
  readonly targets: readonly Target[];
  readonly peaks: ByKind;
  readonly processes: ByKind;
  /**
   * MB of the whole network, shared pages counted once: before the first load, and the most that was seen
   * after a row.
   */
  readonly network: { readonly before: number; readonly most: number };
  readonly till?: {
    readonly confirmed: number;
    readonly received: number;
    readonly failed: number;
    readonly retries: number;
  };
};

export type Rounds = {
  readonly row: Row;
  readonly rounds: readonly Round[];
  readonly alone: readonly number[];
};

const middle = <K extends string>(all: readonly Readonly<Record<K, number>>[]): Record<K, number> =>
  Object.fromEntries(
    Object.keys(all[0] ?? {}).map((key) => [key, median(all.map((one) => one[key as K]))]),
  ) as Record<K, number>;

const ratio = (value: number, base: number | undefined): number | undefined =>
  base ? value / base : undefined;

export function linesOf(all: readonly Rounds[]): Line[] {
  const stock = all.find(({ row }) => row.name === 'stock');
  return all.map(({ row, rounds, alone }) => {
    const { name, says, sort, inFlight, items } = row;
    const ratios = rounds.flatMap(({ rate }, at) => ratio(rate, stock?.rounds[at]?.rate) ?? []);
    const aloneRatio = ratio(spreadOf(alone).p50, stock && spreadOf(stock.alone).p50);
    const failure = rounds.find((round) => round.failure !== undefined)?.failure;
    return {
      ...{ name, says, sort, inFlight, items },
      rate: median(rounds.map(({ rate }) => rate)),
      ...(ratios.length > 0 && { rateRatio: median(ratios) }),
      under: middle(rounds.map(({ under }) => under)),
      alone: spreadOf(alone).p50,
      ...(aloneRatio !== undefined && alone.length > 0 && { aloneRatio }),
      cpu: middle(rounds.map(({ cpu }) => cpu)),
      kept: median(rounds.map(({ kept }) => kept)),
      retries: median(rounds.map(({ retries }) => retries)),
      failures: rounds.reduce((sum, { failures }) => sum + failures, 0),
      ...(failure !== undefined && { failure }),
    };
  });
}

const factor = (value: number): string => `${value.toFixed(2)} ×`;

/** What was promised of the bench, and whether it holds. */
export function targetsOf(
  lines: readonly Line[],
  till: Report['till'],
  network: Report['network'],
  firstCommit?: number,
): Target[] {
  const found: Target[] = [];
  const expect = (says: string, value: string, met: boolean) => found.push({ says, found: value, met });
  for (const { name, sort, rateRatio, aloneRatio } of lines) {
    if (sort === 'felt' && rateRatio !== undefined)
      expect(`${name}: at least 7 × the throughput of stock`, factor(rateRatio), rateRatio >= 7);
    if (sort === 'felt' && aloneRatio !== undefined)
      expect(`${name}: alone within 1.1 × the latency of stock`, factor(aloneRatio), aloneRatio <= 1.1);
    if (name.startsWith('capture×') && rateRatio !== undefined)
      expect(`${name}: at least 15 × the throughput of stock`, factor(rateRatio), rateRatio >= 15);
  }
  const calm = lines.find(({ name }) => name === 'calm')?.under.p99;
  for (const { name, under } of lines)
    if (calm && name.startsWith('siege'))
      expect(`${name}: p99 at most 2 × that in peace`, factor(under.p99 / calm), under.p99 <= 2 * calm);
  if (till) {
    const lost = till.failed + Math.abs(till.confirmed - till.received);
    expect('hot: no payment is lost', `${lost} of ${till.confirmed + till.failed}`, lost === 0);
    expect('hot: at most 5 retries on average', till.retries.toFixed(2), till.retries <= 5);
  }
  if (firstCommit !== undefined)
    expect('first committed transaction within 15 s', `${firstCommit.toFixed(1)} s`, firstCommit <= 15);
  expect(
    'the whole network under 1 GB before the load',
    `${network.before.toFixed(0)} MB`,
    network.before < 1024,
  );
  return found;
}

export const machineOf = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../fault';
import { repository } from '../home';
import { type ByKind, kinds } from './census';
import { READINGS } from './rows/anchors';
import { figure } from './figures';
import type { Line, Report } from './report';

/** Columns padded, so that the text is read as easily as the rendered table. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, at) => (at === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

const times = (value: number | undefined): string => (value === undefined ? '–' : `${value.toFixed(2)} ×`);
const millis = (value: number): string => (value === 0 ? '–' : value.toFixed(0));

const whole = (cpu: ByKind): number => kinds.reduce((sum, kind) => sum + cpu[kind], 0);

/** What a program feels that asks for nothing, beside stock; and what it costs. */
const felt = ({ lines, samples, before }: Report): string => {
  const shown = [
    ...(samples ? [samples] : []),
    ...lines.filter(({ sort }) => ['stock', 'felt'].includes(sort)),
  ];
  const was = (name: string) => before?.figures.get(name);
  return table(
    [
      ...['what is called', 'operations/s', '× stock', 'p50 ms under load', 'alone p50 ms', '× stock alone'],
      ...['CPU ms, all', 'kB a peer'],
      ...(before ? [`operations/s at ${before.commit}`, '× stock then'] : []),
    ],
    shown.map((line) => [
      ...[`${line.name}: ${line.says}`, figure(line.rate), times(line.rateRatio), millis(line.under.p50)],
      ...[millis(line.alone), times(line.aloneRatio), whole(line.cpu).toFixed(2), line.kept.toFixed(1)],
      ...(before ? [was(line.name)?.rate ?? '–', was(line.name)?.ratio ?? '–'] : []),
    ]),
  );
};

/** Lists of calls: how fast, and what a call of them costs. */
const lists = (lines: readonly Line[]): string =>
  table(
    [
      'calls in one transaction',
      'calls/s',
      '× stock',
      'p50 ms a list',
      'CPU ms a call, all',
      'kB a call on each peer',
    ],
    lines
      .filter(({ sort }) => sort === 'together')
      .map((line) => [
        ...[`${line.items}`, figure(line.rate), times(line.rateRatio), millis(line.under.p50)],
        ...[whole(line.cpu).toFixed(2), line.kept.toFixed(1)],
      ]),
  );

const speed = (lines: readonly Line[]): string =>
  table(
    [
      'row',
      'in flight',
      'operations/s',
      '× stock',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'alone p50 ms',
      '× stock',
      'retries',
      'failed',
    ],
    lines.map((line) => [
      `${line.name}: ${line.says}`,
      `${line.inFlight}`,
      figure(line.rate),
      times(line.rateRatio),
      ...[line.under.p50, line.under.p95, line.under.p99, line.alone].map(millis),
      ['batch', 'together', 'hot'].includes(line.sort) ? '–' : times(line.aloneRatio),
      line.retries.toFixed(2),
      `${line.failures}`,
    ]),
  );

const work = (lines: readonly Line[], processes: ByKind): string =>
  table(
    ['CPU ms an operation', ...kinds.map((kind) => `${processes[kind]} ${kind}`), 'all'],
    lines.map(({ name, cpu }) => [name, ...kinds.map((kind) => cpu[kind].toFixed(3)), whole(cpu).toFixed(2)]),
  );

const memory = ({ peaks, processes, network }: Report): string =>
  [
    table(
      ['Peak memory, MB', ...kinds.map((kind) => `${processes[kind]} ${kind}`)],
      [['sum of the peaks of each process', ...kinds.map((kind) => peaks[kind].toFixed(0))]],
    ),
    `\nThe whole network (without client and stock chaincode, shared pages counted once) took ${network.before.toFixed(0)} MB before the load and at most ${network.most.toFixed(0)} MB after a row.`,
  ].join('\n');

/** The result in Markdown, which is also what the terminal shows. */
export function describe(report: Report): string {
  const { machine, load, pace, firstCommit, lines, targets, till } = report;
  const anchors = lines.find(({ name }) => name === 'anchor');
  const busy =
    load[0] > 0.7
      ? ' **The machine was busy with other things when it began: read the ratios, not the rates.**'
      : '';
  const failed = lines.flatMap(({ name, failure }) =>
    failure === undefined ? [] : [`- ${name}: ${failure}`],
  );
  return [
    `Machine: ${machine}. Load average ${load[0].toFixed(1)} before, ${load[1].toFixed(1)} after.${busy}`,
    `${pace.rounds} rounds of ${pace.seconds} s a row, the rows in turn; figures are medians of the rounds, ratios are to the stock row of the same round.`,
    firstCommit === undefined
      ? ''
      : `From nothing to the first committed transaction: ${firstCommit.toFixed(1)} s.`,
    `\n### What a program feels that asks for nothing\n\n${felt(report)}`,
    lines.some(({ sort }) => sort === 'together')
      ? `\n### Together: transfers and notices in one transaction, all or nothing\n\n${lists(lines)}`
      : '',
    `\n### Every row\n\n${speed(lines)}`,
    `\n${work(lines, report.processes)}`,
    anchors
      ? `\nReadings anchored: ${figure(anchors.rate * READINGS)} a second (${READINGS} under one root).`
      : '',
    `\n${memory(report)}`,
    till
      ? `\nHot account: ${till.confirmed} payments were confirmed to their payers, the merchant holds ${till.received} of them, ${till.failed} failed.`
      : '',
    `\n${table(
      ['target', 'found', ''],
      targets.map(({ says, found, met }) => [says, found, met ? 'met' : '**not met**']),
    )}`,
    failed.length > 0 ? `\nFirst failure of a row:\n${failed.join('\n')}` : '',
  ]
    .filter(Boolean)
    .join('\n');
}

const [begin, end] = ['<!-- bench -->', '<!-- /bench -->'];
export const noteFile = join(repository, 'docs', 'bench.md');

/** Puts the result between the markers of the note. */
export function writeNote(report: Report) {
  const text = existsSync(noteFile) ? readFileSync(noteFile, 'utf8') : '';
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from)
    throw new Fault(`${noteFile} has no place for the table`, `put the lines ${begin} and ${end} into it`);
  writeFileSync(noteFile, `${text.slice(0, from + begin.length)}\n${describe(report)}\n${text.slice(to)}`);
}

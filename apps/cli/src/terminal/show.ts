import { money, type Money } from '@roadbook/chaincode/api';
import { listing, type Paper, table } from './layout';

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `1,250,000.00 EUR`. */
export function showMoney(value: Money): string {
  const [figure = '', code = ''] = money.show(value).split(' ');
  const [whole = '', part] = figure.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${part === undefined ? '' : `.${part}`} ${code}`;
}

function asMoney(value: unknown): Money | undefined {
  if (!isPlain(value) || Object.keys(value).length !== 2) return undefined;
  const read = money.signedMoney.safeDecode(value as never);
  return read.success ? read.data : undefined;
}

/** `11990 km`: a figure and its unit belong on one line. */
function asMeasure(value: unknown): string | undefined {
  if (!isPlain(value) || Object.keys(value).length !== 2) return undefined;
  const { value: figure, unit } = value;
  return typeof figure === 'number' && typeof unit === 'string' ? `${figure} ${unit}` : undefined;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/;

/** `94822` parts per million are 9.4822 %. */
export const showPpm = (ppm: number): string => `${ppm / 10_000} %`;

/**
 * A value that fits on a line: amounts with their decimals, instants as people write them. `undefined` for
 * the others.
 */
export function brief(value: unknown, name = ''): string | undefined {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'string') return value.replace(INSTANT, '$1 $2 UTC');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return /ppm$/i.test(name) ? showPpm(value) : String(value);
  const amount = asMoney(value);
  if (amount) return showMoney(amount);
  const measure = asMeasure(value);
  if (measure !== undefined) return measure;
  if (Array.isArray(value)) {
    const items = value.map((item) => (Array.isArray(item) || isPlain(item) ? undefined : brief(item)));
    if (items.every((item) => item !== undefined)) return items.length === 0 ? 'none' : items.join(', ');
  }
  return isPlain(value) && Object.keys(value).length === 0 ? 'nothing' : undefined;
}

/** A record as people read it: one line a field, lists of records as tables where they fit. */
export function show(paper: Paper, value: unknown, by = 2): string {
  const short = brief(value);
  if (short !== undefined) return ' '.repeat(by) + short;
  if (Array.isArray(value)) return showList(paper, value, by);
  return showFields(paper, value as Plain, by);
}

function showFields(paper: Paper, record: Plain, by: number): string {
  const blocks: string[] = [];
  let lines: string[][] = [];
  const flush = (): void => {
    if (lines.length > 0) blocks.push(listing(paper, lines, by));
    lines = [];
  };
  const widest = Math.max(
    0,
    ...Object.entries(record).map(([name, held]) => (brief(held, name) === undefined ? 0 : name.length)),
  );
  for (const [name, held] of Object.entries(record)) {
    const short = brief(held, name);
    if (short !== undefined) lines.push([paper.faint(name.padEnd(widest)), short]);
    else {
      flush();
      blocks.push(`${' '.repeat(by)}${paper.faint(name)}\n${show(paper, held, by + 2)}`);
    }
  }
  flush();
  return blocks.join('\n');
}

function showList(paper: Paper, list: readonly unknown[], by: number): string {
  return (
    asTable(paper, list, by) ??
    list
      .map((item, at) => `${' '.repeat(by)}${paper.faint(`${at + 1}.`)}\n${show(paper, item, by + 2)}`)
      .join('\n')
  );
}

function asTable(paper: Paper, list: readonly unknown[], by: number): string | undefined {
  if (!list.every(isPlain)) return undefined;
  const names = [...new Set(list.flatMap((item) => Object.keys(item)))];
  const cells = list.map((item) => names.map((name) => (name in item ? brief(item[name], name) : '')));
  if (cells.flat().includes(undefined)) return undefined;
  const isFigure = (name: string): boolean =>
    list.every((item) => typeof item[name] === 'number' || asMoney(item[name]) !== undefined);
  const right = new Set(names.flatMap((name, at) => (isFigure(name) ? [at] : [])));
  return table(paper, names, cells as string[][], { by, right });
}

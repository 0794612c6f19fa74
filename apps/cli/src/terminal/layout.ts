import { stripVTControlCharacters } from 'node:util';
import type { Terminal } from './terminal';

/** What a text is laid out on: its width, and emphasis where colours are wanted. */
export interface Paper {
  readonly width: number;
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly odd: (text: string) => string;
}

export function paperOf({ columns, colour }: Pick<Terminal, 'columns' | 'colour'>): Paper {
  const paint = (on: number, off: number) => (text: string) =>
    colour && text ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  return {
    width: columns,
    bold: paint(1, 22),
    faint: paint(2, 22),
    good: paint(32, 39),
    bad: paint(31, 39),
    odd: paint(33, 39),
  };
}

/** Characters that are seen. */
export const widthOf = (text: string): number => stripVTControlCharacters(text).length;

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** Lines of at most `width`; a longer word stays whole, because an id that is broken cannot be copied. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(/ +/)) {
      if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line];
  });
}

export const indent = (lines: readonly string[], by: number): string =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line)).join('\n');

/** A paragraph, wrapped and indented. */
export const paragraph = (paper: Paper, text: string, by = 0): string =>
  indent(wrap(text, paper.width - by), by);

const GAP = 2;
/** With less room than this for a long last column it goes below. */
const LEAST_LAST = 28;

/** Rows whose last cell is wrapped beside the others, or below them when there is little room. */
export function listing(paper: Paper, rows: readonly (readonly string[])[], by = 2): string {
  const count = Math.max(0, ...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(...rows.map((row) => widthOf(row[at] ?? ''))),
  );
  const left = by + widths.reduce((sum, width) => sum + width + GAP, 0);
  const longest = Math.max(0, ...rows.map((row) => widthOf(row[count] ?? '')));
  const beside = paper.width - left >= Math.min(LEAST_LAST, longest);
  return rows
    .map((row) => {
      const head = row.slice(0, count).map((cell, at) => padEnd(cell, (widths[at] ?? 0) + GAP));
      const start = ' '.repeat(by) + head.join('');
      const last = row[count] ?? '';
      if (last === '') return start.trimEnd();
      if (!beside) return `${start.trimEnd()}\n${paragraph(paper, last, by + 4)}`;
      return start + wrap(last, paper.width - left).join(`\n${' '.repeat(left)}`);
    })
    .join('\n');
}

/**
 * A table of short cells under headings; `right` are the columns of figures. `undefined` when it does not
 * fit.
 */
export function table(
  paper: Paper,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  { by = 0, right = new Set<number>() }: { by?: number; right?: ReadonlySet<number> } = {},
): string | undefined {
  const widths = heads.map((head, at) =>
    Math.max(widthOf(head), ...rows.map((row) => widthOf(row[at] ?? ''))),
  );
  if (by + widths.reduce((sum, width) => sum + width + GAP, -GAP) > paper.width) return undefined;
  const line = (cells: readonly string[]): string =>
    ' '.repeat(by) +
    cells
      .map((cell, at) => (right.has(at) ? padStart(cell, widths[at] ?? 0) : padEnd(cell, widths[at] ?? 0)))
      .join(' '.repeat(GAP))
      .trimEnd();
  return [paper.faint(line(heads)), ...rows.map(line)].join('\n');
}

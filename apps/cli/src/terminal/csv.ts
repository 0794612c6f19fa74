import { misused } from '../fault';

/** A row of a table: what stands under each head, and in which line of the file. */
export interface CsvRow {
  readonly line: number;
  readonly of: Readonly<Record<string, string>>;
}

const MOST_ROWS = 50_000;

/**
 * The rows of a table (RFC 4180) as spreadsheets write it: a byte order mark before it, commas, semicolons or
 * tabs between its fields, quotes around them, empty lines at its end. The heads are told in small letters.
 */
export function readCsv(text: string, file: string, heads: readonly string[]): CsvRow[] {
  if (text.includes('\u0000')) throw unreadable(file, 'is not in UTF-8', 'Save it as CSV in UTF-8.');
  const rows = [...rowsOf(text.replace(/^\uFEFF/, ''), file)];
  const [head, ...body] = rows;
  if (!head) throw unreadable(file, 'is empty', `Its first line names the columns: ${heads.join(',')}.`);
  const names = head.fields.map((name) => name.trim().toLowerCase());
  const strange = names.filter((name) => !heads.includes(name));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (strange.length + twice.length > 0)
    throw unreadable(
      file,
      `has ${strange.length > 0 ? 'a column that is not known' : 'a column twice'}: ${(strange[0] ?? twice[0] ?? '').slice(0, 60)}`,
      `The columns are ${heads.join(', ')}, in any order.`,
    );
  if (body.length > MOST_ROWS) throw unreadable(file, `has more than ${MOST_ROWS} rows`, 'Split it.');
  return body.map(({ line, fields }) => {
    if (fields.length !== names.length)
      throw unreadable(file, `has ${fields.length} fields in line ${line} and ${names.length} columns`, CURE);
    return { line, of: Object.fromEntries(names.map((name, at) => [name, (fields[at] ?? '').trim()])) };
  });
}

const CURE = 'Put a field that holds the separator or a line break between double quotes.';

const unreadable = (file: string, what: string, cure: string) =>
  misused('CSV_UNREADABLE', `${file} ${what}.`, cure, { file });

/** What stands most often outside of quotes in the first line separates. */
function separatorOf(text: string): string {
  const first = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (sign: string): number => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function* rowsOf(text: string, file: string): Generator<{ line: number; fields: string[] }> {
  const separator = separatorOf(text);
  const end = new RegExp(`[${separator}\\r\\n]`);
  let [at, line] = [0, 1];
  while (at < text.length) {
    const [fields, began]: [string[], number] = [[], line];
    for (;;) {
      if (text[at] === '"') {
        const close = closingQuote(text, at);
        if (close < 0) throw unreadable(file, `has a quote in line ${line} that nothing closes`, CURE);
        const field = text.slice(at + 1, close).replaceAll('""', '"');
        fields.push(field);
        line += field.split('\n').length - 1;
        at = close + 1;
        if (at < text.length && !end.test(text[at] ?? ''))
          throw unreadable(file, `has text after a quote in line ${line}`, CURE);
      } else {
        const next = text.slice(at).search(end);
        const until = next < 0 ? text.length : at + next;
        fields.push(text.slice(at, until));
        at = until;
      }
      if (text[at] !== separator) break;
      at++;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    line++;
    if (fields.some((field) => field !== '')) yield { line: began, fields };
  }
}

function closingQuote(text: string, opening: number): number {
  for (let at = text.indexOf('"', opening + 1); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}

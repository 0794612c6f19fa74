import { everyApi } from '@roadbook/chaincode/api';
import { questions } from './questions';
import { openScene, type Reader, readers } from './scene';

type Answer = { readonly refused: string } | { readonly fields: ReadonlyMap<string, string> };

/** Every field of an answer by its path, lists flattened, and what stands in it. */
function fieldsOf(value: unknown, path: readonly string[] = []): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((one) => fieldsOf(one, path));
  if (typeof value !== 'object' || value === null) return [[path.join('.'), String(value)]];
  const isMoney = 'amount' in value && 'currency' in value && Object.keys(value).length === 2;
  if (isMoney)
    return [[path.join('.'), JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? `${one}` : one))]];
  return Object.entries(value).flatMap(([name, inner]) =>
    inner === undefined ? [] : fieldsOf(inner, [...path, name]),
  );
}

const answerOf = async (asked: Promise<unknown>): Promise<Answer> => {
  try {
    return { fields: new Map(fieldsOf(await asked)) };
  } catch (error) {
    return { refused: (error as { code?: string }).code ?? String(error) };
  }
};

const isDay = (text: string): boolean => text.endsWith('T00:00:00.000Z');

/** `liens{holder rank} status`: paths as a tree, each name once. */
function told(paths: readonly string[]): string {
  const heads = [...new Set(paths.map((path) => path.split('.')[0] ?? ''))];
  return heads
    .map((head) => {
      const inner = paths
        .filter((path) => path.startsWith(`${head}.`))
        .map((path) => path.slice(head.length + 1));
      return inner.length > 0 ? `${head}{${told(inner)}}` : head;
    })
    .join(' ');
}

/** What one reader sees, beside what a buyer sees. */
function cell(answer: Answer, least: Answer, most: ReadonlyMap<string, string>): string {
  if ('refused' in answer) return `refused`;
  const paths = [...answer.fields.keys()];
  if (paths.length === 0) return 'nothing';
  const exact = (path: string) => !isDay(answer.fields.get(path) ?? '') || isDay(most.get(path) ?? '');
  const whole = [...most.keys()].every((path) => answer.fields.has(path) && exact(path));
  if (whole) return 'all';
  const known = 'fields' in least ? least.fields : new Map<string, string>();
  const more = paths.filter((path) => !known.has(path));
  if (answer !== least && more.length === 0) return 'as a buyer';
  const shown = told(answer === least ? paths.map((path) => (exact(path) ? path : `${path} (day)`)) : more);
  return answer === least || known.size === 0 ? shown : `+ ${shown}`;
}

/** Reads every question as every reader. */
export async function readAll(): Promise<ReadonlyMap<string, ReadonlyMap<Reader, Answer>>> {
  const scene = await openScene();
  const all = new Map<string, ReadonlyMap<Reader, Answer>>();
  for (const [name, ask] of Object.entries(questions)) {
    const row = new Map<Reader, Answer>();
    for (const reader of Object.keys(readers) as Reader[])
      row.set(reader, await answerOf(ask(await scene.as(reader), scene)));
    all.set(name, row);
  }
  return all;
}

export function tableOf(all: ReadonlyMap<string, ReadonlyMap<Reader, Answer>>): string {
  const columns = Object.keys(readers) as Reader[];
  const head = `| query | a buyer, or anybody else | ${columns.slice(1).join(' | ')} |`;
  const rule = `|${'---|'.repeat(columns.length + 1)}`;
  const rows = [...all].map(([name, row]) => {
    const least = row.get('buyer') ?? { refused: '' };
    const most = new Map([...row.values()].flatMap((one) => ('fields' in one ? [...one.fields] : [])));
    const exactest = new Map([...most].map(([path, text]) => [path, exactIn(row, path) ?? text]));
    return `| \`${name}\` | ${columns.map((reader) => cell(row.get(reader) ?? least, least, exactest)).join(' | ')} |`;
  });
  return [head, rule, ...rows].join('\n');
}

const exactIn = (row: ReadonlyMap<Reader, Answer>, path: string): string | undefined =>
  [...row.values()]
    .flatMap((one) => ('fields' in one ? [one.fields.get(path) ?? ''] : []))
    .find((text) => text !== '' && !isDay(text));

/** Facts that one organisation alone keeps, by the operation that keeps them: from the api values. */
export function keptTable(): string {
  const rows = everyApi.flatMap(({ room, operations }) =>
    Object.entries(operations)
      .filter(([, { manner }]) => manner === 'keep')
      .map(([name, { says, by }]) => `| \`${room}.${name}\` | ${says} | ${by.join(', ')} |`),
  );
  return [
    '| operation | what it keeps | kept in the collection of the organisation of a |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

/** Operations that every role may call and that only read. */
export const openQueries = (): string[] =>
  everyApi.flatMap(({ room, operations }) =>
    Object.entries(operations)
      .filter(([, { manner, by }]) => manner === 'evaluate' && by.length === 10)
      .map(([name]) => `${room}.${name}`),
  );

import { everyName } from '../schema/ddl';
import type { Answered, Question } from './reading';

/** What a table holds, as one hash, and how many rows. */
export interface Digest {
  readonly rows: number;
  readonly hash: string;
}

/** A copy as it is at one moment. */
export interface Snapshot {
  readonly block: bigint | undefined;
  readonly hash: string | undefined;
  /** By table; two copies are equal to the byte when these are. */
  readonly tables: ReadonlyMap<string, Digest>;
}

const ofTable = (name: string): string =>
  `SELECT '${name.replaceAll('"', '')}' AS name, count(*)::text AS rows,
    md5(coalesce(string_agg(one, '' ORDER BY one), '')) AS hash
  FROM (SELECT md5(held::text) COLLATE "C" AS one FROM ${name} AS held) AS hashed`;

/** One statement, so that all of it is of one moment. */
const SNAPSHOT: Question = {
  text: [`SELECT '' AS name, block::text AS rows, hash FROM ledger.copy`, ...everyName.map(ofTable)].join(
    ' UNION ALL ',
  ),
  values: [],
};

type Row = { readonly name: string; readonly rows: string | null; readonly hash: string | null };

/** What a copy holds now, by whoever may ask it. */
export async function snapshotOf(ask: (question: Question) => Promise<Answered>): Promise<Snapshot> {
  const [copy, ...tables] = (await ask(SNAPSHOT)) as unknown as readonly Row[];
  return {
    block: copy?.rows === null || copy?.rows === undefined ? undefined : BigInt(copy.rows),
    hash: copy?.hash ?? undefined,
    tables: new Map(tables.map(({ name, rows, hash }) => [name, { rows: Number(rows), hash: hash ?? '' }])),
  };
}

/** Names of the tables in which two copies differ. */
export const differencesOf = (one: Snapshot, other: Snapshot): string[] =>
  [...one.tables].flatMap(([name, { rows, hash }]) => {
    const held = other.tables.get(name);
    return held?.rows === rows && held.hash === hash ? [] : [name];
  });

import { type RawBuilder, sql } from 'kysely';
import { indexable } from '../follow/storable';
import type { Condition, EventQuery, Place } from './condition';

type Part = RawBuilder<unknown>;

const compare = (from: boolean): Part => sql.raw(from ? '>=' : '<');
const texts = (values: readonly string[]): Part => sql`${[...values]}::text[]`;

/** A statement that finds the events by what is said of them elsewhere. */
const among = (table: 'facets' | 'measures', where: Part): Part =>
  sql`found.seq IN (SELECT event FROM ${sql.raw(`epcis.${table}`)} WHERE ${where})`;

/** The condition as SQL; everything that a caller gave is a value, every name is one of ours. */
function conditionOf(condition: Condition): Part {
  if (condition.by === 'time')
    return sql`${sql.ref(`found.${condition.column}`)} ${compare(condition.from)} ${condition.at}`;
  if (condition.by === 'declared') return sql`found.declared`;
  if (condition.by === 'facetTime')
    return among(
      'facets',
      sql`name = ${condition.name} AND value ${sql.raw(condition.sign)} ${condition.at}`,
    );
  if (condition.by === 'measure') {
    const { name, unit, sign, values } = condition;
    const holds =
      sign === '='
        ? sql`value = ANY(${[...values]}::double precision[])`
        : sql`value ${sql.raw(sign)} ${values[0] ?? 0}::double precision`;
    return among('measures', sql`name = ${name} AND unit = ${unit} AND ${holds}`);
  }
  const { names, values, below } = condition;
  const same = sql`value = ANY(${texts(values.map(indexable))})`;
  const beneath = below.map((start) => sql`(value >= ${start} AND value < ${afterAll(start)})`);
  const any = sql.join([same, ...beneath], sql` OR `);
  return among('facets', sql`name = ANY(${texts(names)}) AND (${any})`);
}

/** The first text after all that begin so: `below` ends with a slash, and `0` comes after it. */
const afterAll = (start: string): string => `${start.slice(0, -1)}0`;

const all = (parts: readonly Part[]): Part =>
  parts.length === 0 ? sql`` : sql`WHERE ${sql.join([...parts], sql` AND `)}`;

/** What of an event its query needs, with the declarations that it is wrong in the order of the ledger. */
const RECORDED = sql`
  event.record AS event, (
    SELECT jsonb_agg(declared.record ORDER BY declared.key COLLATE "C") FROM part.declarations AS declared
    WHERE declared.event = found.id
  ) AS declarations`;
const FROM = sql`FROM epcis.events AS found JOIN part.events AS event ON event.key = found.id`;

/** A page of the events of a query, one more than asked for to see whether there are more. */
export function selectEvents(
  { where, orderBy, direction }: EventQuery,
  after: Place | undefined,
  size: number,
): Part {
  const way = sql.raw(direction);
  const column = orderBy && sql.ref(`found.${orderBy}`);
  const order = column ? sql`${column} ${way}, found.seq ${way}` : sql`found.seq ${way}`;
  const beyond = sql.raw(direction === 'DESC' ? '<' : '>');
  const start = !after
    ? []
    : column
      ? [sql`(${column}, found.seq) ${beyond} (${after.at ?? ''}, ${String(after.seq)}::bigint)`]
      : [sql`found.seq ${beyond} ${String(after.seq)}::bigint`];
  return sql`
    SELECT found.seq, ${column ?? sql`found.recorded_at`} AS at, ${RECORDED} ${FROM}
    ${all([...where.map(conditionOf), ...start])} ORDER BY ${order} LIMIT ${size + 1}`;
}

/** Events of a query in the order in which they were captured or declared wrong, one more than asked for. */
export const selectChanges = ({ where }: EventQuery, after: number, size: number): Part => sql`
  SELECT found.changed, ${RECORDED} ${FROM}
  ${all([...where.map(conditionOf), sql`found.changed > ${String(after)}::bigint`])}
  ORDER BY found.changed LIMIT ${size + 1}`;

export const countEvents = ({ where }: EventQuery): Part =>
  sql`SELECT count(*) AS count FROM epcis.events AS found ${all(where.map(conditionOf))}`;

/** Values of facets in their order, from after one on. */
export const selectValues = (names: readonly string[], after: string, size: number): Part => sql`
  SELECT DISTINCT value FROM epcis.facets WHERE name = ANY(${texts(names)}) AND value > ${after}
  ORDER BY value LIMIT ${size}`;

export const hasValue = (names: readonly string[], value: string): Part => sql`
  SELECT 1 AS found FROM epcis.facets WHERE name = ANY(${texts(names)}) AND value = ${indexable(value)} LIMIT 1`;

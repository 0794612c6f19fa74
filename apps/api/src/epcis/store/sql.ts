import type { Condition } from '../query/condition';
import type { Query } from '../query/query';

/** A statement whose values are apart from its text. */
export interface Statement {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/** Where a page begins: after this event, in the order of the query. */
export interface Position {
  readonly seq: number;
  /** The value by which the query is ordered, if by one. */
  readonly at?: string;
}

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');
const compare = (from: boolean): string => (from ? '>=' : '<');

/** The condition as text; everything that a caller gave is a value, every name is one of ours. */
function conditionOf(condition: Condition): Statement {
  if (condition.by === 'time')
    return { text: `${condition.column} ${compare(condition.from)} ?`, values: [condition.at] };
  if (condition.by === 'declared') return { text: 'declared = 1', values: [] };
  if (condition.by === 'facetTime')
    return {
      text: `seq IN (SELECT event FROM facets WHERE name = ? AND value ${condition.sign} ?)`,
      values: [condition.name, condition.at],
    };
  if (condition.by === 'measure') {
    const { name, unit, sign, values } = condition;
    const holds = sign === '=' ? `value IN (${marks(values.length)})` : `value ${sign} ?`;
    return {
      text: `seq IN (SELECT event FROM measures WHERE name = ? AND unit = ? AND ${holds})`,
      values: [name, unit, ...values],
    };
  }
  const { names, values, below } = condition;
  const beneath = below.map(() => 'OR (value >= ? AND value < ?)').join(' ');
  const same = `value IN (${marks(values.length)})`;
  return {
    text: `seq IN (SELECT event FROM facets WHERE name IN (${marks(names.length)}) AND (${same} ${beneath}))`,
    values: [...names, ...values, ...below.flatMap((start) => [start, afterAll(start)])],
  };
}

/** The first text after all that begin so: `below` ends with a slash, and `0` comes after it. */
const afterAll = (start: string): string => `${start.slice(0, -1)}0`;

function together(parts: readonly Statement[]): Statement {
  const text = parts.length === 0 ? '' : ` WHERE ${parts.map((part) => part.text).join(' AND ')}`;
  return { text, values: parts.flatMap((part) => part.values) };
}

/** A page of the events of a query, one more than asked for to see whether there are more. */
export function selectEvents(
  { where, orderBy, direction }: Query,
  after: Position | undefined,
  size: number,
): Statement {
  const order = orderBy ? `${orderBy} ${direction}, seq ${direction}` : `seq ${direction}`;
  const beyond = direction === 'DESC' ? '<' : '>';
  const start: Statement[] = !after
    ? []
    : orderBy
      ? [{ text: `(${orderBy}, seq) ${beyond} (?, ?)`, values: [after.at ?? '', after.seq] }]
      : [{ text: `seq ${beyond} ?`, values: [after.seq] }];
  const { text, values } = together([...where.map(conditionOf), ...start]);
  return {
    text: `SELECT seq, ${orderBy ?? 'recorded_at'} AS at, document FROM events${text} ORDER BY ${order} LIMIT ?`,
    values: [...values, size + 1],
  };
}

/** Events of a query in the order in which they were captured or declared wrong, one more than asked for. */
export function selectChanges({ where }: Query, after: number, size: number): Statement {
  const { text, values } = together([...where.map(conditionOf), { text: 'changed > ?', values: [after] }]);
  return {
    text: `SELECT changed, document FROM events${text} ORDER BY changed LIMIT ?`,
    values: [...values, size + 1],
  };
}

export function countEvents({ where }: Query): Statement {
  const { text, values } = together(where.map(conditionOf));
  return { text: `SELECT count(*) AS count FROM events${text}`, values };
}

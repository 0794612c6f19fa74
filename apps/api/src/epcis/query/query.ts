import { namespacesOf } from '@roadbook/chaincode/api';
import { parameterOf } from './language';
import type { EventQuery } from '@roadbook/copy';
import { wrong } from './parameters';

/** A query for events. */
export interface Query extends EventQuery {
  /** At most so many in all, by `eventCountLimit`. */
  readonly limit: number | undefined;
  /** More than so many are refused, by `maxEventCount`. */
  readonly most: number | undefined;
}

const MOST_CONDITIONS = 40;
const ORDERS: Readonly<Record<string, Query['orderBy']>> = {
  eventTime: 'event_at',
  recordTime: 'recorded_at',
};
const orderOf = (given: unknown): Query['orderBy'] =>
  typeof given === 'string' && Object.hasOwn(ORDERS, given) ? ORDERS[given] : undefined;
const CONTROLS = new Set(['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount', '@context']);

type Given = Readonly<Record<string, unknown>>;

/**
 * Reads a query from the parameters of an address or from JSON. Refuses a parameter that it does not know
 * rather than leave it out.
 */
export function readQuery(given: Given): Query {
  const entries = Object.entries(given);
  if (entries.length > MOST_CONDITIONS)
    throw wrong('query', `it has more than ${MOST_CONDITIONS} parameters`);
  const namespaces = namespacesOf(given['@context']);
  const where = entries.flatMap(([name, value]) => {
    if (CONTROLS.has(name)) return [];
    const parameter = parameterOf(name, namespaces);
    if (!parameter) throw wrong(name, 'there is none of this name here');
    return parameter.make(name, value) ?? [];
  });
  const { orderBy, orderDirection: direction = 'DESC', eventCountLimit, maxEventCount } = given;
  if (orderBy !== undefined && orderOf(orderBy) === undefined)
    throw wrong('orderBy', 'it must be eventTime or recordTime');
  if (direction !== 'ASC' && direction !== 'DESC') throw wrong('orderDirection', 'it must be ASC or DESC');
  if (eventCountLimit !== undefined && maxEventCount !== undefined)
    throw wrong('maxEventCount', 'eventCountLimit is given too');
  if (eventCountLimit !== undefined && orderBy === undefined)
    throw wrong('eventCountLimit', 'it needs orderBy');
  return {
    where,
    orderBy: orderOf(orderBy),
    direction,
    limit: wholeNumber('eventCountLimit', eventCountLimit),
    most: wholeNumber('maxEventCount', maxEventCount),
  };
}

const MOST = 1_000_000;

/** A count of 1 or more, from an address or from JSON. */
export function wholeNumber(name: string, given: unknown, most = MOST): number | undefined {
  if (given === undefined) return undefined;
  const value = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : given;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw wrong(name, `it must be a whole number from 1 to ${most}`);
}

/** The parameters of an address, each once. */
export function once(queries: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  const entries = Object.entries(queries).map(([name, values]) => {
    if (values.length > 1) throw wrong(name, 'it is given more than once; write a|b');
    return [name, values[0] ?? ''] as const;
  });
  return Object.fromEntries(entries);
}

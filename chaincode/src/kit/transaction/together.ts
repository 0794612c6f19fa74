import type { Manner } from '../operation';
import type { WireCall } from '../client';

/** The contract that carries out lists of calls, beside those of the rooms. */
export const TOGETHER = 'together';
/** Most calls of one transaction. */
export const MOST_CALLS = 200;

/**
 * How the calls of one transaction stand to each other. `all`: all or nothing; a refusal says which call.
 * `each`: a call that is refused writes nothing and tells its caller so, and the others count.
 */
export type Way = 'all' | 'each';
/** Both ways, as a list names them. */
export const ways = ['all', 'each'] as const satisfies readonly Way[];

/** What became of a call of a list that goes by `each`: its answer, or the message of its refusal. */
export type Settled = { readonly answer: unknown } | { readonly refused: string };

/**
 * Calls as one: `{"calls":[{"loan.repay":{…}},{"vehicle.read":{…}}]}`. Private facts travel beside, by place;
 * `null` for a call that has none.
 */
export function togetherOf(calls: readonly WireCall[], way: Way): WireCall {
  const listed = calls.map(({ room, name, request }) => `{"${room}.${name}":${request}}`);
  const secrets = calls.map(({ secret }) => secret ?? 'null');
  const hasSecrets = calls.some(({ secret }) => secret !== undefined);
  return {
    manner: mannerOf(calls),
    room: TOGETHER,
    name: way,
    request: `{"calls":[${listed.join(',')}]}`,
    ...(hasSecrets && { secret: `{"calls":[${secrets.join(',')}]}` }),
  };
}

/** How a list is sent; calls that differ in it are refused by the contract (CALLS_DIFFER). */
const mannerOf = ([first]: readonly WireCall[]): Manner => first?.manner ?? 'submit';

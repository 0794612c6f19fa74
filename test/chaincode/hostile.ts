import { MAX_DEPTH, MAX_REQUEST } from '../../chaincode/src/kit/value/json';

/** Requests that no operation may take, with what is wrong with each. */
export const hostile: readonly (readonly [what: string, request: string])[] = [
  ['nothing', ''],
  ['null', 'null'],
  ['a list', '[{}]'],
  ['a number', '1e400'],
  ['trailing bytes', '{} {}'],
  ['a repeated member', '{"a":1,"a":1}'],
  ['__proto__', '{"__proto__":{"role":"registrar"}}'],
  ['an unknown member', '{"constructor":{"prototype":{}}}'],
  ['depth', `{"a":${'['.repeat(MAX_DEPTH * 4)}${']'.repeat(MAX_DEPTH * 4)}}`],
  ['size', `{"a":"${'x'.repeat(MAX_REQUEST)}"}`],
];

/** The codes with which a request of a wrong form is refused. */
export const REFUSALS: readonly string[] = ['UNREADABLE_REQUEST', 'INVALID_REQUEST'];

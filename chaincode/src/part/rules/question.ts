import { question } from '../../kit/question';

/**
 * The numbers of the vehicles whose birth certificates name things, by the canonical ids of these; of a thing
 * that is no vehicle there is none. Vehicle knows.
 */
export const vinsOf = question<'lists', [epcs: readonly string[]], ReadonlyMap<string, readonly string[]>>(
  'lists',
  'which vehicles some things are',
);

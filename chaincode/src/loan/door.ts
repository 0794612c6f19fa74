// What other rooms may do here.
export { type Indemnity, bookIndemnity } from './handlers/indemnity';
export { standingOf } from './rules/collection';
export { payersDay } from './rules/entry';
export { settle } from './rules/quote';
export { clockOf, repaid, save, tables } from './tables';

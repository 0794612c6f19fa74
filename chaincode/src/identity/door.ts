// What other rooms may do here.
export { viewOf } from './handlers/view';
export { isTrustedAt } from './rules/trust';
export { type LedgerView, shownAt, stands } from './rules/view';

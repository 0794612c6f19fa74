// What other rooms may do here.
export { type LedgerView, shownAt, stands, viewOf } from './handlers/view';

// What other rooms may do here.
export { recordSeen } from './rules/view';

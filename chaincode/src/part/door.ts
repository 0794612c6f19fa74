// What other rooms may do here.
export { canonicalLink } from './gs1/link';
export { record } from './handlers/recording';
export { read } from './rules/capture';
export { traceFrom } from './rules/trace';

// What other rooms may do here.
export { rootFromInclusion } from './rules/merkle';
export { isVouched } from './rules/vouching';

// What other rooms may ask here.
export { frameLeaf } from './rules/frame';
export { rootFromInclusion } from './rules/merkle';
export { isVouched } from './rules/vouching';

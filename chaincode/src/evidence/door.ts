// What other rooms may ask here; nobody else writes records of this room.

/** The seal of an opened cell, as an anchor holds it: SHA-256 of its RFC 8785 form. */
export { cellSealOf } from './rules/cell';
/** The leaf of a reading: RFC 6962 hash of its RFC 8785 form. */
export { frameLeaf } from './rules/frame';
/** The root that a leaf leads to by its path (RFC 6962, 2.1.1). */
export { rootFromInclusion } from './rules/merkle';
/**
 * Whether the birth certificate or the maker of the vehicle stands behind what a device signed under a
 * number.
 */
export { isVouched } from './rules/vouching';

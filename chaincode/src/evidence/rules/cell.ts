import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';
import type { Cell } from '../records/cell';

/** What the anchor holds of it: SHA-256 of its RFC 8785 form. */
export const cellSealOf = (cell: Cell): string => sha256(canonical(cell));

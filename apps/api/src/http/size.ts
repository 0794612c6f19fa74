import type { Entry } from '@roadbook/chaincode/api';
import type { z } from 'zod';
import { BOUNDS } from './bound';

type Schema = z.core.$ZodType;

/**
 * A character may be written as \uXXXX, and the pattern of a text without a length holds far less than this.
 */
const CHARACTER_BYTES = 6;
const PATTERN_CHARACTERS = 500;
const SCALAR_BYTES = 40;
/** Whatever is asked, for white space and the first line of a body. */
const SPARE_BYTES = 4_096;

/**
 * Most bytes that a body of this operation may have: what its schema can hold, twice for white space, and
 * never more than a contract reads.
 */
export function bytesOf({ request, operation, batch }: Entry): number {
  const secret = operation.secret && !batch ? bytesIn(operation.secret) : 0;
  return Math.min(BOUNDS.roomBytes, SPARE_BYTES + 2 * (bytesIn(request) + secret));
}

function bytesIn(schema: Schema): number {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return CHARACTER_BYTES * (longest(def) < Number.POSITIVE_INFINITY ? longest(def) : patterned(def));
    case 'array':
      return longest(def) * (1 + bytesIn(def.element));
    case 'object': {
      const open = def.catchall && (def.catchall as z.core.$ZodTypes)._zod.def.type !== 'never';
      const members = Object.entries(def.shape).map(
        ([name, inner]) => CHARACTER_BYTES * name.length + 4 + bytesIn(inner),
      );
      return members.reduce((sum, bytes) => sum + bytes, open ? Number.POSITIVE_INFINITY : 2);
    }
    case 'union':
      return Math.max(...def.options.map(bytesIn));
    case 'pipe':
      return bytesIn(def.in);
    case 'enum':
      return CHARACTER_BYTES * Math.max(...Object.values(def.entries).map((entry) => String(entry).length));
    case 'literal':
      return CHARACTER_BYTES * Math.max(...def.values.map((value) => String(value).length));
    case 'number':
    case 'boolean':
    case 'null':
      return SCALAR_BYTES;
    default:
      return 'innerType' in def ? bytesIn(def.innerType as Schema) : Number.POSITIVE_INFINITY;
  }
}

/** A text with no length has a pattern instead, and none of ours repeats without end. */
function patterned({ checks = [], ...def }: z.core.$ZodStringDef): number {
  const isBound = 'format' in def || checks.some(({ _zod }) => _zod.def.check === 'string_format');
  return isBound ? PATTERN_CHARACTERS : Number.POSITIVE_INFINITY;
}

/** Most characters or items that the checks let through. */
function longest({ checks = [] }: { readonly checks?: z.core.$ZodCheck[] }): number {
  const bounds = checks.map(({ _zod: { def } }) => {
    const { maximum, length } = def as { readonly maximum?: number; readonly length?: number };
    return maximum ?? length ?? Number.POSITIVE_INFINITY;
  });
  return Math.min(Number.POSITIVE_INFINITY, ...bounds);
}

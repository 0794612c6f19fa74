import { z } from 'zod';
import { EdrRecord } from '../../evidence/records/edr';
import { Frame } from '../../evidence/records/frame';
import { secretTable } from '../../kit/table';
import { count, sha256Hex } from '../../kit/value/text';

/**
 * The crash record of the car, opened: the leaf with its path to the root that the device anchored. Kept by
 * the insurer, never public.
 */
export const crashRecord = z.strictObject({
  frame: Frame.extend({ category: z.literal('crash'), values: EdrRecord }),
  leaf: count(10_000_000).meta({ description: 'place of the leaf in the tree' }),
  path: z.array(sha256Hex).max(24).meta({ description: 'RFC 6962 audit path from the leaf up' }),
});
export type CrashRecord = z.output<typeof crashRecord>;

export const crashes = secretTable({ kind: 'crash-record', v: 1, schema: crashRecord });

import { z } from 'zod';
import { lookAlike } from './lookalike';

/** Numbers that ISO 3779 does not rule: each is kept under its kind, `before1981:194375S108546`. */
export const NUMBER_KINDS = ['before1981', 'trailer', 'frame'] as const;
/** Of which kind a number is; `vin` is one of 17 characters (ISO 3779). */
export type NumberKind = 'vin' | (typeof NUMBER_KINDS)[number];

const WHOLE = /^[A-HJ-NPR-Z0-9]{17}$/;
const OF_A_KIND = /^(before1981|trailer|frame):([A-Z0-9]{3,16})$/;
const PATTERN = `${WHOLE.source}|${OF_A_KIND.source}`;

const kindNamed = (text: string): NumberKind | undefined =>
  NUMBER_KINDS.find((kind) => kind.toLowerCase() === text.trim().toLowerCase());

/**
 * A number as it is kept, of whatever somebody typed or scanned: capitals, and neither blanks nor other
 * separators (the `*` around a bar code, hyphens, the dividers of ISO 4030). An `I` before 17 characters is
 * the data identifier of an import's bar code (AIAG B-4) and no part of the number, which holds none.
 */
export function plainVin(text: string): string {
  const colon = text.indexOf(':');
  const kind = kindNamed(text.slice(0, Math.max(0, colon)));
  const bare = text
    .slice(kind === undefined ? 0 : colon + 1)
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
  if (kind !== undefined) return `${kind}:${bare}`;
  return bare.length === 18 && bare.startsWith('I') ? bare.slice(1) : bare;
}

/** Of which kind a number is, as it is kept. */
export const kindOfVin = (vin: string): NumberKind => kindNamed(vin.slice(0, vin.indexOf(':'))) ?? 'vin';

/** Whether it is a number of 17 characters, of which ISO 3779 says what they mean. */
export const isWholeVin = (vin: string): boolean => WHOLE.test(vin);

/** What keeps a text from being a number, with the position, and the one reading that is possible. */
export function whyNoVin(text: string): string {
  if (kindOfVin(text) !== 'vin') return 'must be the kind, a colon and 3 to 16 letters or digits';
  const wrong = [...text].flatMap((letter, at) => (/[A-HJ-NPR-Z0-9]/.test(letter) ? [] : [{ letter, at }]));
  const named = wrong.slice(0, 3).map(({ letter, at }) => {
    const meant = lookAlike(letter);
    const reading = meant === undefined ? '' : `; it may have been ${meant}`;
    return `character ${at + 1} is ${letter}, which no number holds${reading}`;
  });
  const length = [...text].length;
  return [
    ...named,
    ...(length === 17
      ? []
      : [
          `must be 17 letters and digits, not ${length}, or begin with its kind, ${NUMBER_KINDS.join(': or ')}:`,
        ]),
  ].join('; ');
}

/**
 * What a vehicle is known by: its number by ISO 3779, 17 characters without I, O and Q; or, kept under its
 * kind, a number from before 1981, of a trailer or a frame. Spellings of one number are one. Whether it makes
 * sense is said by `examine` (rules/vin.ts).
 */
export const vin = z
  .string()
  .max(64)
  .overwrite(plainVin)
  .refine((text) => WHOLE.test(text) || OF_A_KIND.test(text), {
    error: ({ input }) => whyNoVin(String(input)),
  })
  .meta({
    description: 'vehicle identification number (ISO 3779), or another number under its kind',
    pattern: PATTERN,
    examples: ['1M8GDM9AXKP042788'],
  });
/** The number of a vehicle as it is kept: 17 characters (ISO 3779), or another under its kind. */
export type Vin = z.infer<typeof vin>;

/**
 * The world manufacturer identifier; a small maker (third character 9) is told by positions 12 to 14 too (ISO
 * 3780). A number of another kind names no maker: `none`.
 */
export function wmiOf(vin: string): string {
  if (!isWholeVin(vin)) return 'none';
  return vin[2] === '9' ? vin.slice(0, 3) + vin.slice(11, 14) : vin.slice(0, 3);
}

import { z } from 'zod';

/**
 * Text that a key or a page may safely hold: no control characters, no lone surrogates, no U+10FFFF, no
 * bidirectional overrides.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\u{10ffff}|[\ud800-\udfff]/u;

const isClean = (text: string): boolean =>
  !UNSAFE.test(text) && text === text.normalize('NFC') && text.trim() === text;

/** One line for people: 1 to `max` characters (UTF-16), trimmed, NFC, no control characters. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine(isClean, 'must be trimmed NFC text without control characters')
    .meta({ description: `text, 1 to ${max} characters` });

/** An id made by the caller: letters, digits and . _ - : up to 64. */
export const id = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/,
    'must be 1 to 64 letters, digits or . _ : -, starting with a letter or digit',
  )
  .meta({ description: 'id chosen by the caller', examples: ['L-2026-0001'] });

/**
 * An organisation's MSP id as its network has it, `lender` or `Org1MSP`: what may stand in the name of a
 * collection, and shorter than a hash, which stands beside it in some records.
 */
export const org = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/,
    'must be the MSP id of an organisation: 1 to 50 letters, digits, _ or -, starting with a letter or digit',
  )
  .meta({ examples: ['lender'] });

/** The name of a member in its organisation. */
export const memberName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be 1 to 64 letters, digits or . _ -, starting with a letter or digit',
  );

/** A member: the organisation that enrolled it and its name there, `registry/owner`. */
export const member = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,49}\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be organisation/name')
  .meta({ description: 'organisation/name', examples: ['registry/owner'] });

/** SHA-256 in lower-case hexadecimal. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal');

/** 128 random bits or more, lower-case hexadecimal: what is hashed with them cannot be found by trying. */
export const nonce = z.string().regex(/^[0-9a-f]{32,64}$/, 'must be 32 to 64 lower-case hexadecimal digits');

/** Parts per million: 1 000 000 is the whole, 94 822 is 9.4822 %. */
export const ppm = (max = 1_000_000) => z.int().min(0).max(max).meta({ description: 'parts per million' });

/** A count with its bounds. */
export const count = (max: number, min = 0) => z.int().min(min).max(max);

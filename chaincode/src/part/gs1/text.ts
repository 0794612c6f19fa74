/** How the text after a GS1 key is read and written; `undefined` where it is not such text. */
export interface Hand {
  /** A URN before it is taken apart. */
  urn(written: string): string;
  /** Serial, lot, extension: at most so many characters of GS1 AI encodable set 82. */
  text(written: string, max: number): string | undefined;
  /** Component or part reference: at most so many characters of GS1 AI encodable set 39. */
  part(written: string, max: number): string | undefined;
}

/** GS1 General Specifications, figures 7.11-1 and 7.11-2. */
const SET_82 = /^[!"%&'()*+,./0-9:;<=>?A-Z_a-z-]+$/;
const SET_39 = /^[#/0-9A-Z-]+$/;

const ESCAPE = /%([0-9A-Fa-f]{2})/g;
const charOf = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

/** Escapes of characters that never need one say the same without it (RFC 3986 §6.2.2.2). */
export const withoutIdleEscapes = (text: string): string =>
  text.includes('%')
    ? text.replace(ESCAPE, (escape, hex: string) => {
        const char = charOf(hex);
        return /[A-Za-z0-9._~-]/.test(char) ? char : escape.toUpperCase();
      })
    : text;

/** What the escapes stand for, each read once. */
export const unescaped = (text: string): string =>
  text.includes('%') ? text.replace(ESCAPE, (_, hex: string) => charOf(hex)) : text;

/**
 * Escaped as GS1 writes a link: what TDS escapes (table A-1: `"`, `%`, `&`, `/`, `<`, `>`, `?`, in part
 * references `#`), and what Digital Link escapes beyond it (table 7-1: `!`, `(`, `)`, `*`, `+`, `,`, `:`).
 */
export const escaped = (text: string): string =>
  text.replace(
    /[^A-Za-z0-9._;='-]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

const reader =
  (set: RegExp) =>
  (written: string, max: number): string | undefined => {
    const text = unescaped(written);
    return text.length <= max && set.test(text) ? escaped(text) : undefined;
  };

/** However it was escaped, one text is written one way. */
export const canonicalHand: Hand = {
  urn: withoutIdleEscapes,
  text: reader(SET_82),
  part: reader(SET_39),
};

/**
 * Characters that no number holds, and what they are taken for: ISO 3779 leaves I, O and Q out because they
 * are read as 1 and 0; letters of Cyrillic and Greek come from keyboards.
 */
// biome-ignore format: a table
const READ_AS: Readonly<Record<string, string>> = {
  I: '1', O: '0', Q: '0', Ø: '0',
  А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', І: '1', Ј: 'J', К: 'K', М: 'M', О: '0', Р: 'P', Ѕ: 'S', Т: 'T', Х: 'X', У: 'Y', З: '3',
  Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: '1', Κ: 'K', Μ: 'M', Ν: 'N', Ο: '0', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X',
};

/** The character that one which no number holds may have been, in capitals; `undefined` when there is none. */
export const lookAlike = (letter: string): string | undefined => READ_AS[letter.toUpperCase()];

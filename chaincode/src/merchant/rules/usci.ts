const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * Whether a unified social credit code has 18 characters of its alphabet and the right check character (GB
 * 32100-2015, mod 31).
 */
export function isUsci(code: string): boolean {
  if (code.length !== 18) return false;
  const values = [...code].map((letter) => ALPHABET.indexOf(letter));
  if (values.includes(-1)) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * (values[at] ?? 0), 0);
  return values[17] === (31 - (sum % 31)) % 31;
}

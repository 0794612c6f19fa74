const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const SCIENTIFIC = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/;

/**
 * A number's text without sign +, leading zeros and trailing zeros (CBV 2.0 event hash, rule 6); other text
 * as it is. Digits only, never floating point: a lot number of 24 digits keeps them all.
 */
export function canonicalDecimal(text: string): string {
  if (!PLAIN.test(text)) return text;
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const left = whole.replace(/^0+/, '') || '0';
  const right = fraction.replace(/0+$/, '');
  const value = right === '' ? left : `${left}.${right}`;
  return negative && value !== '0' ? `-${value}` : value;
}

/** A JSON number as plain decimal digits: 1e21 becomes 1 and 21 zeros, 1e-7 becomes 0.0000001. */
export function decimalOf(value: number): string {
  const text = String(value);
  const found = SCIENTIFIC.exec(text);
  if (!found) return canonicalDecimal(text);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return canonicalDecimal(`${sign}0.${'0'.repeat(-point)}${digits}`);
  const padded = digits.padEnd(point, '0');
  return canonicalDecimal(`${sign}${padded.slice(0, point)}.${padded.slice(point)}`);
}

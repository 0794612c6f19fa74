/**
 * Orders text by Unicode code point, as UTF-8 bytes do and UTF-16 units do not: a surrogate comes after every
 * other unit.
 */
export function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a === b) continue;
    const [aSurrogate, bSurrogate] = [(a & 0xf800) === 0xd800, (b & 0xf800) === 0xd800];
    if (aSurrogate !== bSurrogate) return aSurrogate ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}

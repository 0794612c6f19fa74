// ECDSA signatures as Fabric wants them: DER, with s in the lower half of the curve's order (bccsp refuses
// the other half).

/** Orders of the curves that Fabric takes, by the bytes of a coordinate. FIPS 186-4, D.1.2.3 and D.1.2.4. */
const ORDERS: Readonly<Record<number, bigint>> = {
  32: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  48: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
};

/**
 * Gives an ECDSA signature the form that Fabric accepts. Takes DER, as OpenSSL and HSMs give it, or `r || s`
 * of fixed length, as WebCrypto gives it. `size` is the length of a coordinate in bytes: 32 for P-256, 48 for
 * P-384.
 */
export function lowS(signature: Uint8Array, size: 32 | 48 = 32): Uint8Array {
  const { r, s } = fromDer(signature) ?? fromFixed(signature, size);
  const order = ORDERS[size] ?? 0n;
  return toDer(r, s > order >> 1n ? order - s : s);
}

/** The two numbers of a DER signature, or `undefined` when it is not one. */
export function fromDer(bytes: Uint8Array): { r: bigint; s: bigint } | undefined {
  if (bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2 || bytes[2] !== 0x02) return undefined;
  const rLength = bytes[3] ?? 0;
  const at = 4 + rLength;
  if (bytes[at] !== 0x02 || bytes[at + 1] !== bytes.length - at - 2) return undefined;
  return { r: toNumber(bytes.subarray(4, at)), s: toNumber(bytes.subarray(at + 2)) };
}

function fromFixed(bytes: Uint8Array, size: number): { r: bigint; s: bigint } {
  if (bytes.length !== 2 * size)
    throw new Error(`an ECDSA signature is DER or ${2 * size} bytes, not ${bytes.length} bytes`);
  return { r: toNumber(bytes.subarray(0, size)), s: toNumber(bytes.subarray(size)) };
}

function toDer(r: bigint, s: bigint): Uint8Array {
  const body = [...integer(r), ...integer(s)];
  return Uint8Array.from([0x30, body.length, ...body]);
}

function integer(value: bigint): number[] {
  const hex = value.toString(16);
  const bytes = [...Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')];
  if ((bytes[0] ?? 0) >= 0x80) bytes.unshift(0);
  return [0x02, bytes.length, ...bytes];
}

/**
 * `r || s` of a DER signature, 32 bytes each, copied byte by byte: for what signs thousands a second. What is
 * no DER is given back as it is.
 */
export function fixedOf(der: Uint8Array): Uint8Array {
  if (der.length === 64 || der[0] !== 0x30 || der[2] !== 0x02) return der;
  const rEnds = 4 + (der[3] ?? 0);
  const fixed = new Uint8Array(64);
  put(fixed, der.subarray(4, rEnds), 32);
  put(fixed, der.subarray(rEnds + 2), 64);
  return fixed;
}

/** Writes a number so that it ends before a place; leading zeros that fill a number of DER fall away. */
function put(fixed: Uint8Array, number: Uint8Array, end: number): void {
  const digits = number.subarray(Math.max(0, number.length - 32));
  fixed.set(digits, end - digits.length);
}

/** DER of `r || s`, 32 bytes each. */
export function derOf(fixed: Uint8Array): Uint8Array {
  const body = [...shortest(fixed.subarray(0, 32)), ...shortest(fixed.subarray(32))];
  return Uint8Array.from([0x30, body.length, ...body]);
}

function shortest(number: Uint8Array): Uint8Array {
  let begins = 0;
  while (begins < 31 && number[begins] === 0) begins++;
  const digits = number.subarray(begins);
  const filled = (digits[0] ?? 0) >= 0x80 ? [0, ...digits] : digits;
  return Uint8Array.from([0x02, filled.length, ...filled]);
}

const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

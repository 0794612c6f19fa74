import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { fromDer, lowS } from '../../gateway/src/connection/der';
import { nativeSigner } from '../../gateway/src/connection/identity';

const curves = [
  { curve: 'P-256', size: 32, order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n },
  {
    curve: 'P-384',
    size: 48,
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
] as const;

describe.each(curves)('signatures on $curve', ({ curve, size, order }) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const messages = fc.uint8Array({ minLength: 0, maxLength: 300 });

  test('every native signature has its s in the lower half and verifies', () => {
    const signer = nativeSigner(privateKey);
    fc.assert(
      fc.property(messages, (message) => {
        const signature = signer(message) as Uint8Array;
        expect(fromDer(signature)?.s).toBeLessThanOrEqual(order >> 1n);
        expect(verify('sha256', message, publicKey, signature)).toBe(true);
      }),
    );
  });

  test('a signature of a wallet, in fixed length and with any s, becomes one that Fabric takes', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const signature = lowS(sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }), size);
        expect(fromDer(signature)?.s).toBeLessThanOrEqual(order >> 1n);
        expect(verify('sha256', message, publicKey, signature)).toBe(true);
      }),
    );
  });

  test('both halves of s give the same signature', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: order - 1n }),
        fc.bigInt({ min: 1n, max: order - 1n }),
        (r, s) => {
          const fixed = (value: bigint) => Buffer.from(value.toString(16).padStart(2 * size, '0'), 'hex');
          const one = lowS(Buffer.concat([fixed(r), fixed(s)]), size);
          const other = lowS(Buffer.concat([fixed(r), fixed(order - s)]), size);
          expect(Buffer.from(one)).toEqual(Buffer.from(other));
          expect(lowS(one, size)).toEqual(one);
          expect(fromDer(one)?.r).toBe(r);
        },
      ),
    );
  });
});

test('an Ed25519 key signs the message itself', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const message = Buffer.from('a car');
  expect(verify(null, message, publicKey, nativeSigner(privateKey)(message) as Uint8Array)).toBe(true);
});

test('bytes that are no signature are refused', () => {
  expect(() => lowS(new Uint8Array(10))).toThrow('an ECDSA signature is DER or 64 bytes, not 10 bytes');
});

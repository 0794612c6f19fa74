import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { readObject } from '../../kit/value/json';
import { isSignedBy, multikeyOf, partsOfMultikey } from '../../words/multikey';

/** RFC 7518 and RFC 9864 names of what the kinds of keys sign with. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  EdDSA: 'Ed25519',
  Ed25519: 'Ed25519',
};

export interface Jws {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What the signature is over. */
  readonly signed: string;
  readonly signature: Uint8Array;
}

/** Bytes of base64url without padding and without a second way to write them. */
export function bytesOfBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

/** The JSON object in a text, read as strictly as a request, or `undefined`. */
export function objectIn(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    return text === undefined ? undefined : readObject(text);
  } catch {
    return undefined;
  }
}

/** A compact JWS taken apart, not verified; `undefined` when it is none. */
export function partsOfJws(compact: string): Jws | undefined {
  const [head = '', body = '', tail = '', ...more] = compact.split('.');
  const header = objectIn(bytesOfBase64url(head)?.toString('utf8'));
  const payload = objectIn(bytesOfBase64url(body)?.toString('utf8'));
  const signature = bytesOfBase64url(tail);
  if (!header || !payload || !signature || more.length > 0) return undefined;
  return { header, payload, signed: `${head}.${body}`, signature };
}

/** Whether the key signed it, with the algorithm that belongs to the key. `none` belongs to no key. */
export function isJwsOf({ header, signed, signature }: Jws, multikey: string): boolean {
  const algorithm = header['alg'];
  const kind = partsOfMultikey(multikey)?.kind;
  const fits =
    typeof algorithm === 'string' && Object.hasOwn(ALGORITHMS, algorithm) && ALGORITHMS[algorithm] === kind;
  return (
    fits && header['crit'] === undefined && isSignedBy(multikey, Buffer.from(signed, 'ascii'), signature)
  );
}

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43,64}$/);
const Jwk = z.union([
  z.strictObject({ kty: z.literal('EC'), crv: z.enum(['P-256', 'P-384']), x: coordinate, y: coordinate }),
  z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate }),
]);

/** The multikey of a public JWK; a private one is refused with the rest. */
export function multikeyOfJwk(jwk: unknown): string | undefined {
  const parsed = Jwk.safeParse(jwk);
  if (!parsed.success) return undefined;
  try {
    return multikeyOf(createPublicKey({ key: parsed.data, format: 'jwk' }));
  } catch {
    return undefined;
  }
}

import { createECDH, createPrivateKey, hkdfSync, type KeyObject, sign } from 'node:crypto';
import { moneyAddressOf, multikeyOf, type SignedMoney, signedMoneyText } from '@roadbook/chaincode/api';
import type { Rooms } from '../rooms/rooms';

/** The order of P-256 (FIPS 186-5, SP 800-186 §3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** 64 bits more than the order, so that no scalar is likelier than another (FIPS 186-5 A.2.1). */
const EXTRA_RANDOM_BYTES = 40;
const LEAST_SEED = 32;

/** What is signed, handed in by whoever has it: the request of `payment.payByKey`. */
export type SignedPayment = Parameters<Rooms['payment']['payByKey']>[0];

/** One of the keys behind the money addresses of a holder. */
export interface SubKey {
  readonly index: number;
  /** `key:` and the multikey; give it to a payer instead of the member name. It is paid once. */
  readonly address: string;
  /** What a registrar keeps under seal before it opens the address: `escrowLink({ address }, link)`. */
  readonly link: (owner: string) => { readonly owner: string; readonly possession: string };
  /**
   * Signs a payment out of the lots of the address, to be handed in once, before `until`. The change stays at
   * the address: to move it on unseen, name an own open address among the payees.
   */
  readonly pay: (payment: Pick<SignedPayment, 'paymentId' | 'lots' | 'to' | 'until'>) => SignedPayment;
}

/**
 * The sub-keys of a holder on a channel, all from one seed of 32 random bytes or more (HKDF, RFC 5869,
 * SHA-256): whoever has the seed has the money, and needs nothing else to find it again.
 */
export function subKeysOf(seed: Uint8Array, channel: string): (index: number) => SubKey {
  if (seed.length < LEAST_SEED) throw new RangeError(`the seed of sub-keys needs ${LEAST_SEED} random bytes`);
  return (index) => subKey(keyAt(seed, channel, index), channel, index);
}

function keyAt(seed: Uint8Array, channel: string, index: number): KeyObject {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError('sub-keys are numbered from 0');
  const random = hkdfSync('sha256', seed, channel, `roadbook.payment sub-key ${index}`, EXTRA_RANDOM_BYTES);
  const scalar = (BigInt(`0x${Buffer.from(random).toString('hex')}`) % (ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(d);
  const point = curve.getPublicKey();
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  const parts = { d: text(d), x: text(point.subarray(1, 33)), y: text(point.subarray(33)) };
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', ...parts } });
}

function subKey(key: KeyObject, channel: string, index: number): SubKey {
  const address = moneyAddressOf(multikeyOf(key) ?? '');
  const signed = (statement: SignedMoney): string =>
    sign('sha256', Buffer.from(signedMoneyText(statement)), { key, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    );
  return {
    index,
    address,
    link: (owner) => ({ owner, possession: signed({ act: 'link', channel, address, owner }) }),
    pay: (payment) => {
      const { paymentId, lots, to, until } = payment;
      const order = { paymentId, from: address, lots, to, until };
      return { ...order, signature: signed({ act: 'pay', channel, ...order }) };
    },
  };
}

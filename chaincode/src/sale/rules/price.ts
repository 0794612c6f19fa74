import { canonical } from '../../kit/value/json';
import type { Money } from '../../kit/value/money';
import { sha256 } from '../../kit/value/hash';

/**
 * SHA-256 over the canonical form of price, nonce and trade. Both sides publish it: equal prices under the
 * one nonce that they share give equal hashes, 10,000.00 and 10,000.01 do not, and without the nonce nobody
 * finds the price by trying.
 */
export const agreementOf = ({
  tradeId,
  price,
  nonce,
}: {
  tradeId: string;
  price: Money;
  nonce: string;
}): string => sha256(canonical({ amount: `${price.amount}`, currency: price.currency, nonce, tradeId }));

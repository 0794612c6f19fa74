import { exchangeAt, type Money } from '@roadbook/chaincode/api';
import { RefusedByContract } from '../errors/call';
import { PurseTooSmall } from '../errors/setup';
import type { Rooms } from '../rooms/rooms';
import { lotsOf } from './lots';
import { type IsLost, isSpent, isSpentOrMet, spendChosen } from './account';

type Customer = Pick<Rooms, 'payment'> & { readonly caller: string };
type Exchanged = Awaited<ReturnType<Rooms['payment']['exchange']>>;

/** What is to be exchanged at a quote, without lots. */
export interface Exchanging {
  readonly quoteId: string;
  /** Each used once: what is given, and what comes for it. */
  readonly paymentId: string;
  readonly deliveryId: string;
  /** Whose money: the caller's if not given. */
  readonly from?: string;
  /** What is given, in the currency that the quote takes. */
  readonly amount: Money;
}

const MOST_PARTS = 20;

/**
 * Exchanges at a quote; own lots and parts of the quote are chosen, and chosen again when another customer
 * took a part. Throws what the quote refuses (`EXCHANGE_OVER`, `EXCHANGE_EXHAUSTED`, …), `PurseTooSmall`, or
 * the `CallFailed` of the exchange.
 */
export async function exchangeFrom(
  on: Customer,
  { from = on.caller, ...exchanging }: Exchanging,
): Promise<Exchanged> {
  const { quoteId, amount } = exchanging;
  const quote = await on.payment.readQuote({ quoteId });
  const at = new Date().toISOString();
  const box = `quote:${quoteId}`;
  const given = exchangeAt(quote, amount, from, at);
  // No payee, so that no voucher fits.
  const need = { amount, payees: [box], at, issuer: quote.takes.issuer };
  const withOwn = async (lots: readonly string[]): Promise<Exchanged> => {
    const exchange = (parts: readonly string[]) =>
      on.payment.exchange({ ...exchanging, from, lots: [...lots], parts: [...parts] });
    try {
      return await spendChosen(on, box, { amount: given, payees: [box], at }, exchange, isTaken);
    } catch (error) {
      if (!(error instanceof PurseTooSmall)) throw error;
      const left = await lotsOf(on, box);
      return exchange(left.slice(0, MOST_PARTS).map(({ lotId }) => lotId));
    }
  };
  return spendChosen(on, from, need, withOwn, isSpent);
}

/** Another customer took a part of the quote. */
const isTaken: IsLost = (error, parts) =>
  isSpentOrMet(error, parts) || (error instanceof RefusedByContract && error.code === 'EXCHANGE_EXHAUSTED');

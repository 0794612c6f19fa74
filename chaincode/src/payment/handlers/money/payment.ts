import type { Found, WriteRows } from '../../../kit/ledger/rows';
import type { Transfer } from '../../records/money';
import { lotStem } from '../../rules/money/spending';

interface Asked {
  readonly paymentId: string;
  readonly from: string;
}

type Movements<T> = { readonly transfers: T };

/**
 * Where a payment stands: under its id; under its payer's name too when another payer used the id first. So
 * whoever saw an id in a proposal and was faster took nothing from its owner: the same payment sent again is
 * made.
 */
export async function placeOf(
  tx: Movements<Found<Transfer>>,
  { paymentId, from }: Asked,
): Promise<readonly string[]> {
  const first = await tx.transfers.find(paymentId);
  return first === undefined || first.from === from ? [paymentId] : [paymentId, from];
}

/** The payment of this payer with this id, if it was made. */
export const findPayment = async (
  tx: Movements<Found<Transfer>>,
  asked: Asked,
): Promise<Transfer | undefined> => tx.transfers.find(...(await placeOf(tx, asked)));

export const getPayment = async (tx: Movements<Found<Transfer>>, asked: Asked): Promise<Transfer> =>
  tx.transfers.get(...(await placeOf(tx, asked)));

/** The payment if this very request made it; EXISTS_DIFFERENTLY if its payer used the id for another. */
export const knownPayment = async (
  tx: Movements<WriteRows<Transfer>>,
  asked: Asked,
): Promise<Transfer | undefined> => tx.transfers.known(...(await placeOf(tx, asked)));

/** The id of the first lot that a payment will make. */
export const firstLot = async (tx: Movements<Found<Transfer>>, asked: Asked): Promise<string> =>
  `${lotStem(await placeOf(tx, asked))}:0`;

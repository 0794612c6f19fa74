import { demand } from '../../kit/errors';
import { escrowBox } from '../../payment/door';
import type { Deposit } from '../records/deposit';
import { depositBox } from '../rules/deposit';
import { saleErrors } from '../errors';
import type { Trade } from '../records/trade';
import type { Reading, Writing } from '../tables';

/**
 * The money of a trade. No escrow of the room payment bears this name, so nobody but this room opens it: the
 * buyer cannot waive the lien.
 */
export const boxOf = (tradeId: string): string => escrowBox(`sale:${tradeId}`);

/** Whether a court took the money out of its box: beside the rules of this room nothing else opens it. */
export const isClawedBack = async (
  tx: Writing | Reading,
  box: string,
  lot: string | undefined,
): Promise<boolean> => lot !== undefined && (await tx.lots.find(box, lot)) === undefined;

/** What a bidder has at stake: nothing once a court took it, written down or not. */
export async function stakeOf(tx: Writing, auctionId: string, bidder: string): Promise<Deposit | undefined> {
  const placed = await tx.deposits.find(auctionId, bidder);
  return placed && (await isClawedBack(tx, depositBox(placed), placed.lot)) ? undefined : placed;
}

/** Refuses with MONEY_TAKEN once a court emptied the box of the trade. */
export async function mustHoldMoney(tx: Writing, { tradeId, lot }: Trade): Promise<void> {
  demand(!(await isClawedBack(tx, boxOf(tradeId), lot)), saleErrors.MONEY_TAKEN, { tradeId });
}

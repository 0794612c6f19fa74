import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { anybody, ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { lotId } from '../../payment/records/party';

export const depositStatus = z.enum(['held', 'returned', 'forfeited', 'clawedBack']);

/** What one bidder stakes on one auction; it ends once, by one movement out of its box. */
export const Deposit = z.strictObject({
  auctionId: id,
  bidder: member,
  amount: positiveMoney,
  status: depositStatus,
  lot: lotId.optional().meta({ description: 'the money in its box, while it is held' }),
  placedAt: instant,
});
export type Deposit = z.output<typeof Deposit>;

/** All that somebody who may not read a deposit learns by asking for its end. */
export const DepositTold = Deposit.pick({ auctionId: true, bidder: true, status: true });
export const depositTold = ({ auctionId, bidder, status }: Deposit): z.output<typeof DepositTold> => ({
  ...{ auctionId, bidder, status },
});

export const deposits = table({
  kind: 'bidDeposit',
  v: 1,
  schema: Deposit,
  id: ({ auctionId, bidder }) => [auctionId, bidder],
  // How the auction came out is said by its record.
  sides: { bidder: ({ bidder }: Deposit) => bidder, auction: ruled, anybody },
});

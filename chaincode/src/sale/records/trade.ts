import { z } from 'zod';
import { Benefits } from '../../coupon/records/benefit';
import { positiveMoney } from '../../kit/value/money';
import { anybody, ruled, whoever } from '../../kit/side';
import { secretTable, table } from '../../kit/table';
import { count, id, line, member, nonce, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { lotId, party } from '../../payment/records/party';
import { unit } from '../../words/unit';
import { vin } from '../../words/vin';
import { seller, charge, terms } from './listing';

/** Private: what one side would trade at. Kept by its own organisation, sealed on the ledger. */
export const Agreement = z.strictObject({ tradeId: id, price: positiveMoney, nonce });

/** One side's public word on the price: nobody can read it, both can be compared. */
const word = z.strictObject({
  seal: sha256Hex
    .optional()
    .meta({ description: 'of what the organisation keeps; absent where the price was bid openly' }),
  agreement: sha256Hex.meta({
    description: 'SHA-256 over price, nonce and trade; equal only when the price is (price.ts)',
  }),
  certificateHash: sha256Hex.meta({ description: 'the history that this side knows' }),
  at: instant,
});

export const tradeStatus = z.enum([
  ...(['offered', 'agreed', 'funded', 'inspecting', 'accepted', 'settled'] as const),
  ...(['rejected', 'refunded', 'disputed', 'resolved', 'withdrawn', 'clawedBack'] as const),
]);
export type TradeStatus = z.output<typeof tradeStatus>;

export const Trade = z.strictObject({
  tradeId: id,
  listingId: id,
  vin,
  seller,
  buyer: member,
  arbiter: party,
  status: tradeStatus,
  terms,
  charges: z.array(charge).max(4),
  sellerWord: word.optional(),
  buyerWord: word.optional(),
  price: positiveMoney
    .optional()
    .meta({ description: 'since the money came: it moves by amount, so the ledger shows it' }),
  benefits: Benefits.optional().meta({ description: 'coupons and points that the price is lowered by' }),
  lot: lotId.optional().meta({ description: 'the money in the box of the trade' }),
  titleNo: count(1000, 1)
    .optional()
    .meta({ description: 'number that the title has once it passed by this trade' }),
  titleHash: sha256Hex.optional().meta({ description: 'title, brands, liens and theft when the money came' }),
  approval: z
    .strictObject({ by: member, at: instant, until: instant })
    .optional()
    .meta({ description: 'consent of the registrar to this buyer' }),
  shows: z
    .strictObject({ value: count(9_999_999), unit, at: instant })
    .optional()
    .meta({ description: 'odometer disclosed by the seller when handing over' }),
  leftBy: z.enum(['seller', 'buyer']).optional().meta({
    description: 'who withdrew, or let the time to pay for what it had won pass although it could have paid',
  }),
  defects: z.array(id).max(50).optional().meta({ description: 'codes given with a rejection' }),
  due: instant.meta({ description: 'exclusive end of what must happen next; then time takes its step' }),
  outputs: z
    .array(
      z.strictObject({
        party,
        amount: positiveMoney,
        what: z.enum(['payoff', 'charge', 'seller', 'buyer']),
        reference: line(64).optional(),
      }),
    )
    .max(20)
    .optional()
    .meta({ description: 'who got what; adds up to the price' }),
  model: id.optional(),
  payoffs: z
    .array(z.strictObject({ loanId: id, quoteId: id }))
    .max(8)
    .optional()
    .meta({ description: 'the quotes that settled its liens' }),
  settledAt: instant.optional(),
});
export type Trade = z.output<typeof Trade>;

export const trades = table({
  kind: 'trade',
  v: 1,
  schema: Trade,
  id: ({ tradeId }) => [tradeId],
  sides: {
    ...{
      seller: (trade: Trade) => trade.seller,
      buyer: (trade: Trade) => trade.buyer,
      arbiter: (trade: Trade) => trade.arbiter,
    },
    ...{ registrar: whoever('registrar'), auditor: whoever('auditor'), lender: whoever('lender') },
    // Whether a time is over is said by the rules.
    ...{ time: ruled, anybody },
  },
  indexes: {
    listing: ({ listingId }) => [listingId],
    model: ({ model, status }) => (status === 'settled' && model !== undefined ? [model] : undefined),
  },
});
export const agreements = secretTable({ kind: 'saleAgreement', v: 1, schema: Agreement });

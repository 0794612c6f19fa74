import { z } from 'zod';
import { evaluate, keep, page, pageOf, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { count, id, org, nonce, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { maybe } from '../../kit/ref';
import { standingOf } from '../../member/records/member';
import { everyone, people } from '../../words/role';
import { WantedBenefits, wantedRecords } from '../../coupon/records/benefit';
import { benefitErrors } from '../../coupon/records/refusal';
import { lotId } from '../../payment/records/party';
import { transfers } from '../../payment/records/money';
import { vehicleErrors } from '../../vehicle/errors';
import { saleErrors as errors } from '../errors';
import { saleEvents as events } from '../events';
import { back, cash, changed, funded, moving, ofListing, onTrade, paying } from './shape';
import { onListing, seenOf, sellers, warnings } from './listing';
import { listingLife, tradeLife } from '../life';
import { auctions, callings } from '../records/auction';
import { Agreement, Trade, tradeStatus } from '../records/trade';

const one = z.strictObject({ tradeId: id });
const readers = ['seller', 'buyer', 'arbiter', 'registrar', 'auditor', 'lender'] as const;

/** From the first word to the keys; consent, dispute, and what time does. */
export const tradeOperations = {
  open: submit({
    says: 'Begin to trade on a listing, as its buyer.',
    by: people,
    request: z.strictObject({ tradeId: id, listingId: id }),
    on: onListing,
    sides: ['anybody'],
    creates: onTrade,
    loads: ({ tradeId }, { vin }) => ({
      auction: maybe(auctions.at(tradeId)),
      calling: maybe(callings.at(vin)),
    }),
    response: Trade,
    errors: [errors.LISTING_OVER, errors.TRADE_SIDES_WRONG, errors.AUCTION_BINDS],
    events: changed,
  }),
  keepPrice: keep({
    says: 'Keep the price that one would trade at, with the nonce of both sides, in the own organisation.',
    by: sellers,
    request: z.strictObject({ tradeId: id, round: count(20, 1) }),
    on: onTrade,
    sides: ['seller', 'buyer'],
    secret: Agreement.omit({ tradeId: true }),
  }),
  agree: submit({
    says: 'Give the word on the price: the seal of what was kept and the hash that both sides can compare.',
    by: sellers,
    request: z.strictObject({
      tradeId: id,
      round: count(20, 1),
      seal: sha256Hex,
      agreement: sha256Hex,
      certificateHash: sha256Hex,
    }),
    on: onTrade,
    step: tradeLife.agree,
    loads: (_request, trade) => ({
      ...ofListing(trade),
      ...seenOf(trade.vin),
      calling: maybe(callings.at(trade.vin)),
    }),
    response: Trade,
    errors: [
      errors.LISTING_STALE,
      errors.TRADE_LATE,
      errors.HISTORY_DIFFERS,
      errors.PRICES_DIFFER,
      errors.AUCTION_BINDS,
    ],
    events: changed,
  }),
  withdraw: submit({
    says: 'Leave a trade before there is money in it.',
    by: sellers,
    request: one,
    on: onTrade,
    step: tradeLife.withdraw,
    takes: [listingLife.reopen],
    loads: (_request, trade) => ofListing(trade),
    response: Trade,
    events: changed,
  }),
  fund: submit({
    says:
      'Put the agreed price into the box of the trade. It opens the price; the title is bound to the ' +
      'buyer from now on.',
    by: people,
    request: z.strictObject({
      tradeId: id,
      paymentId: id,
      price: positiveMoney,
      nonce,
      lots: z.array(lotId).min(1).max(100),
      benefits: WantedBenefits.optional(),
    }),
    on: onTrade,
    step: tradeLife.fund,
    takes: [listingLife.reserve],
    loads: ({ paymentId, benefits }, trade) => ({
      ...wantedRecords(benefits, { seller: trade.seller, customer: trade.buyer }),
      ...ofListing(trade),
      ...seenOf(trade.vin),
      calling: maybe(callings.at(trade.vin)),
      paid: maybe(transfers.at(paymentId)),
    }),
    response: Trade,
    errors: [
      errors.LISTING_STALE,
      errors.TRADE_LATE,
      errors.PRICE_UNPROVEN,
      errors.HISTORY_DIFFERS,
      errors.AUCTION_BINDS,
      errors.PRICE_TOO_LOW,
      vehicleErrors.OFFER_OPEN,
      vehicleErrors.OFFER_UNKNOWN,
      ...benefitErrors,
      ...cash,
    ],
    events: funded,
  }),
  approve: submit({
    says: 'Consent, as the registrar, that the title passes to this buyer when the trade settles.',
    by: ['registrar'],
    request: z.strictObject({ tradeId: id, until: instant }),
    on: onTrade,
    step: tradeLife.approve,
    // Of a trade that is over the rule says so.
    answered: ({ status }) => tradeLife.final.includes(status),
    done: ({ approval }, { until }) => approval?.until === until,
    response: Trade,
    errors: [errors.TRADE_LATE],
    events: [events.TradeApproved],
  }),
  handOver: submit({
    says: 'Say that vehicle and keys went to the buyer, and what the odometer shows.',
    by: sellers,
    request: z.strictObject({ tradeId: id, value: count(9_999_999), unit: z.enum(['km', 'mi']) }),
    on: onTrade,
    step: tradeLife.handOver,
    response: Trade,
    errors: [errors.MONEY_TAKEN, errors.TRADE_LATE],
    events: changed,
  }),
  accept: submit({
    says: 'Accept the vehicle after looking at it.',
    by: people,
    request: one,
    on: onTrade,
    step: tradeLife.accept,
    response: Trade,
    errors: [errors.TRADE_LATE],
    events: changed,
  }),
  reject: submit({
    says: 'Reject the vehicle; the money goes back when the seller has it again.',
    by: people,
    request: z.strictObject({ tradeId: id, defects: z.array(id).max(50) }),
    on: onTrade,
    step: tradeLife.reject,
    response: Trade,
    errors: [errors.TRADE_LATE],
    events: changed,
  }),
  dispute: submit({
    says: 'Stop a trade until its arbiter decides.',
    by: sellers,
    request: one,
    on: onTrade,
    step: tradeLife.dispute,
    response: Trade,
    errors: [errors.TRADE_LATE],
    events: changed,
  }),
  tick: submit({
    says: 'Write down what time has made of a trade. Anyone may; repeated it changes nothing.',
    by: everyone,
    request: paying,
    on: onTrade,
    steps: [
      ...[tradeLife.lapse, tradeLife.acceptSilently, tradeLife.escalate, tradeLife.refund],
      tradeLife.clawBack,
    ],
    takes: [listingLife.reopen, listingLife.sell],
    loads: (asked, trade) => ({ ...moving(asked, trade), ...standingOf(trade.buyer) }),
    response: Trade.pick({ tradeId: true, status: true, due: true }),
    errors: cash,
    events: back,
  }),
  readTrade: evaluate({
    says: 'Read a trade and its status as it is now, whether or not a tick has written it down.',
    by: everyone,
    request: one,
    on: onTrade,
    sides: readers,
    response: Trade.extend({ now: tradeStatus }),
  }),
  listTrades: evaluate({
    says: 'List the trades on a listing.',
    by: everyone,
    request: page.extend({ listingId: id }),
    response: pageOf(Trade),
  }),
  prepare: evaluate({
    says:
      'Tell what a settlement needs: open liens and how late their loans are, the consent of the ' +
      'registrar; and what a buyer must know today.',
    by: everyone,
    request: one,
    on: onTrade,
    sides: readers,
    loads: (_request, trade) => ofListing(trade),
    response: z.strictObject({
      liens: z
        .array(
          z.strictObject({
            ...{ lienId: id, holder: org, loanId: id },
            daysPastDue: count(100_000).exactOptional().meta({
              description:
                'of the oldest instalment unpaid; for the sides, its lender, registrar and auditor',
            }),
          }),
        )
        .max(8),
      approved: z.boolean(),
      policies: z.array(id).max(4),
      warnings,
    }),
  }),
};

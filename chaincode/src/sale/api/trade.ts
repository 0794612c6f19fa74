import { z } from 'zod';
import { evaluate, keep, page, pageOf, submit } from '../../kit/api';
import { money, positiveMoney } from '../../kit/value/money';
import { count, id, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { loanErrors } from '../../loan/errors';
import { loanEvents } from '../../loan/events';
import { everyone, people } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/money';
import { policyEvents } from '../../policy/events';
import { vehicleErrors } from '../../vehicle/errors';
import { vehicleEvents } from '../../vehicle/events';
import { saleErrors as no } from '../errors';
import { saleEvents as told } from '../events';
import { sellers, warnings } from './listing';
import { tradeStatus } from '../life';
import { Agreement, nonce, Trade } from '../records/trade';

const one = z.strictObject({ tradeId: id });
const paying = z.strictObject({ tradeId: id, paymentId: id });
const quoted = z
  .array(z.strictObject({ loanId: id, quoteId: id }))
  .max(8)
  .meta({ description: 'a payoff quote for every open lien' });
const changed = [told.TradeChanged];
const cash = Object.values(moneyErrors);
const { OFFER_OPEN, OFFER_UNACCEPTED, OFFER_UNKNOWN, LIEN_OPEN } = vehicleErrors;
const title = [OFFER_OPEN, OFFER_UNKNOWN, OFFER_UNACCEPTED, LIEN_OPEN];
const loan = [loanErrors.QUOTE_EXPIRED, loanErrors.QUOTE_STALE];
const closing = [
  ...changed,
  moneyEvents.MoneyMoved,
  loanEvents.LoanRepaid,
  loanEvents.LoanSettled,
  vehicleEvents.LienReleased,
  loanEvents.RepossessionEnded,
  vehicleEvents.VehicleRepossessed,
  vehicleEvents.TitlePassed,
  vehicleEvents.OdometerRead,
  policyEvents.PolicyCancelled,
];
const back = [...changed, moneyEvents.MoneyMoved, vehicleEvents.OfferWithdrawn];

export const tradeOperations = {
  open: submit({
    says: 'Begin to trade on a listing, as its buyer.',
    by: people,
    request: z.strictObject({ tradeId: id, listingId: id }),
    response: Trade,
    errors: [no.LISTING_OVER, no.TRADE_SIDES_WRONG],
    events: changed,
  }),
  keepPrice: keep({
    says: 'Keep the price that one would trade at, with the nonce of both sides, in the own organisation.',
    by: sellers,
    request: z.strictObject({ tradeId: id, round: count(20, 1) }),
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
    response: Trade,
    errors: [no.LISTING_STALE, no.TRADE_LATE, no.HISTORY_DIFFERS, no.PRICES_DIFFER],
    events: changed,
  }),
  withdraw: submit({
    says: 'Leave a trade before there is money in it.',
    by: sellers,
    request: one,
    response: Trade,
    events: changed,
  }),
  fund: submit({
    says: 'Put the agreed price into the box of the trade. It opens the price; the title is bound to the buyer from now on.',
    by: people,
    request: z.strictObject({ tradeId: id, paymentId: id, price: positiveMoney, nonce, lots: z.array(lotId).min(1).max(100) }),
    response: Trade,
    errors: [no.LISTING_STALE, no.TRADE_LATE, no.PRICE_UNPROVEN, no.HISTORY_DIFFERS, OFFER_OPEN, OFFER_UNKNOWN, ...cash],
    events: [...changed, moneyEvents.MoneyMoved, vehicleEvents.TitleOffered, vehicleEvents.TitleAccepted],
  }),
  approve: submit({
    says: 'Consent, as the registrar, that the title passes to this buyer when the trade settles.',
    by: ['registrar'],
    request: z.strictObject({ tradeId: id, until: instant }),
    response: Trade,
    errors: [no.TRADE_LATE],
    events: [told.TradeApproved],
  }),
  handOver: submit({
    says: 'Say that vehicle and keys went to the buyer, and what the odometer shows.',
    by: sellers,
    request: z.strictObject({ tradeId: id, value: count(9_999_999), unit: z.enum(['km', 'mi']) }),
    response: Trade,
    errors: [no.MONEY_TAKEN, no.TRADE_LATE],
    events: changed,
  }),
  accept: submit({
    says: 'Accept the vehicle after looking at it.',
    by: people,
    request: one,
    response: Trade,
    errors: [no.TRADE_LATE],
    events: changed,
  }),
  reject: submit({
    says: 'Reject the vehicle; the money goes back when the seller has it again.',
    by: people,
    request: z.strictObject({ tradeId: id, defects: z.array(id).max(50) }),
    response: Trade,
    errors: [no.TRADE_LATE],
    events: changed,
  }),
  giveBack: submit({
    says: 'Give the money back, as the seller: the vehicle returned, or the sale is off.',
    by: sellers,
    request: paying,
    response: Trade,
    errors: [no.TITLE_PASSED_ALREADY, no.MONEY_TAKEN, ...cash],
    events: back,
  }),
  settle: submit({
    says: 'Change title, money, liens, loans and insurance hands in one transaction, or not at all.',
    by: [...sellers, 'registrar'],
    request: z.strictObject({ tradeId: id, paymentId: id, payoffs: quoted }),
    response: Trade,
    errors: [no.TRADE_LATE, no.APPROVAL_MISSING, no.PAYOFF_MISSING, ...loan, no.PRICE_TOO_LOW, no.MONEY_TAKEN, ...title, ...cash],
    events: closing,
  }),
  dispute: submit({
    says: 'Stop a trade until its arbiter decides.',
    by: sellers,
    request: one,
    response: Trade,
    errors: [no.TRADE_LATE],
    events: changed,
  }),
  resolve: submit({
    says: 'Decide a dispute as the arbiter: what the buyer gets back, and whether the title passes.',
    by: everyone,
    request: z.strictObject({ tradeId: id, paymentId: id, toBuyer: money, passTitle: z.boolean(), payoffs: quoted }),
    response: Trade,
    errors: [
      no.TRADE_LATE,
      no.TITLE_PASSED_ALREADY,
      no.APPROVAL_MISSING,
      no.PAYOFF_MISSING,
      ...loan,
      no.PRICE_TOO_LOW,
      no.SPLIT_EXCEEDS,
      no.MONEY_TAKEN,
      ...title,
      ...cash,
    ],
    events: [...closing, vehicleEvents.OfferWithdrawn],
  }),
  tick: submit({
    says: 'Write down what time has made of a trade. Anyone may; repeated it changes nothing.',
    by: everyone,
    request: paying,
    response: Trade.pick({ tradeId: true, status: true, due: true }),
    errors: cash,
    events: back,
  }),
  readTrade: evaluate({
    says: 'Read a trade and its status as it is now, whether or not a tick has written it down.',
    by: everyone,
    request: one,
    response: Trade.extend({ now: tradeStatus }),
  }),
  listTrades: evaluate({
    says: 'List the trades on a listing.',
    by: everyone,
    request: page.extend({ listingId: id }),
    response: pageOf(Trade),
  }),
  prepare: evaluate({
    says: 'Tell what a settlement needs: open liens and how late their loans are, the consent of the registrar; and what a buyer must know today.',
    by: everyone,
    request: one,
    response: z.strictObject({
      liens: z
        .array(
          z.strictObject({
            ...{ lienId: id, holder: org, loanId: id },
            daysPastDue: count(100_000)
              .exactOptional()
              .meta({ description: 'of the oldest instalment unpaid; for the sides, its lender, registrar and auditor' }),
          }),
        )
        .max(8),
      approved: z.boolean(),
      policies: z.array(id).max(4),
      warnings,
    }),
  }),
};

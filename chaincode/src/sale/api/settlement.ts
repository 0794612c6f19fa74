import { z } from 'zod';
import { submit } from '../../kit/api';
import { money } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { quotes } from '../../loan/records/entry';
import { loans } from '../../loan/records/loan';
import { maybe } from '../../kit/ref';
import { loanErrors } from '../../loan/errors';
import { loanEvents } from '../../loan/events';
import { everyone } from '../../words/role';
import { benefitsEnded } from '../../coupon/records/refusal';
import { moneyEvents } from '../../payment/events';
import { policyEvents } from '../../policy/events';
import { vehicleErrors } from '../../vehicle/errors';
import { vehicleEvents } from '../../vehicle/events';
import { saleErrors as errors } from '../errors';
import { sellers } from './listing';
import { listingLife, tradeLife } from '../life';
import { Trade } from '../records/trade';
import { onTrade, moving, paying, changed, cash, back } from './shape';

const quoted = z
  .array(z.strictObject({ loanId: id, quoteId: id }))
  .max(8)
  .meta({ description: 'a payoff quote for every open lien' });
const owing = (payoffs: z.output<typeof quoted>) => ({
  loans: payoffs.map(({ loanId }) => maybe(loans.at(loanId))),
  quotes: payoffs.map(({ loanId, quoteId }) => maybe(quotes.at(loanId, quoteId))),
});
const { OFFER_OPEN, OFFER_UNACCEPTED, OFFER_UNKNOWN, LIEN_OPEN } = vehicleErrors;
const title = [OFFER_OPEN, OFFER_UNKNOWN, OFFER_UNACCEPTED, LIEN_OPEN];
const loan = [loanErrors.QUOTE_EXPIRED, loanErrors.QUOTE_STALE];
const closing = [
  ...changed,
  ...benefitsEnded,
  moneyEvents.MoneyMoved,
  loanEvents.LoanRepaid,
  loanEvents.LoanRebooked,
  loanEvents.BucketChanged,
  loanEvents.LoanSettled,
  vehicleEvents.LienReleased,
  loanEvents.RepossessionEnded,
  vehicleEvents.VehicleRepossessed,
  vehicleEvents.TitlePassed,
  vehicleEvents.OdometerRead,
  policyEvents.PolicyCancelled,
];

/** How a trade with money in it ends: title, money, liens, loans and insurance in one transaction. */
export const settlementOperations = {
  giveBack: submit({
    says: 'Give the money back, as the seller: the vehicle returned, or the sale is off.',
    by: sellers,
    request: paying,
    on: onTrade,
    step: tradeLife.giveBack,
    takes: [listingLife.reopen],
    loads: moving,
    response: Trade,
    errors: [errors.TITLE_PASSED_ALREADY, errors.MONEY_TAKEN, ...cash],
    events: back,
  }),
  settle: submit({
    says: 'Change title, money, liens, loans and insurance hands in one transaction, or not at all.',
    by: [...sellers, 'registrar'],
    request: z.strictObject({ tradeId: id, paymentId: id, payoffs: quoted }),
    on: onTrade,
    step: tradeLife.settle,
    takes: [listingLife.sell],
    // A repeat is answered; the rule refuses another payment.
    answered: ({ status }) => status === 'settled',
    loads: (asked, trade) => ({ ...moving(asked, trade), ...owing(asked.payoffs) }),
    response: Trade,
    errors: [
      errors.TRADE_LATE,
      errors.APPROVAL_MISSING,
      errors.PAYOFF_MISSING,
      ...loan,
      errors.PRICE_TOO_LOW,
      errors.MONEY_TAKEN,
      ...title,
      ...cash,
    ],
    events: closing,
  }),
  resolve: submit({
    says: 'Decide a dispute as the arbiter: what the buyer gets back, and whether the title passes.',
    by: everyone,
    request: z.strictObject({
      tradeId: id,
      paymentId: id,
      toBuyer: money,
      passTitle: z.boolean(),
      payoffs: quoted,
    }),
    on: onTrade,
    step: tradeLife.resolve,
    takes: [listingLife.sell, listingLife.reopen],
    loads: (asked, trade) => ({ ...moving(asked, trade), ...owing(asked.payoffs) }),
    response: Trade,
    errors: [
      errors.TRADE_LATE,
      errors.TITLE_PASSED_ALREADY,
      errors.APPROVAL_MISSING,
      errors.PAYOFF_MISSING,
      ...loan,
      errors.PRICE_TOO_LOW,
      errors.SPLIT_EXCEEDS,
      errors.MONEY_TAKEN,
      ...title,
      ...cash,
    ],
    events: [...closing, vehicleEvents.OfferWithdrawn],
  }),
};

import { defineErrors } from '../kit/errors';

/** Whatever moves money may answer with these. */
export const moneyErrors = defineErrors({
  PAYMENT_EXISTS: {
    says: 'The payment {paymentId} was made before.',
    cure: 'Read it (payment.read); use a new id for a new payment.',
  },
  LOT_TWICE: { says: 'The lot {lotId} is named twice.', cure: 'Name each lot once.' },
  LOT_GONE: {
    says: '{owner} holds no lot {lotId}; it was spent or belongs to another.',
    cure: 'List the lots again (payment.listLots).',
    retry: 'later',
  },
  LOT_FROZEN: {
    says: 'The lot {lotId} is frozen by the court order {courtOrderId}.',
    cure: 'Pay with other lots, or wait for the court.',
    retry: 'later',
  },
  ACCOUNT_FROZEN: {
    says: 'The account is frozen by the court order {courtOrderId}.',
    cure: 'Wait for the court.',
    retry: 'later',
  },
  ISSUERS_DIFFER: { says: 'Money of {left} and of {right} cannot be paid together.', cure: 'Pay with lots of one issuer.' },
  PURPOSES_DIFFER: { says: 'Lots with different purposes cannot be paid together.', cure: 'Pay each purpose by itself.' },
  PURPOSE_OVER: { says: 'The purpose of the money ended at {until}.', cure: 'Return the remainder (payment.returnRemainder).' },
  PURPOSE_OTHER_MERCHANT: { says: 'The money may not be paid to this payee.', cure: 'Pay one of the merchants it names.' },
  PURPOSE_OTHER_CATEGORY: {
    says: 'The money may not be spent on the category {category}.',
    cure: 'It is for: {categories}; the payee says the category in its request.',
  },
  PURPOSE_OTHER_VEHICLE: {
    says: 'The money is for the vehicle {vin}.',
    cure: 'The payee must name that vehicle in its request.',
  },
  NOT_ENOUGH_MONEY: {
    says: 'The lots hold {held}, the payment takes {needed} {currency} in minor units.',
    cure: 'Name more lots.',
  },
  CLEARANCE_NEEDED: {
    says: 'A payment of {amount} is above the limit of {above} {currency} in minor units.',
    cure: 'Ask an auditor to clear this payment (payment.clear).',
    retry: 'later',
  },
});

/** What the operations of this room may answer with beside. */
export const paymentErrors = defineErrors({
  SHARES_EMPTY: { says: 'The shares weigh nothing.', cure: 'Give at least one share a weight above zero.' },
});

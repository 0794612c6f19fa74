import { defineErrors } from '../../kit/errors';

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
  ISSUERS_DIFFER: {
    says: 'Money of {left} and of {right} cannot be paid together.',
    cure: 'Pay with lots of one issuer.',
  },
  PURPOSES_DIFFER: {
    says: 'Lots with different purposes cannot be paid together.',
    cure: 'Pay each purpose by itself.',
  },
  PURPOSE_OVER: {
    says: 'The purpose of the money ended at {until}.',
    cure: 'Return the remainder (payment.returnRemainder).',
  },
  PURPOSE_OTHER_MERCHANT: {
    says: 'The money may not be paid to this payee.',
    cure: 'Pay one of the merchants it names.',
  },
  PURPOSE_OTHER_CATEGORY: {
    says: 'The money may not be spent on the category {category}.',
    cure:
      'It is for: {categories}; what counts is the category of the payee as an active merchant ' +
      '(merchant.read).',
  },
  PURPOSE_OTHER_VEHICLE: {
    says: 'The money is for the vehicle {vin}.',
    cure: 'The payee must name that vehicle in its request.',
  },
  NOT_ENOUGH_MONEY: {
    says: 'The lots hold {held}, the payment takes {needed} {currency} in minor units.',
    cure: 'Name more lots.',
  },
  ADDRESS_UNKNOWN: {
    says: 'The address {address} was not opened.',
    cure:
      'Ask the payee for an address that a registrar opened (payment.openAddress), or for its member ' +
      'name.',
    retry: 'later',
  },
  ADDRESS_USED: {
    says: 'The address {address} was paid before.',
    cure: 'Ask the payee for a new one: each is paid once.',
  },
  ADDRESS_LIMIT: {
    says: 'An address is paid at most {most} {currency} in minor units; {asked} was asked.',
    cure: 'Pay the member by name, or ask an auditor to clear this payment (payment.clear).',
  },
  CLEARANCE_NEEDED: {
    says: 'A payment of {amount} is above the limit of {above} {currency} in minor units.',
    cure: 'Ask an auditor to clear this payment (payment.clear).',
    retry: 'later',
  },
});

/** What the operations of this room may answer with beside. */
export const paymentErrors = defineErrors({
  PAYMENT_TOO_SMALL: {
    says: 'Whoever did not ask for it is paid {least} {currency} in minor units at least; {asked} was asked.',
    cure: 'Pay more at once, or let the payee ask for it (payment.request).',
  },
  SHARES_EMPTY: { says: 'The shares weigh nothing.', cure: 'Give at least one share a weight above zero.' },
  ESCROW_TERMS: { says: 'The escrow cannot be agreed like this: {why}.', cure: 'Correct the terms.' },
  DEADLINE_PASSED: {
    says: 'The deadline {deadline} has passed.',
    cure: 'What waited goes back to the payer.',
  },
  DEADLINE_AHEAD: {
    says: 'This may be done from {deadline} on.',
    cure: 'Wait until then: earlier somebody whose clock is behind could still act in time.',
    retry: 'later',
  },
  NOT_A_CONFIRMER: {
    says: 'The condition {conditionId} is not yours to confirm.',
    cure: 'Let one of those it names confirm it.',
  },
  MILESTONE_RELEASED: { says: 'The milestone {milestoneId} was released before.', cure: 'Read the escrow.' },
  CONDITION_OPEN: {
    says: 'The condition {conditionId} has {have} of {need} confirmations.',
    cure: 'Have it confirmed, or let the payer release.',
    retry: 'later',
  },
  NO_ARBITER: {
    says: 'The escrow names no arbiter.',
    cure: 'Wait for the deadline, or let payer or payee give way.',
  },
  SHARES_DIFFER: {
    says: 'The shares do not add up to the {left} minor units that are left.',
    cure: 'Share out all that is left.',
  },
  HOLD_EXCEEDED: {
    says: 'The hold has {left} left; {asked} was asked, in minor units.',
    cure: 'Capture at most what is left.',
  },
  WRONG_PREIMAGE: {
    says: 'The preimage does not have the hash {hash}.',
    cure: 'Show the 32 bytes, in hexadecimal, that were hashed.',
  },
  EXCHANGE_TERMS: { says: 'The exchange cannot be quoted like this: {why}.', cure: 'Correct the terms.' },
  EXCHANGE_OVER: {
    says: 'The quote {quoteId} ended at {until}.',
    cure: 'Look for another (payment.listQuotes), or ask for one.',
  },
  EXCHANGE_OTHER: {
    says: 'The quote {quoteId} is for another {field}.',
    cure: 'Read what it gives, what it takes and for whom (payment.readQuote).',
  },
  EXCHANGE_BOUNDS: {
    says:
      'The quote {quoteId} takes {minimum} to {maximum} {currency} at a time, in minor units; {asked} was ' +
      'asked.',
    cure: 'Exchange an amount within these bounds.',
  },
  EXCHANGE_EXHAUSTED: {
    says:
      'Of the quote {quoteId} the parts named hold {held}; the exchange takes {needed} {currency} in ' +
      'minor units.',
    cure:
      'List what is left of it (payment.listLots of quote:{quoteId}); exchange less, or look for another ' +
      'quote.',
    retry: 'later',
  },
  ADDRESS_UNPROVEN: {
    says: 'The key of {address} did not sign this.',
    cure: 'Sign the statement of the act {act} for this channel with exactly this content.',
  },
  ADDRESS_ORDER_OVER: {
    says: 'The signed payment could be handed in until {until}.',
    cure: 'Ask the holder to sign a new one.',
  },
  LINK_SEALED: {
    says: 'Who holds the address {address} stays sealed.',
    cure: 'Name a court order that stands against it or its holder, or its payment above the limit.',
  },
  FOUR_EYES_NEEDED: {
    says: 'The same person cannot ask and approve.',
    cure: 'Let another member of the lender approve.',
  },
  NOT_ITS_MONEY: { says: '{issuer} did not issue this money.', cure: 'Redeem it with {needed}.' },
  PURPOSE_EMPTY: {
    says: 'The purpose restricts nothing, or ends before it begins.',
    cure: 'Name merchants, categories or a vehicle, and an end ahead.',
  },
  PURPOSE_STANDS: {
    says: 'The lot {lotId} is free or may still be spent for its purpose.',
    cure: 'Return what is left when the purpose is over.',
    retry: 'later',
  },
  REQUEST_OTHER: {
    says: 'The payment differs from the request in its {field}.',
    cure: 'Pay what was requested (payment.readRequest).',
  },
  REFUND_OF_NOTHING: {
    says: '{from} did not pay {by} by the payment {paymentId}.',
    cure: 'Name a payment that the payee got, and who made it (payment.read).',
  },
  REFUND_EXCEEDS: {
    says: 'Of the payment {paymentId} of {paid} there is {left} left to refund, in minor units of {currency}.',
    cure: 'Refund at most that (payment.readRefunded); more is a transfer.',
  },
  QR_BROKEN: {
    says: 'The payment code is not readable: {why}.',
    cure: 'Scan it again, or ask the payee for a new one.',
  },
  FREEZE_CONFLICT: {
    says: 'It is frozen by the court order {courtOrderId} already.',
    cure: 'Lift that one first.',
  },
  SECOND_ORGANISATION_NEEDED: {
    says: 'It was asked by {askedBy}; a second person of another organisation must agree.',
    cure: 'Let staff or an auditor of another organisation confirm it.',
  },
  OWN_GAIN: {
    says: '{who}, or its organisation, would gain by it.',
    cure: 'Let somebody confirm who is no side of it.',
  },
  ORDER_OTHER: {
    says: 'The court order {courtOrderId} waits with other addresses.',
    cure: 'Read what waits (payment.readFreeze), and confirm that.',
  },
  LIMIT_OTHER: {
    says: 'For {currency} no such limits wait to be confirmed.',
    cure: 'Read what waits (payment.readLimit), and confirm that.',
  },
  FREEZE_ELSEWHERE: {
    says: 'The court order {courtOrderId} does not freeze the lot {lotId} of this holder.',
    cure: 'Name what it freezes (payment.readFreeze).',
  },
  ISO_UNREADABLE: {
    says: 'The ISO 20022 message is not readable ({reason}): {why}.',
    cure: 'Correct the message.',
  },
  STATEMENT_TOO_LONG: { says: 'The statement has more than {max} lines.', cure: 'Ask for a shorter period.' },
});

/**
 * How far a payment has come, and its ISO 20022 payment status. ACSP is not final; ACSC is: the block is
 * committed and the transaction valid.
 */
export const STATUS = {
  received: 'RCVD',
  endorsed: 'ACTC',
  ordered: 'ACSP',
  committed: 'ACSC',
  waiting: 'PDNG',
  refused: 'RJCT',
  withdrawn: 'CANC',
} as const;
export type Stage = keyof typeof STATUS;

export const statusOf = (stage: Stage): (typeof STATUS)[Stage] => STATUS[stage];
export const stageOf = (status: string): Stage | undefined =>
  (Object.keys(STATUS) as Stage[]).find((stage) => STATUS[stage] === status);
export const isFinal = (status: string): boolean => ['ACSC', 'RJCT', 'CANC'].includes(status);

/** ISO 20022 external status reasons and the refusals of the ledger that mean them. */
export const REASONS = {
  AC01: ['NOT_FOUND', 'ADDRESS_UNKNOWN'],
  AC04: ['ADDRESS_USED'],
  AC06: ['LOT_FROZEN', 'ACCOUNT_FROZEN', 'SUSPENDED'],
  AG01: [
    'NOT_YOURS',
    'NOT_ALLOWED',
    'PURPOSE_OVER',
    'PURPOSE_OTHER_MERCHANT',
    'PURPOSE_OTHER_CATEGORY',
    'PURPOSE_OTHER_VEHICLE',
    'PURPOSES_DIFFER',
    'ADDRESS_UNPROVEN',
  ],
  AM02: ['CLEARANCE_NEEDED', 'ADDRESS_LIMIT'],
  AM03: ['CURRENCY_DIFFERS', 'ISSUERS_DIFFER', 'EXCHANGE_OTHER'],
  AM04: ['NOT_ENOUGH_MONEY', 'LOT_GONE', 'EXCHANGE_EXHAUSTED'],
  AM05: ['PAYMENT_EXISTS', 'EXISTS_DIFFERENTLY', 'LOT_TWICE'],
  AM09: ['REQUEST_OTHER', 'REFUND_EXCEEDS', 'HOLD_EXCEEDED', 'EXCHANGE_BOUNDS'],
  AM10: ['SHARES_DIFFER'],
  AM12: ['AMOUNT_OUT_OF_RANGE'],
  AB05: ['DEADLINE_PASSED', 'EXCHANGE_OVER', 'ADDRESS_ORDER_OVER'],
  FF01: ['INVALID_REQUEST', 'UNREADABLE_REQUEST', 'QR_BROKEN'],
} as const;
export type Reason = keyof typeof REASONS;

/**
 * The reason of a refusal. An amount of zero never gets past the schema: it is AM01. NARR when ISO has no
 * code for it.
 */
export function reasonOf(
  code: string,
  facts: { readonly [name: string]: unknown } = {},
): Reason | 'AM01' | 'NARR' {
  const { field } = facts;
  if (code === 'INVALID_REQUEST' && typeof field === 'string' && /(^|\.)amount(\.amount)?$/.test(field))
    return 'AM01';
  return (
    (Object.keys(REASONS) as Reason[]).find((reason) =>
      (REASONS[reason] as readonly string[]).includes(code),
    ) ?? 'NARR'
  );
}

export const codesOf = (reason: string): readonly string[] =>
  reason === 'AM01' ? ['INVALID_REQUEST'] : Object.hasOwn(REASONS, reason) ? REASONS[reason as Reason] : [];

/** Why money came back (pacs.004): on the payer's or payee's wish, after a cancellation, by a court. */
export const RETURNS = {
  refund: 'CUST',
  endHold: 'CUST',
  reclaim: 'CUST',
  returnRedemption: 'FOCR',
  remainder: 'FOCR',
  clawBack: 'FRAD',
} as const;

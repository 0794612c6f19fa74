import { demand, refuse } from '../../kit/errors';
import type { Instant } from '../../kit/value/time';
import type { ClaimsOf } from '../../identity/records/claims';
import { type LedgerView, shownAt, stands } from '../../identity/door';
import { merchantErrors } from '../errors';
import type { Merchant } from '../records/merchant';
import { holdPaper, paperOf, withPaper } from './requirement';
import type { Credentialed } from '../records/requirement';

/**
 * Requirements that a MerchantLicence of a trusted issuer meets at once, and the trade that it must name; a
 * licence to trade names any.
 */
const TRADES = {
  business_licence: undefined,
  garage_licence: 'garage',
  inspection_licence: 'inspection',
} as const;
/** A licence to trade is no private paper: what it says of the merchant is public. */
export function proveByCredential(
  merchant: Merchant,
  requirement: Credentialed,
  document: string,
  view: LedgerView,
  now: Instant,
): Merchant {
  const shown = shownAt<ClaimsOf<'MerchantLicence'>>(document, 'MerchantLicence', view, now);
  if ('failed' in shown)
    return refuse(merchantErrors.CREDENTIAL_REFUSED, { requirement, check: shown.failed });
  const [licence, ...others] = shown.subjects;
  const own = licence?.merchant === merchant.merchant && others.length === 0;
  demand(own, merchantErrors.CREDENTIAL_OF_ANOTHER, { merchant: merchant.merchant });
  const trade = TRADES[requirement];
  demand(trade === undefined || licence.trade === trade, merchantErrors.CREDENTIAL_UNFIT, {
    requirement,
    trade: trade ?? '',
  });
  const { issuer, list, index } = view.row;
  const { validUntil } = shown.document as { readonly validUntil?: Instant };
  return holdPaper(merchant, requirement, {
    documentHash: shown.hash,
    validUntil,
    credential: { issuer, list, index },
  });
}

/**
 * Where the credential of a held paper stands, to look it up; NOT_BY_CREDENTIAL for a paper that the
 * registrar saw.
 */
export function placeOf(merchant: Merchant, requirement: Credentialed) {
  const place = paperOf(merchant, requirement).held?.credential;
  return place ?? refuse(merchantErrors.NOT_BY_CREDENTIAL, { requirement, merchant: merchant.merchant });
}

/**
 * A licence that was withdrawn, or whose issuer was never to be trusted, is none: the requirement is late
 * from now on. Else nothing changes.
 */
export const recheck = (
  merchant: Merchant,
  requirement: Credentialed,
  { row, entry }: LedgerView,
  now: Instant,
): Merchant =>
  stands(row, entry)
    ? merchant
    : withPaper(merchant, requirement, (paper) => ({
        ...paper,
        held: undefined,
        dueAt: now,
        refusal: 'other',
      }));

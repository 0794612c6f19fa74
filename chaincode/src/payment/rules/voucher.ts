import { demand } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { isAfter, isBefore } from '../../kit/value/time';
import { moneyErrors, paymentErrors } from '../errors';
import type { Lot } from '../records/money';
import type { Purpose } from '../records/party';

/** What is known about a payment, for money that is bound to a purpose. */
export interface Circumstances {
  readonly payees: readonly string[];
  readonly at: string;
  readonly category?: string | undefined;
  readonly vin?: string | undefined;
}

/** Whether money is bound alike, or free alike. */
export const samePurpose = (left: Purpose | undefined, right: Purpose | undefined): boolean =>
  canonical(left ?? null) === canonical(right ?? null);

/**
 * Refuses unless money of this purpose may be paid in these circumstances. What the purpose does not restrict
 * is free.
 */
export function fitPurpose(purpose: Purpose, { payees, at, category, vin }: Circumstances): void {
  demand(isBefore(at, purpose.until), moneyErrors.PURPOSE_OVER, { until: purpose.until });
  const { merchants, categories } = purpose;
  if (merchants)
    demand(
      payees.every((payee) => merchants.includes(payee)),
      moneyErrors.PURPOSE_OTHER_MERCHANT,
    );
  if (categories)
    demand(category !== undefined && categories.includes(category), moneyErrors.PURPOSE_OTHER_CATEGORY, {
      category: category ?? 'none',
      categories: categories.join(', '),
    });
  if (purpose.vin) demand(vin === purpose.vin, moneyErrors.PURPOSE_OTHER_VEHICLE, { vin: purpose.vin });
}

/** Refuses, as PURPOSE_EMPTY, a purpose that restricts nothing or is over. */
export function bindable({ merchants, categories, vin, until }: Purpose, at: string): void {
  demand((merchants ?? categories ?? vin) !== undefined && isBefore(at, until), paymentErrors.PURPOSE_EMPTY);
}

/** The purpose of a voucher whose time is over. */
export function overdue({ purpose, lotId }: Lot, at: string): Purpose {
  demand(purpose !== undefined && isAfter(at, purpose.until), paymentErrors.PURPOSE_STANDS, { lotId });
  return purpose;
}

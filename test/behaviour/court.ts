import type { Rooms } from '@roadbook/gateway';

/** Whoever calls the room of payment. */
export interface Clerk {
  readonly on: { readonly payment: Rooms['payment'] };
}
type Asked<Name extends 'freeze' | 'clawBack' | 'clear' | 'limit' | 'trace'> = Parameters<
  Rooms['payment'][Name]
>[0];

/** Two persons of two organisations freeze. */
export async function freeze(first: Clerk, second: Clerk, order: Asked<'freeze'>) {
  await first.on.payment.freeze(order);
  return second.on.payment.confirmFreeze({ courtOrderId: order.courtOrderId });
}

/** Two persons of two organisations take money back. */
export async function clawBack(first: Clerk, second: Clerk, order: Asked<'clawBack'>) {
  const { courtOrderId, paymentId } = order;
  await first.on.payment.clawBack(order);
  return second.on.payment.confirmClawBack({ courtOrderId, paymentId });
}

/** Two persons of two organisations clear a payment. */
export async function clear(first: Clerk, second: Clerk, order: Asked<'clear'>) {
  const { paymentId, from, by } = await first.on.payment.clear(order);
  return second.on.payment.confirmClearance({ paymentId, from, by });
}

/** Two persons of two organisations lift a freeze. */
export async function unfreeze(first: Clerk, second: Clerk, courtOrderId: string) {
  await first.on.payment.unfreeze({ courtOrderId });
  return second.on.payment.confirmUnfreeze({ courtOrderId });
}

/** Two persons of two organisations open the addresses of a holder. */
export async function trace(first: Clerk, second: Clerk, order: Asked<'trace'>) {
  await first.on.payment.trace(order);
  return second.on.payment.confirmTrace({ courtOrderId: order.courtOrderId });
}

/** Two persons of two organisations set limits that let addresses be paid. */
export async function limit(first: Clerk, second: Clerk, limits: Asked<'limit'>) {
  const { waiting, ...limited } = await first.on.payment.limit(limits);
  return waiting ? second.on.payment.confirmLimit(limits) : limited;
}

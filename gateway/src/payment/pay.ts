import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonical, type Money, money } from '@roadbook/chaincode/api';
import { RefusedByContract } from '../errors';
import { PurseTooSmall } from '../faults';
import type { Rooms } from '../rooms';
import { chooseLots, type Lot, lotsOf, MOST_LOTS, mostOf, type Need } from './lots';

type Transfer = Awaited<ReturnType<Rooms['payment']['transfer']>>;
type Payer = Pick<Rooms, 'payment'> & { readonly caller: string };

/** What is to be paid, without lots. */
export interface Paying {
  /** Used once: the same call with it again never pays twice. */
  readonly paymentId: string;
  /** Whose money: the caller's if not given, or its organisation's for staff. */
  readonly from?: string;
  /** Payees, by name or by money address. Not given when a request is paid. */
  readonly to?: readonly { readonly party: string; readonly amount: Money }[];
  /** The payment request that is paid; what it says of category and vehicle opens vouchers. */
  readonly requestId?: string;
  /** How much of a request that leaves it to the payer. */
  readonly amount?: Money;
  /** Money of this lender only. */
  readonly issuer?: string;
}

/** Lots that payments of this process have in hand. Each is let go when its payment ends, however it ends. */
const inHand = new Set<string>();
const waiting: (() => void)[] = [];
const nameOf = ({ owner, lotId }: Lot): string => `${owner} ${lotId}`;

async function withLots<T>(lots: readonly Lot[], work: () => Promise<T>): Promise<T> {
  for (const lot of lots) inHand.add(nameOf(lot));
  try {
    return await work();
  } finally {
    for (const lot of lots) inHand.delete(nameOf(lot));
    for (const wake of waiting.splice(0)) wake();
  }
}

const letGo = (): Promise<void> => new Promise((wake) => waiting.push(wake));

/** How often other lots are chosen because a lot was spent meanwhile; nothing of such an attempt was recorded. */
const MOST_CHOICES = 8;
const PAUSE_MS = 60;

/**
 * Pays out of the payer's lots, which it chooses: vouchers that fit and end first, then the fewest lots (`chooseLots`). Payments of this process never
 * choose the same lot; one that finds its lots spent by another process chooses again. Throws `PurseTooSmall`, or the `CallFailed` of the payment;
 * after an `OutcomeUnknown` the same call with the same `paymentId` is safe.
 */
export async function payFrom(on: Payer, paying: Paying): Promise<Transfer> {
  const { paymentId, requestId, from = on.caller } = paying;
  const { to, need } = await needOf(on, paying);
  const gone = new Set<string>();
  for (let choices = 1; ; ) {
    const there = (await lotsOf(on, from)).filter(({ lotId }) => !gone.has(lotId));
    const free = there.filter((lot) => !inHand.has(nameOf(lot)));
    const chosen = chooseLots(free, need);
    if (!chosen && chooseLots(there, need)) {
      await letGo();
      continue;
    }
    if (!chosen) return (await paidBefore(on, paying, from, to)) ?? tooSmall(there, need, from);
    const merge = chosen.length > MOST_LOTS;
    const lots = merge ? chosen.slice(0, MOST_LOTS) : chosen;
    const names = lots.map(({ lotId }) => lotId);
    try {
      const moved = await withLots(lots, () => {
        if (merge) return mergeThese(on, from, lots);
        if (requestId) return on.payment.payRequest({ paymentId, from, lots: names, requestId, amount: need.amount });
        return on.payment.transfer({ paymentId, from, lots: names, to: [...to] });
      });
      if (!merge) return moved;
    } catch (error) {
      const before = used(error) ? await paidBefore(on, paying, from, to) : undefined;
      if (before) return before;
      if (!lostTo(error) || choices++ >= MOST_CHOICES) throw error;
      if (typeof error.facts['lotId'] === 'string') gone.add(error.facts['lotId']);
      await sleep(PAUSE_MS * choices);
    }
  }
}

/** Refused by the contract, so nothing was recorded: somebody else spent a lot since it was listed. */
const lostTo = (error: unknown): error is RefusedByContract =>
  error instanceof RefusedByContract && (error.code === 'LOT_GONE' || error.code === 'LOT_FROZEN');
const used = (error: unknown): boolean =>
  error instanceof RefusedByContract && (error.code === 'EXISTS_DIFFERENTLY' || error.code === 'PAYMENT_EXISTS');

async function needOf(on: Payer, { to, requestId, amount, issuer }: Paying) {
  const at = new Date().toISOString();
  if (requestId !== undefined) {
    const request = await on.payment.readRequest({ requestId });
    const due = request.amount ?? amount;
    if (!due) throw new TypeError('the request leaves the amount to the payer: say it');
    const { payee, category, vin } = request;
    const need: Need = { amount: due, payees: [payee], at, category, vin, issuer: issuer ?? request.issuer };
    return { to: [{ party: payee, amount: due }], need };
  }
  const [first, ...rest] = to ?? [];
  if (!first || !to) throw new TypeError('say whom to pay, or which request');
  const sum = rest.reduce((all, one) => money.add(all, one.amount), first.amount);
  return { to, need: { amount: sum, payees: to.map(({ party }) => party), at, issuer } satisfies Need };
}

/** The payment if it was made before with the same id, by an earlier call whose end was not known. */
async function paidBefore(on: Payer, { paymentId }: Paying, from: string, to: Paying['to'] = []): Promise<Transfer | undefined> {
  const known = await on.payment.read({ paymentId }).catch((error: unknown) => {
    if (error instanceof RefusedByContract) return undefined;
    throw error;
  });
  const wire = (portions: Paying['to'] = []) => canonical(portions.map(({ party, amount }) => [party, money.show(amount)]));
  return known?.from === from && wire(known.to) === wire(to) ? known : undefined;
}

function tooSmall(lots: readonly Lot[], need: Need, from: string): never {
  throw new PurseTooSmall(from, need.amount, money.of(mostOf(lots, need), need.amount.currency));
}

/** Free lots of one lender become one. */
function mergeThese(on: Payer, from: string, lots: readonly Lot[]): Promise<Transfer> {
  const amount = lots.map((lot) => lot.amount).reduce(money.add);
  const paymentId = `merge-${randomBytes(12).toString('hex')}`;
  return on.payment.transfer({ paymentId, from, lots: lots.map(({ lotId }) => lotId), to: [{ party: from, amount }] });
}

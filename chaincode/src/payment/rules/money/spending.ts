import { demand, refuse } from '../../../kit/errors';
import { add, compare, isPositive, type Money, subtract, sum } from '../../../kit/value/money';
import { moneyErrors } from '../../errors';
import { fitPurpose, samePurpose } from '../voucher';
import type { Lot } from '../../records/money';
import type { Purpose } from '../../records/party';
import { createHash } from 'node:crypto';

/**
 * Who gets how much. `purpose` binds what it gets; `back` gives money back as it was, with the purpose it
 * had.
 */
export interface Portion {
  readonly party: string;
  readonly amount: Money;
  readonly purpose?: Purpose | undefined;
  readonly back?: boolean | undefined;
}

/**
 * What becomes of the purpose of the money. `pay`: it must fit, and the payee gets free money. `wait`: it
 * must fit those named in `payees`, and the money keeps it in the box. `deliver`: it is not asked, because it
 * fitted when the money was put into the box, or is over.
 */
export type Treatment = 'pay' | 'wait' | 'deliver';

/** What is taken from whom, for whom, and in which circumstances. */
export interface Spending {
  readonly owner: string;
  readonly lots: readonly string[];
  readonly to: readonly Portion[];
  /** What the ids of the lots that it makes begin with. */
  readonly stem: string;
  readonly at: string;
  readonly treatment?: Treatment | undefined;
  readonly payees?: readonly string[] | undefined;
  readonly category?: string | undefined;
  readonly vin?: string | undefined;
  /** Lots frozen under this court order may be taken; the change stays frozen. */
  readonly courtOrderId?: string | undefined;
}

/** What becomes of the lots: those taken, those made, the change. */
export interface Spent {
  readonly consumed: readonly Lot[];
  /** One lot for each portion, in order, without the change. */
  readonly created: readonly Lot[];
  readonly change: Lot | undefined;
  readonly issuer: string;
}

/**
 * Takes whole lots and makes new ones of the same sum: the portions and the change. `found` are the lots
 * named, in order, as the ledger has them.
 */
export function spend(found: readonly (Lot | undefined)[], spending: Spending): Spent {
  const consumed = named(found, spending);
  const [first] = consumed;
  if (!first) return refuse(moneyErrors.LOT_GONE, { owner: spending.owner, lotId: 'at all' });
  const { issuer, purpose, frozenBy } = first;
  for (const lot of consumed) {
    demand(lot.issuer === issuer, moneyErrors.ISSUERS_DIFFER, { left: issuer, right: lot.issuer });
    demand(samePurpose(lot.purpose, purpose), moneyErrors.PURPOSES_DIFFER);
  }
  const { treatment = 'pay', to, owner, stem } = spending;
  if (purpose && treatment !== 'deliver')
    fitPurpose(purpose, { ...spending, payees: spending.payees ?? to.map(({ party }) => party) });
  const held = consumed.map(({ amount }) => amount).reduce(add);
  const needed = sum(
    to.map(({ amount }) => amount),
    held.currency,
  );
  const enough = compare(held, needed) >= 0 && to.every(({ amount }) => isPositive(amount));
  demand(enough, moneyErrors.NOT_ENOUGH_MONEY, {
    held: `${held.amount}`,
    needed: `${needed.amount}`,
    currency: held.currency,
  });
  const keeps = (portion: Portion) => (treatment === 'wait' || portion.back ? purpose : portion.purpose);
  const created = to.map((portion, n) =>
    lotOf(portion.party, `${stem}:${n}`, issuer, portion.amount, keeps(portion)),
  );
  const rest = subtract(held, needed);
  const remainder = {
    ...lotOf(owner, `${stem}:${to.length}`, issuer, rest, purpose),
    ...(frozenBy && { frozenBy }),
  };
  const change = isPositive(rest) ? remainder : undefined;
  return { consumed, created, change, issuer };
}

function named(found: readonly (Lot | undefined)[], { owner, lots, courtOrderId }: Spending): Lot[] {
  const seen = new Set<string>();
  for (const lotId of lots) {
    demand(!seen.has(lotId), moneyErrors.LOT_TWICE, { lotId });
    seen.add(lotId);
  }
  return lots.map((lotId, at) => {
    const lot = found[at];
    if (!lot || lot.lotId !== lotId || lot.owner !== owner)
      return refuse(moneyErrors.LOT_GONE, { owner, lotId });
    demand(lot.frozenBy === undefined || lot.frozenBy === courtOrderId, moneyErrors.LOT_FROZEN, {
      lotId,
      courtOrderId: lot.frozenBy ?? 'none',
    });
    return lot;
  });
}

/** A lot, free or with its purpose. */
export const lotOf = (
  owner: string,
  lotId: string,
  issuer: string,
  amount: Money,
  purpose?: Purpose,
): Lot => ({
  owner,
  lotId,
  issuer,
  amount,
  ...(purpose && { purpose }),
});

/**
 * What the ids of a payment's lots begin with. No payment id holds a tilde, so no other payment makes a lot
 * of the same id.
 */
export const lotStem = ([paymentId = '', payer]: readonly string[]): string =>
  payer === undefined
    ? paymentId
    : `${paymentId}~${createHash('sha256').update(payer).digest('hex').slice(0, 32)}`;

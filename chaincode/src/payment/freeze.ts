import { z } from 'zod';
import { demand, kitErrors } from '../kit/errors';
import { table } from '../kit/table';
import { id, member } from '../kit/text';
import { instant } from '../kit/time';
import { paymentErrors } from './errors';
import { freezeLife } from './life';
import { address, holder, type Lot, lotId, type Transfer } from './records';

/** A court order against the money of a holder: against the lots it names, or against the whole account. */
export const Freeze = z.strictObject({
  courtOrderId: id,
  holder,
  lots: z.array(lotId).max(100).meta({ description: 'none: the whole account' }),
  addresses: z.array(address).max(100).optional().meta({ description: 'addresses of the holder that it also freezes' }),
  status: z.enum(['tracing', 'standing', 'lifted']),
  by: member,
  at: instant,
});
export type Freeze = z.output<typeof Freeze>;

export const freezes = table({ kind: 'freeze', v: 1, schema: Freeze, id: ({ courtOrderId }) => [courtOrderId] });

export function freezeLot(lot: Lot, courtOrderId: string): Lot {
  demand(lot.frozenBy === undefined, paymentErrors.FREEZE_CONFLICT, { courtOrderId: lot.frozenBy ?? 'none' });
  return { ...lot, frozenBy: courtOrderId };
}

export function thawLot(frozen: Lot): Lot {
  const { frozenBy: _, ...lot } = frozen;
  return lot;
}

export const lift = (freeze: Freeze): Freeze => ({ ...freeze, status: freezeLife.step('unfreeze', freeze.status) });

const MOST_ADDRESSES = 100;

/** An order against an account reaches the addresses of its holder too; one that traced until now freezes the account in the same moment. */
export function reach(freeze: Freeze, more: readonly string[]): Freeze {
  const status = freezeLife.step('freezeAddresses', freeze.status);
  const why = 'an order against single lots reaches no addresses';
  const account = freeze.lots.length === 0;
  demand(account, kitErrors.INVALID_REQUEST, { operation: 'payment.freezeAddresses', field: 'courtOrderId', why });
  const addresses = [...new Set([...(freeze.addresses ?? []), ...more])];
  const count = addresses.length;
  demand(count <= MOST_ADDRESSES, kitErrors.TOO_MANY, { count, what: 'addresses', max: MOST_ADDRESSES });
  return { ...freeze, status, addresses };
}

/** Only what the order freezes may be taken under it. */
export function mayClawBack(freeze: Freeze, from: string, named: readonly string[]): void {
  freezeLife.step('clawBack', freeze.status);
  const { courtOrderId, lots } = freeze;
  const reached = from === freeze.holder || freeze.addresses?.includes(from) === true;
  demand(reached, paymentErrors.FREEZE_ELSEWHERE, { courtOrderId, lotId: named[0] ?? 'none' });
  const foreign = lots.length > 0 ? named.find((one) => !lots.includes(one)) : undefined;
  demand(foreign === undefined, paymentErrors.FREEZE_ELSEWHERE, { courtOrderId, lotId: foreign ?? 'none' });
}

/** After a clawback the change is what the order still freezes; without any left the order is spent. */
export function afterClawBack(freeze: Freeze, { spent, made, from }: Transfer): Freeze {
  if (freeze.lots.length === 0) return freeze;
  const change = made.filter(({ owner }) => owner === from).map((lot) => lot.lotId);
  const lots = [...freeze.lots.filter((one) => !spent.includes(one)), ...change];
  return { ...freeze, lots, ...(lots.length === 0 && { status: 'lifted' as const }) };
}

import { z } from 'zod';
import { demand } from '../kit/errors';
import { table } from '../kit/table';
import { id, member } from '../kit/text';
import { instant } from '../kit/time';
import { paymentErrors } from './errors';
import { freezeLife } from './life';
import { holder, type Lot, lotId, type Transfer } from './records';

/** A court order against the money of a holder: against the lots it names, or against the whole account. */
export const Freeze = z.strictObject({
  courtOrderId: id,
  holder,
  lots: z.array(lotId).max(100).meta({ description: 'none: the whole account' }),
  status: z.enum(['standing', 'lifted']),
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

/** Only what the order freezes may be taken under it. */
export function mayClawBack(freeze: Freeze, named: readonly string[]): void {
  freezeLife.step('clawBack', freeze.status);
  const { courtOrderId, lots } = freeze;
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

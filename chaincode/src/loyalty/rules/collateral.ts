import { demand } from '../../kit/errors';
import { type Money, of } from '../../kit/value/money';
import { type EscrowTerms, isFunded } from '../../payment/door';
import type { Escrow } from '../../payment/records/escrow';
import { loyaltyErrors } from '../errors';
import type { Partner } from '../records/partner';
import type { Program } from '../records/program';
import { capacityOf } from './cover';

export const MOST_BOXES = 8;

/** Money of a partner in an escrow that only this room opens, by claims that its own records prove. */
export const collateralTerms = (box: {
  readonly boxId: string;
  readonly partner: Partner;
  readonly amount: Money;
  readonly until: string;
  readonly keeper?: string | undefined;
}): EscrowTerms => ({
  escrowId: box.boxId,
  payer: box.partner.partner,
  payee: box.keeper ?? keeperOf(box.partner),
  amount: box.amount,
  milestones: [
    {
      milestoneId: 'collateral',
      amount: box.amount,
      conditions: [{ conditionId: 'claimed', that: 'agreed', by: ['room:loyalty'], need: 1 }],
    },
  ],
  deadline: box.until,
});

/** Who gets what a partner lets go itself: the organisation that enrolled it; for an organisation the operator. */
const keeperOf = ({ partner, operator }: Partner): string =>
  partner.includes('/') ? (partner.split('/')[0] ?? operator) : operator;

/** Refuses collateral of another currency than points pay in, and more boxes than are looked at. */
export function mustFit({ terms }: Program, { collateral }: Partner, amount: Money): void {
  const needed = terms.worth.money.currency;
  const { currency } = amount;
  demand(currency === needed, loyaltyErrors.COLLATERAL_OTHER, { currency, needed });
  demand(collateral.length < MOST_BOXES, loyaltyErrors.COLLATERAL_FULL, { most: MOST_BOXES });
}

/** What boxes hold together that stand, of the currency of the program. */
export const heldIn = ({ terms }: Program, boxes: readonly (Escrow | undefined)[]): Money => {
  const { currency } = terms.worth.money;
  const held = boxes.filter((box) => box && isFunded(box) && box.left.currency === currency);
  return of(
    held.reduce((sum, box) => sum + (box?.left.amount ?? 0n), 0n),
    currency,
  );
};

/** Refuses to let money go that points still out need. */
export function mustStayCovered(
  program: Program,
  { partner }: Partner,
  { held, amount, outstanding }: { held: Money; amount: Money; outstanding: number },
): void {
  const left = of(held.amount - amount.amount, held.currency);
  const capacity = left.amount < 0n ? -1 : capacityOf(program.terms, left);
  demand(outstanding <= capacity, loyaltyErrors.COLLATERAL_SHORT, { partner, capacity, asked: outstanding });
}

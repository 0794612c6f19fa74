import { demand } from '../../kit/errors';
import type { Odometer } from '../../vehicle/records/odometer';
import { loyaltyErrors } from '../errors';

const METRES = { km: 1_000, mi: 1_609.344 } as const;

/** Kilometres that a meter shows, whole, rounded down; a mile is 1.609344 km by definition. */
export const kilometresOf = ({
  value,
  unit,
}: {
  readonly value: number;
  readonly unit: 'km' | 'mi';
}): number => (unit === 'km' ? value : Math.floor((value * METRES.mi) / METRES.km));

/** Refuses a milestone that is none of the rule's, or that the meter has not passed on record. */
export function milestoneReached(last: Odometer['last'], milestoneKm: number, everyKm: number): void {
  const km = last ? kilometresOf(last) : 0;
  const due = milestoneKm % everyKm === 0 && km >= milestoneKm;
  demand(due, loyaltyErrors.MILESTONE_AHEAD, { km, milestone: milestoneKm });
}

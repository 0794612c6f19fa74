import type { PaidStep } from '../records/distribution';
import type { PayStep, Structure } from '../records/structure';
import { rankOf } from './principal';

export type Step = PaidStep['step'];

/** The ranks of a structure, highest first. */
export const ranksOf = ({ classes }: Pick<Structure, 'classes'>): string[] =>
  [...new Set(classes.map(({ name }) => rankOf(name)))].sort();

/**
 * The customary order of an auto trust: fees, interest of a rank and the principal by which it and those
 * above exceed the pool, rank by rank; reserve; regular principal; fees above the cap.
 */
export const customary = (structure: Pick<Structure, 'classes'>): PayStep[] => [
  { pays: 'servicingFee' },
  { pays: 'fees' },
  ...ranksOf(structure).flatMap((rank): PayStep[] => [
    { pays: 'interest', rank },
    { pays: 'priorityPrincipal', rank },
  ]),
  { pays: 'reserve' },
  { pays: 'regularPrincipal' },
  { pays: 'feesAboveCap' },
];

/** The order after an event of default: no rank earns before the principal of those above it is paid. */
export const afterDefaultOrder = (structure: Pick<Structure, 'classes'>): Step[] => [
  { pays: 'servicingFee' },
  { pays: 'fees' },
  { pays: 'feesAboveCap' },
  ...ranksOf(structure).flatMap((rank): Step[] => [
    { pays: 'interest', rank },
    { pays: 'rankPrincipal', rank },
  ]),
];

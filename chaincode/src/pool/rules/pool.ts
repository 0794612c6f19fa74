import { refuse } from '../../kit/errors';
import { poolErrors } from '../errors';
import type { Standing } from '../records/distribution';
import { MAX_ASSETS, type Pool } from '../records/pool';
import type { Structure } from '../records/structure';
import { rankOf, sumAt, tranchesOf } from './principal';

/** The terms of a pool fit together. Throws POOL_TERMS_WRONG, with the field. */
export function mustFit({ classes, order }: Structure): void {
  const wrong = (what: string): never => refuse(poolErrors.POOL_TERMS_WRONG, { what });
  const names = classes.map(({ name }) => name);
  if (new Set(names).size !== names.length) wrong('classes: a name stands twice');
  const ranks = names.map(rankOf);
  if (ranks.join() !== ranks.toSorted().join()) wrong('classes: a rank stands above a higher one');
  const apart = tranchesOf(classes).some(
    (places) => (places.at(-1) ?? 0) - (places[0] ?? 0) >= places.length,
  );
  if (apart) wrong('classes: those of one letter and number must stand together');
  if (classes.some(({ amount }) => amount === 0n)) wrong('classes: one has no notes');
  mustOrder(order, ranks, wrong);
}

function mustOrder(
  order: Structure['order'],
  ranks: readonly string[],
  wrong: (what: string) => never,
): void {
  if (!order) return;
  const earned = order.flatMap((step) => (step.pays === 'interest' ? [step.rank] : []));
  const missing = [...new Set(ranks)].find((rank) => !earned.includes(rank));
  if (missing !== undefined) wrong(`order: nothing pays the interest of ${missing}`);
  const texts = order.map((step) => JSON.stringify(step));
  if (new Set(texts).size !== texts.length) wrong('order: a line stands twice');
  const stray = order.find((step) => 'rank' in step && !ranks.includes(step.rank));
  if (stray) wrong('order: a rank has no class');
  if (!order.some(({ pays }) => pays === 'regularPrincipal')) wrong('order: nothing pays principal');
}

/** What is issued. */
export const notesOf = ({ classes }: Structure): bigint => sumAt(classes.map(({ amount }) => amount));

/** Where the notes stand on the day of issue. */
export const standingAtStart = (
  { classes, reserve }: Structure,
  { balance }: Pick<Pool, 'balance'>,
): Standing => ({
  ...{ paymentNo: 0, pool: balance, servicingUnpaid: 0n, feesUnpaid: 0n, feesThisYear: 0n },
  balances: classes.map(({ amount }) => amount),
  short: classes.map(() => 0n),
  reserve: reserve?.atStart ?? 0n,
  defaulted: false,
});

/** The number of the next loan. Throws POOL_FULL. */
export function nextNumber({ assets }: Pick<Pool, 'assets'>): number {
  if (assets >= MAX_ASSETS) refuse(poolErrors.POOL_FULL, { max: MAX_ASSETS });
  return assets + 1;
}

import { allocateMinor } from '../../kit/value/money';
import type { NoteClass, Structure } from '../records/structure';

/** What is owed on each class, in the order of the structure. */
export type Balances = readonly bigint[];

/** Rank of a class: the letter of its name. */
export const rankOf = (name: string): string => name.slice(0, 1);

/** Classes that share what they get: `A-2a` and `A-2b` are one tranche. */
const trancheOf = (name: string): string => name.replace(/[a-z]$/, '');

type Named = Pick<NoteClass, 'name'>;

/** Places of the classes, tranche by tranche, in the order of the structure. */
export function tranchesOf(classes: readonly Named[]): number[][] {
  const found = new Map<string, number[]>();
  classes.forEach(({ name }, at) => {
    const key = trancheOf(name);
    found.set(key, [...(found.get(key) ?? []), at]);
  });
  return [...found.values()];
}

/** The sum of balances at places; all of them if none is said. */
export const sumAt = (balances: Balances, places?: readonly number[]): bigint =>
  (places ?? balances.map((_, at) => at)).reduce((sum, at) => sum + (balances[at] ?? 0n), 0n);

/**
 * Shares an amount among places by what each is owed, so that the shares add up to it, and nobody gets more
 * than that; the largest remainders take the units left over.
 */
export function shared(amount: bigint, owed: Balances, places: readonly number[]): Map<number, bigint> {
  const whole = sumAt(owed, places);
  const paid = amount < whole ? amount : whole;
  if (paid <= 0n) return new Map();
  const parts = allocateMinor(
    paid,
    places.map((at) => owed[at] ?? 0n),
  );
  return new Map(places.map((at, index) => [at, parts[index] ?? 0n]));
}

/**
 * Pays principal to tranches one after the other, within a tranche by what is owed on each class. Answers what
 * each class gets.
 */
export function sequential(
  amount: bigint,
  owed: Balances,
  tranches: readonly (readonly number[])[],
): bigint[] {
  const paid = owed.map(() => 0n);
  let left = amount;
  for (const places of tranches) {
    for (const [at, part] of shared(left, owed, places)) paid[at] = part;
    left -= sumAt(paid, places);
  }
  return paid;
}

/**
 * The order of principal after an event of default: the first tranche of rank A alone, then all others of
 * rank A by what is owed on each; lower ranks as before.
 */
export function afterDefault({ classes }: Pick<Structure, 'classes'>): number[][] {
  const tranches = tranchesOf(classes);
  const isFirst = (places: readonly number[]): boolean =>
    places.every((at) => rankOf(classes[at]?.name ?? '') === 'A');
  const [first = [], ...rest] = tranches.filter(isFirst);
  const lower = tranches.filter((places) => !isFirst(places));
  return [first, rest.flat(), ...lower].filter((places) => places.length > 0);
}

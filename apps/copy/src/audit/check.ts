import type { Answered, Question } from '../store/reading';
import { chainInvariants } from './chain';
import type { Invariant } from './invariant';
import { loanInvariants } from './loan';
import { moneyInvariants } from './money';
import { rightInvariants } from './right';

/** Everything that is checked, in the order of the names. */
export const invariants: readonly Invariant[] = [
  ...moneyInvariants,
  ...rightInvariants,
  ...loanInvariants,
  ...chainInvariants,
].toSorted((one, other) => (one.name < other.name ? -1 : 1));

/** A break of an invariant: what it is about, and what is wrong. */
export interface Break {
  readonly subject: string;
  readonly why: string;
}

/** What became of one invariant. */
export interface Checked {
  readonly name: string;
  readonly says: string;
  /** The first ones; none when it holds. */
  readonly breaks: readonly Break[];
}

/** Most breaks of one invariant that are told. */
const MOST_TOLD = 20;

/** Checks every invariant by whoever may ask the copy. */
export async function checkInvariants(ask: (question: Question) => Promise<Answered>): Promise<Checked[]> {
  const checked: Checked[] = [];
  for (const { name, says, sql } of invariants) {
    const text = `SELECT subject, why FROM (${sql}) AS broken ORDER BY subject, why LIMIT ${MOST_TOLD}`;
    checked.push({ name, says, breaks: (await ask({ text, values: [] })) as unknown as Break[] });
  }
  return checked;
}

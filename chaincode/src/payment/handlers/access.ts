import type { Escrow } from '../records/escrow';
import type { Transfer } from '../records/money';
import type { Reading } from '../tables';

export const sidesOf = ({ from, to }: Transfer): string[] => [from, ...to.map(({ party }) => party)];

export function sidesIn({ payer, payee, arbiter, milestones }: Escrow): string[] {
  const confirmers = milestones.flatMap(({ conditions }) => conditions.flatMap(({ by }) => by));
  return [payer, payee, ...(arbiter ? [arbiter.party] : []), ...confirmers];
}

/** Money is shown to its sides, the registrar and the auditor. */
export function mayLook(tx: Reading, ...sides: readonly string[]): void {
  if (tx.caller.role !== 'auditor' && tx.caller.role !== 'registrar') tx.mustBe('a side of it', ...sides);
}

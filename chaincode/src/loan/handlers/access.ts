import type { Reading } from '../tables';

export function mayRead(tx: Reading, ...parties: readonly string[]): void {
  if (tx.caller.role !== 'auditor') tx.mustBe('a party', ...parties);
}

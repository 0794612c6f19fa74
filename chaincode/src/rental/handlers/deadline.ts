import { fixCancellationFee } from '../rules/rental';
import type { Rental } from '../records/rental';
import { type Writing } from '../tables';
import { saveRental } from './record';
import { endRental, leftIn } from './escrow';
import { billOfTime, escalate, timeStep } from '../rules/deadline';

/** Takes every step that time has taken by now, and nothing else. */
export async function letTimePass(tx: Writing, before: Rental, paymentId: string): Promise<Rental> {
  const { left } = await leftIn(tx, before);
  const missing = timeStep(before, tx.now, left) === 'escalate';
  const rental = missing ? escalate(before) : before;
  const step = timeStep(rental, tx.now, left);
  if (step === undefined || step === 'escalate') {
    const now = missing ? rental : fixCancellationFee(before, tx.now);
    return now === before ? before : saveRental(tx, now);
  }
  return endRental(tx, rental, step, { paymentId, ...billOfTime(rental, step, left) });
}

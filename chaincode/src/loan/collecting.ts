import type { Api } from '../kit/api';
import { demand } from '../kit/errors';
import type { Handlers } from '../kit/implement';
import { vehicleEvents } from '../vehicle/events';
import { noticeRepossession, repossess as takeFrom } from '../vehicle/lien';
import type { Vehicle } from '../vehicle/records';
import { lendersDay, mustBeValueDay } from './booking';
import * as rules from './collection';
import type { collectionOperations } from './collectionapi';
import { loanErrors } from './errors';
import { loanEvents } from './events';
import { repossessionLife } from './life';
import type { Loan } from './records';
import { mustNotBeTaken } from './succession';
import { clockOf, endTaking, free, lentBy, minorOf, save, saveRecovery, type tables, told, type Writing } from './tables';

/** When the money does not come. */
export const collecting: Handlers<Api<'loan', typeof collectionOperations>, typeof tables> = {
  async pause(tx, { loanId, on }) {
    const running = await lentBy(tx, loanId);
    const loan = rules.pauseFrom(running, on, await clockOf(tx, running));
    await tx.loans.put(loan);
    tx.tell(loanEvents.DelinquencyPaused, { loanId, from: on });
    return loan;
  },
  async resume(tx, { loanId, on }) {
    const paused = await lentBy(tx, loanId);
    const loan = rules.resumeFrom(paused, on, await clockOf(tx, paused));
    await tx.loans.put(loan);
    tx.tell(loanEvents.DelinquencyResumed, { loanId, from: on });
    return loan;
  },
  async declareDefault(tx, { loanId, on }) {
    const running = await lentBy(tx, loanId);
    mustBeValueDay(running, on, await clockOf(tx, running));
    const loan = rules.declareDefault(running, on);
    await tx.loans.put(loan);
    tx.tell(loanEvents.LoanDefaulted, { loanId, on });
    return loan;
  },
  async cure(tx, { loanId, on }) {
    const defaulted = await lentBy(tx, loanId);
    mustBeValueDay(defaulted, on, await clockOf(tx, defaulted));
    const loan = rules.cure(defaulted, on);
    const repossession = await tx.repossessions.find(loanId);
    if (repossession && repossessionLife.next(repossession.status).includes('end')) await endTaking(tx, loan, repossession);
    await tx.loans.put(loan);
    tx.tell(loanEvents.LoanCured, { loanId, on });
    return loan;
  },
  async chargeOff(tx, { loanId, entryId, on }) {
    const known = await tx.entries.known(loanId, entryId);
    if (known) return told(known);
    const running = await lentBy(tx, loanId);
    const sold = (await tx.repossessions.find(loanId))?.status === 'sold';
    const booked = await save(tx, rules.chargeOff(running, entryId, on, sold, await clockOf(tx, running)));
    tx.tell(loanEvents.LoanChargedOff, { loanId, on, amount: booked.amount });
    return booked;
  },
  async writeOff(tx, { loanId, entryId, on }) {
    const known = await tx.entries.known(loanId, entryId);
    if (known) return told(known);
    mustNotBeTaken(await tx.repossessions.find(loanId));
    const running = await lentBy(tx, loanId);
    const { loan, entry } = rules.writeOff(running, entryId, on, await clockOf(tx, running));
    await tx.loans.put(loan);
    await tx.entries.put(entry);
    tx.tell(loanEvents.LoanWrittenOff, { loanId, on, amount: entry.amount });
    return told(entry);
  },
  async recover(tx, { loanId, entryId, on, amount }) {
    const known = await tx.entries.known(loanId, entryId);
    if (known) return told(known);
    const lost = await lentBy(tx, loanId);
    minorOf(lost, amount);
    const recovered = rules.recover(lost, { entryId, on, amount }, await clockOf(tx, lost));
    const booked = await saveRecovery(tx, recovered);
    tx.tell(loanEvents.LossRecovered, { loanId, entryId, amount });
    return booked;
  },
  async giveNotice(tx, { loanId, cureDays }) {
    const loan = await lentBy(tx, loanId);
    const before = await tx.repossessions.find(loanId);
    const repossession = rules.notice(loan, before, cureDays, await clockOf(tx, loan));
    await onVehicle(tx, loan, 'notice', noticeRepossession);
    await tx.repossessions.put(repossession);
    tx.tell(loanEvents.RepossessionNoticed, { loanId, cureUntil: repossession.cureUntil });
    return repossession;
  },
  async repossess(tx, { loanId }) {
    const loan = await lentBy(tx, loanId);
    const on = lendersDay(loan, await clockOf(tx, loan));
    const taken = rules.take(loan, await tx.repossessions.get(loanId), on);
    await onVehicle(tx, loan, 'taken', takeFrom);
    await tx.repossessions.put(taken);
    tx.tell(loanEvents.CollateralRepossessed, { loanId, vin: loan.vin, on });
    return taken;
  },
  async endRepossession(tx, { loanId }) {
    const loan = await lentBy(tx, loanId);
    return endTaking(tx, loan, await tx.repossessions.get(loanId));
  },
  async sellCollateral(tx, { loanId, saleId, on, proceeds, costs }) {
    const known = await tx.entries.known(loanId, saleId);
    if (known) return tx.repossessions.get(loanId);
    const loan = await lentBy(tx, loanId);
    const { vin, lender } = loan;
    [proceeds, costs].map((amount) => minorOf(loan, amount));
    const { offer } = await tx.vehicles.get(vin);
    demand(offer?.from === lender && offer.acceptedAt !== undefined, loanErrors.SALE_NOT_AGREED, { vin, lender });
    const sale = { entryId: saleId, on, proceeds, costs };
    const sold = rules.sell(loan, await tx.repossessions.get(loanId), sale, await clockOf(tx, loan));
    await save(tx, { loan: await free(tx, sold.loan, true), entry: sold.entry });
    await tx.repossessions.put(sold.repossession);
    const { deficiency = sold.entry.over } = sold.repossession;
    if (sold.loan.status !== loan.status) tx.tell(loanEvents.LoanSettled, { loanId, on, credit: sold.entry.over });
    tx.tell(loanEvents.CollateralSold, { loanId, vin, proceeds, deficiency, at: tx.now });
    return sold.repossession;
  },
};

type OnLien = (vehicle: Vehicle, of: { lienId: string; by: string; at: string }) => Vehicle;

async function onVehicle(tx: Writing, { vin, lienId, lender }: Loan, step: 'notice' | 'taken', rule: OnLien): Promise<void> {
  await tx.vehicles.put(rule(await tx.vehicles.get(vin), { lienId, by: lender, at: tx.now }));
  tx.tell(vehicleEvents.VehicleRepossessed, { vin, lienId, holder: lender, step });
}

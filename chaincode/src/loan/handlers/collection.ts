import type { Api } from '../../kit/api';
import { demand } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { noticeRepossession, repossess as takeFrom } from '../../vehicle/door';
import { lendersDay, mustBeValueDay } from '../rules/entry';
import * as rules from '../rules/collection';
import type { collectionOperations } from '../api/collection';
import { loanErrors } from '../errors';
import { loanEvents } from '../events';
import { repossessionLife } from '../life';
import { booked } from '../records/loan';
import { mustNotBeTaken } from '../rules/succession';
import { clockOf, endTaking, free, minorOf, save, saveRecovery, type tables } from '../tables';

/** When the money does not come. */
export const collecting: Handlers<Api<'loan', typeof collectionOperations>, typeof tables> = {
  async pause(tx, { loanId, on }, { on: running }) {
    const loan = rules.pauseFrom(running, on, await clockOf(tx, running));
    await tx.loans.put(loan);
    tx.tell(loanEvents.DelinquencyPaused, { loanId, from: on });
    return loan;
  },
  async resume(tx, { loanId, on }, { on: paused }) {
    const loan = rules.resumeFrom(paused, on, await clockOf(tx, paused));
    await tx.loans.put(loan);
    tx.tell(loanEvents.DelinquencyResumed, { loanId, from: on });
    return loan;
  },
  async declareDefault(tx, { loanId, on }, { on: running }) {
    mustBeValueDay(running, on, await clockOf(tx, running));
    const loan = rules.declareDefault(running, on);
    await tx.loans.put(loan);
    tx.tell(loanEvents.LoanDefaulted, { loanId, on });
    return loan;
  },
  async cure(tx, { loanId, on }, { on: defaulted, taking }) {
    mustBeValueDay(defaulted, on, await clockOf(tx, defaulted));
    const loan = rules.cure(defaulted, on);
    if (taking && repossessionLife.next(taking.status).includes('end')) await endTaking(tx, loan, taking);
    await tx.loans.put(loan);
    tx.tell(loanEvents.LoanCured, { loanId, on });
    return loan;
  },
  async chargeOff(tx, { loanId, entryId, on }, { on: running, taking }) {
    const sold = taking?.status === 'sold';
    const entry = await save(tx, rules.chargeOff(running, entryId, on, sold, await clockOf(tx, running)));
    tx.tell(loanEvents.LoanChargedOff, { loanId, on, amount: entry.amount });
    return entry;
  },
  async writeOff(tx, { loanId, entryId, on }, { on: running, taking }) {
    mustNotBeTaken(taking);
    const { loan, entry } = rules.writeOff(running, entryId, on, await clockOf(tx, running));
    await tx.loans.put(loan);
    await tx.entries.put(entry);
    tx.tell(loanEvents.LoanWrittenOff, { loanId, on, amount: entry.amount });
    return booked(entry);
  },
  async recover(tx, { loanId, entryId, on, amount }, { on: lost }) {
    minorOf(lost, amount);
    const recovered = rules.recover(lost, { entryId, on, amount }, await clockOf(tx, lost));
    const entry = await saveRecovery(tx, recovered);
    tx.tell(loanEvents.LossRecovered, { loanId, entryId, amount });
    return entry;
  },
  async giveNotice(tx, { loanId, cureDays }, { on: loan, taking }) {
    const repossession = rules.notice(loan, taking, cureDays, await clockOf(tx, loan));
    await noticeRepossession(tx, loan.vin, { lienId: loan.lienId, holder: loan.lender });
    await tx.repossessions.put(repossession);
    tx.tell(loanEvents.RepossessionNoticed, { loanId, cureUntil: repossession.cureUntil });
    return repossession;
  },
  async repossess(tx, { loanId }, { on: loan, taking }) {
    const on = lendersDay(loan, await clockOf(tx, loan));
    const taken = rules.take(loan, taking, on);
    await takeFrom(tx, loan.vin, { lienId: loan.lienId, holder: loan.lender });
    await tx.repossessions.put(taken);
    tx.tell(loanEvents.CollateralRepossessed, { loanId, vin: loan.vin, on });
    return taken;
  },
  endRepossession: (tx, _request, { on: loan, taking }) => endTaking(tx, loan, taking),
  async sellCollateral(tx, { loanId, saleId, on, proceeds, costs }, { on: loan, taking, vehicle }) {
    const { vin, lender } = loan;
    for (const amount of [proceeds, costs]) minorOf(loan, amount);
    const { offer } = vehicle;
    demand(offer?.from === lender && offer.acceptedAt !== undefined, loanErrors.SALE_NOT_AGREED, { vin, lender });
    const sold = rules.sell(loan, taking, { entryId: saleId, on, proceeds, costs }, await clockOf(tx, loan));
    await save(tx, { loan: await free(tx, sold.loan, true), entry: sold.entry });
    await tx.repossessions.put(sold.repossession);
    const { deficiency = sold.entry.over } = sold.repossession;
    if (sold.loan.status !== loan.status) tx.tell(loanEvents.LoanSettled, { loanId, on, credit: sold.entry.over });
    tx.tell(loanEvents.CollateralSold, { loanId, vin, proceeds, deficiency, at: tx.now });
    return sold.repossession;
  },
};

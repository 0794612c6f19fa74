import type { Api } from '../../kit/api';
import type { Handlers } from '../../kit/implement';
import { mustBeValueDay } from '../rules/valueday';
import {
  chargeOff,
  cure,
  declareDefault,
  pauseFrom,
  recover,
  resumeFrom,
  writeOff,
} from '../rules/collection';
import type { collectionOperations } from '../api/collection';
import { loanEvents } from '../events';
import { repossessionLife } from '../life';
import { booked } from '../records/entry';
import { mustNotBeTaken } from '../rules/repossession';
import type { tables } from '../tables';
import { clockOf, minorOf, placeOf, save, saveRecovery } from './entry';
import { endTaking } from './collateral';

/** When the money does not come. */
export const collectionHandlers: Handlers<Api<'loan', typeof collectionOperations>, typeof tables> = {
  async pause(tx, { loanId, on }, { on: running }) {
    const loan = pauseFrom(running, on, await clockOf(tx, running));
    await tx.loans.put(loan);
    tx.tell(loanEvents.DelinquencyPaused, { loanId, from: on });
    return loan;
  },
  async resume(tx, { loanId, on }, { on: paused }) {
    const loan = resumeFrom(paused, on, await clockOf(tx, paused));
    await tx.loans.put(loan);
    tx.tell(loanEvents.DelinquencyResumed, { loanId, from: on });
    return loan;
  },
  async declareDefault(tx, { loanId, on }, { on: running }) {
    mustBeValueDay(running, on, await clockOf(tx, running));
    const loan = declareDefault(running, on);
    await tx.loans.put(loan);
    tx.tell(loanEvents.LoanDefaulted, { loanId, on });
    return loan;
  },
  async cure(tx, { loanId, on }, { on: defaulted, taking }) {
    mustBeValueDay(defaulted, on, await clockOf(tx, defaulted));
    const loan = cure(defaulted, on);
    if (taking && repossessionLife.next(taking.status).includes('end')) await endTaking(tx, loan, taking);
    await tx.loans.put(loan);
    tx.tell(loanEvents.LoanCured, { loanId, on });
    return loan;
  },
  async chargeOff(tx, { loanId, entryId, on }, { on: running, taking }) {
    const sold = taking?.status === 'sold';
    const entry = await save(tx, chargeOff(running, entryId, on, sold, await clockOf(tx, running)));
    tx.tell(loanEvents.LoanChargedOff, { loanId, on, amount: entry.amount });
    return entry;
  },
  async writeOff(tx, { loanId, entryId, on }, { on: running, taking }) {
    mustNotBeTaken(taking);
    const { loan, entry } = writeOff(running, entryId, on, await clockOf(tx, running));
    await tx.loans.put(loan);
    await tx.entries.put(entry);
    tx.tell(loanEvents.LoanWrittenOff, { loanId, on, amount: entry.amount });
    return booked(entry);
  },
  async recover(tx, { loanId, entryId, on, amount }, { on: lost }) {
    minorOf(lost, amount);
    const place = await placeOf(tx, lost, { kind: 'recovery', on });
    const recovered = recover(lost, { entryId, on, amount }, await clockOf(tx, lost), place);
    const entry = await saveRecovery(tx, recovered);
    tx.tell(loanEvents.LossRecovered, { loanId, entryId, amount });
    return entry;
  },
};

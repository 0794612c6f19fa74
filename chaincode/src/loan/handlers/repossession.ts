import type { Api } from '../../kit/api';
import { demand } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { noticeRepossession, repossess as takeFrom } from '../../vehicle/door';
import { lendersDay } from '../rules/valueday';
import { notice, sell, repossess } from '../rules/repossession';
import { loanErrors } from '../errors';
import { loanEvents } from '../events';
import { loanLife, repossessionLife } from '../life';
import type { tables } from '../tables';
import { clockOf, minorOf, save } from './entry';
import { endTaking, releaseCollateral } from './collateral';
import type { repossessionOperations } from '../api/repossession';

/** The vehicle of a defaulted loan. */
export const repossessionHandlers: Handlers<Api<'loan', typeof repossessionOperations>, typeof tables> = {
  async giveNotice(tx, { loanId, cureDays }, { on: loan, taking }) {
    const repossession = notice(loan, taking, cureDays, await clockOf(tx, loan));
    if (taking) tx.take(repossessionLife.notice, taking);
    await noticeRepossession(tx, loan.vin, { lienId: loan.lienId, holder: loan.lender });
    await tx.repossessions.put(repossession);
    tx.tell(loanEvents.RepossessionNoticed, { loanId, cureUntil: repossession.cureUntil });
    return repossession;
  },
  async repossess(tx, { loanId }, { on: taking, loan }) {
    tx.take(loanLife.repossess, loan);
    const on = lendersDay(loan, await clockOf(tx, loan));
    const taken = repossess(loan, taking, on);
    await takeFrom(tx, loan.vin, { lienId: loan.lienId, holder: loan.lender });
    await tx.repossessions.put(taken);
    tx.tell(loanEvents.CollateralRepossessed, { loanId, vin: loan.vin, on });
    return taken;
  },
  endRepossession(tx, _request, { on: taking, loan }) {
    tx.take(loanLife.endRepossession, loan);
    return endTaking(tx, loan, taking);
  },
  async sellCollateral(tx, { loanId, saleId, on, proceeds, costs }, { on: loan, taking, vehicle }) {
    tx.take(repossessionLife.sell, taking);
    const { vin, lender } = loan;
    for (const amount of [proceeds, costs]) minorOf(loan, amount);
    const { offer } = vehicle;
    demand(offer?.from === lender && offer.acceptedAt !== undefined, loanErrors.SALE_NOT_AGREED, {
      vin,
      lender,
    });
    const sold = sell(loan, taking, { entryId: saleId, on, proceeds, costs }, await clockOf(tx, loan));
    await save(tx, { loan: await releaseCollateral(tx, sold.loan, true), entry: sold.entry });
    await tx.repossessions.put(sold.repossession);
    const { deficiency = sold.entry.over } = sold.repossession;
    tx.tell(loanEvents.CollateralSold, { loanId, vin, proceeds, deficiency, at: tx.now });
    return sold.repossession;
  },
  readRepossession: (_tx, _request, { taking }) => taking,
};

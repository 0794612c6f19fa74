import { answer } from '../kit/answer';
import { categoryOf } from '../payment/door';
import { merchants } from './records/merchant';

/** What lower rooms ask of this one. What the consortium voted a merchant in for, and not what it asks under, opens vouchers of a category. */
export const merchantAnswers = [
  answer(categoryOf, async (tx, payee) => {
    const merchant = payee.includes('/') ? await tx.enter({ merchants }).merchants.find(...payee.split('/')) : undefined;
    return merchant?.status === 'active' ? merchant.category : undefined;
  }),
];
export { mustCover, slash } from './rules/bond';

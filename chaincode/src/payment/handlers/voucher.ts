import type { Part } from '../tables';
import type { voucherOperations } from '../api/voucher';
import { refuse } from '../../kit/errors';
import { moneyErrors } from '../errors';
import { move } from './money/movement';
import { bindable, overdue } from '../rules/voucher';

/** Money that is bound to a purpose. */
export const voucherHandlers: Part<typeof voucherOperations> = {
  async bind(tx, { to, amount, purpose, ...payment }) {
    tx.mustBe('the owner of the money', payment.from);
    bindable(purpose, tx.now);
    return move(tx, 'bind', { ...payment, to: [{ party: to, amount, purpose }], unasked: true });
  },
  async returnRemainder(tx, { paymentId, owner, lot: lotId }, { left: lot }) {
    if (!lot) return refuse(moneyErrors.LOT_GONE, { owner, lotId });
    const { remainderTo } = overdue(lot, tx.now);
    const to = [{ party: remainderTo, amount: lot.amount }];
    return move(tx, 'remainder', { paymentId, from: owner, lots: [lotId], to, treatment: 'deliver' });
  },
};

import type { spendingOperations } from '../api/spending';
import type { Part } from '../tables';
import { mayBe, mustHave, mustSpeakFor } from './party';
import { takeOut } from './points';
import { returnUse, settleUse } from './settling';

/** How points are spent, and given back. */
export const spendingHandlers: Part<typeof spendingOperations> = {
  async spend(tx, { programId, member, useId, partner, units, lots }, { taker, wallet }) {
    tx.mustBe('the member', member);
    mayBe(taker, { programId, partner });
    mustHave(wallet, programId, member);
    const use = await takeOut(tx, {
      ...{ programId, member, useId, to: partner, kind: 'payment', units, lots, orderId: useId },
    });
    return settleUse(tx, use);
  },
  async giveBack(tx, { returnTo }, { on: use }) {
    await mustSpeakFor(tx, use.to);
    return returnUse(tx, use, returnTo);
  },
  readUse(tx, _request, { on: use }) {
    if (tx.caller.role !== 'auditor') tx.mustBe('a side of the payment', use.member, use.to);
    return use;
  },
};

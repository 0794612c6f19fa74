import { merchantLife } from '../life';
import type { onboardingOperations } from '../api/onboarding';
import { merchantSeen } from '../rules/merchant';
import {
  activate,
  answer,
  apply,
  askMore,
  reinstate,
  sendIn,
  standingAt,
  suspend,
} from '../rules/onboarding';
import type { Reading, Part } from '../tables';
import { save } from './merchant';
import { tallyOf } from './vote';

/** Coming in, staying in, leaving. */
export const onboardingHandlers: Part<typeof onboardingOperations> = {
  async apply(tx, application) {
    if (application.branchOf !== undefined) await tx.merchants.get(...application.branchOf.split('/'));
    return save(tx, apply(application, { merchant: tx.caller.member, now: tx.now }));
  },
  acceptBranch: (tx, _request, { on: merchant }) => save(tx, { ...merchant, branchAcceptedAt: tx.now }),
  sendIn: (tx, _request, { on: merchant }) => save(tx, sendIn(merchant, tx.now)),
  askMore: (tx, { requirement, dueAt }, { on: merchant }) =>
    save(tx, askMore(merchant, requirement, dueAt, tx.now)),
  answer: (tx, _request, { on: merchant }) => save(tx, answer(merchant, tx.now)),
  activate: (tx, _request, { on: merchant }) => save(tx, activate(merchant, tx.now)),
  suspend: (tx, { reason }, { on: merchant }) => save(tx, suspend(merchant, reason)),
  reinstate: (tx, _request, { on: merchant }) => save(tx, reinstate(merchant)),
  terminate: (tx, _request, { on: merchant }) =>
    save(tx, { ...merchant, status: merchantLife.step('terminate', merchant.status) }),
  async read(tx, { merchant: whom }, { on: merchant }) {
    const { review } = merchant;
    const { requirements, ...standing } = standingAt(
      merchant,
      tx.now,
      review && (await tallyOf(tx, whom, review)),
    );
    const inside = isInside(tx, whom);
    return { ...standing, merchant: merchantSeen(merchant, inside), ...(inside && { requirements }) };
  },
  async listMerchants(tx, { status, ...page }) {
    const found =
      status === undefined ? tx.merchants.list(page) : tx.merchants.listBy('byStatus', [status], page);
    const { items, ...more } = await found;
    return { items: items.map((one) => merchantSeen(one, isInside(tx, one.merchant))), ...more };
  },
};

/** Who decides about merchants and who watches, and the merchant itself. */
const isInside = (tx: Reading, merchant: string): boolean =>
  tx.caller.staff || tx.caller.role === 'auditor' || tx.is(merchant);

import { merchantLife } from '../life';
import type { onboardingOperations } from '../api/onboarding';
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
import type { Part } from '../tables';
import { isInside, save, shown } from './merchant';
import { tallyOf } from './vote';

/** Coming in, staying in, leaving. */
export const onboardingHandlers: Part<typeof onboardingOperations> = {
  async apply(tx, application) {
    if (application.branchOf !== undefined) await tx.merchants.get(...application.branchOf.split('/'));
    return save(tx, apply(application, { merchant: tx.caller.member, now: tx.now }));
  },
  async acceptBranch(tx, _request, { on: merchant }) {
    const isDone = merchant.branchAcceptedAt !== undefined;
    return shown(tx, isDone ? merchant : await save(tx, { ...merchant, branchAcceptedAt: tx.now }));
  },
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
    return { ...standing, merchant: shown(tx, merchant), ...(inside && { requirements }) };
  },
  async listMerchants(tx, { status, ...page }) {
    const found =
      status === undefined ? tx.merchants.list(page) : tx.merchants.listBy('byStatus', [status], page);
    const { items, ...more } = await found;
    return { items: items.map((one) => shown(tx, one)), ...more };
  },
};

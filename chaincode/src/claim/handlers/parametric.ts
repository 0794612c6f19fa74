import { pageIn } from '../../kit/api';
import { refuse } from '../../kit/errors';
import { dayOf } from '../../kit/value/time';
import {
  confirmAsRoom,
  escrowBox,
  fundEscrow,
  isPaidWith,
  openEscrow,
  pay,
  releaseEscrow,
} from '../../payment/door';
import { mustGiveCover } from '../../policy/door';
import type { Policy } from '../../policy/records/policy';
import type { parametricOperations } from '../api/parametric';
import { claimErrors } from '../errors';
import { claimEvents } from '../events';
import { isPaidOut, type Observation, type Parametric } from '../records/parametric';
import * as rules from '../rules/parametric';
import type { Carries, Writing } from '../tables';

/** Cover that pays by itself. */
export const parametricHandlers: Carries<typeof parametricOperations> = {
  async offerParametric(tx, wanted, { on: policy }) {
    const cover = rules.offerParametric(policy, wanted, tx.now);
    await tx.parametrics.put(cover);
    tx.tell(claimEvents.ParametricOffered, idsOf(cover));
    return cover;
  },
  async agreeParametric(tx, _request, { on }) {
    const cover = rules.agreeParametric(on, tx.now);
    await tx.parametrics.put(cover);
    tx.tell(claimEvents.ParametricAgreed, idsOf(cover));
    return cover;
  },
  async withdrawParametric(tx, _request, { on }) {
    const cover = rules.withdrawParametric(on);
    await tx.parametrics.put(cover);
    tx.tell(claimEvents.ParametricWithdrawn, idsOf(cover));
    return cover;
  },
  async setAside(tx, { escrowId, paymentId, lots }, { on }) {
    const about = { room: 'claim', id: on.coverId };
    const paid = on.escrowId === escrowId && { paymentId, from: on.insurer, lots, about };
    if (paid && (await isPaidWith(tx, paid))) return on;
    const cover = rules.setAside(on, escrowId, tx.now);
    await openEscrow(tx, escrowTerms(cover, escrowId));
    await fundEscrow(tx, { escrowId, paymentId, lots, vin: cover.vin });
    await tx.parametrics.put(cover);
    tx.tell(claimEvents.PayoutSetAside, { ...idsOf(cover), escrowId });
    return cover;
  },
  async observe(tx, { coverId: _cover, ...seen }, { on: before, all, policy }) {
    const fresh = rules.observe(before, seen, { is: tx.is, member: tx.caller.member, now: tx.now });
    const known = all.find((one) => one?.oracle === fresh.oracle);
    const observation = rules.firstWord(known, fresh);
    if (!known) await tx.observations.put(observation);
    if (!known) tx.tell(claimEvents.EventObserved, toldOf(observation));
    return { cover: await decide(tx, before, policy, known ? all : [...all, observation]), observation };
  },
  async tick(tx, { coverId, on }, { on: before, all, policy }) {
    rules.mustNotBeOver(before, tx.now);
    const happenedAt = rules.eventOf(before, all);
    const [have, need] = [rules.agreeing(before, all).length, before.quorum];
    if (happenedAt === undefined) return refuse(claimErrors.QUORUM_MISSING, { coverId, on, have, need });
    mustGiveCover(policy, happenedAt);
    return answerOf(await decide(tx, before, policy, all));
  },
  async confirmPayout(tx, { coverId, transferId: paymentId, lots }, { on }) {
    const { insurer: from, policyholder: party, payout: amount, vin } = on;
    const payment = lots && { paymentId, from, lots, about: { room: 'claim', id: coverId } };
    if (payment && isPaidOut(on, paymentId) && (await isPaidWith(tx, payment))) return on;
    const cover = rules.confirmPayout(on, paymentId);
    if (payment) await pay(tx, { ...payment, to: [{ party, amount }], vin });
    await tx.parametrics.put(cover);
    tx.tell(claimEvents.PayoutPaid, { ...idsOf(cover), amount, paymentId });
    return cover;
  },
  readParametric: (_tx, _request, { on }) => on,
  listParametric: (tx, { policyId, ...asked }) =>
    tx.parametrics.listBy('byPolicy', [policyId], pageIn(asked)),
  listObservations: (_tx, _request, { all }) => ({ items: all.filter((one) => one !== undefined) }),
};

const idsOf = ({ coverId, policyId, insurer }: Parametric) => ({ coverId, policyId, insurer });
/** All that somebody who is no side of a cover learns by asking for its payout. */
const answerOf = ({ coverId, status }: Parametric) => ({ coverId, status });
const toldOf = ({ kind, where, on, oracle, measure }: Observation) => ({ kind, where, on, oracle, measure });

type Said = readonly (Observation | undefined)[];

/**
 * Pays when it is time: out of what was set aside, or as a payout that is due. Otherwise the cover as it was.
 */
async function decide(tx: Writing, before: Parametric, policy: Policy, all: Said): Promise<Parametric> {
  const happenedAt = rules.eventOf(before, all);
  if (!rules.isDue(before, policy, happenedAt, tx.now)) return before;
  const paymentId = await released(tx, before);
  const cover = rules.decided(before, happenedAt, tx.now, paymentId);
  await tx.parametrics.put(cover);
  const { status, payout: amount } = cover;
  tx.tell(claimEvents.PayoutDecided, { ...idsOf(cover), on: dayOf(happenedAt), status, amount });
  return cover;
}

const MILESTONE = 'payout';
const CONDITION = 'quorum';

/**
 * The room itself confirms the condition, so no person can; before the deadline nobody but the policyholder
 * can give the money back.
 */
const escrowTerms = (cover: Parametric, escrowId: string): Parameters<typeof openEscrow>[1] => ({
  ...{ escrowId, payer: cover.insurer, payee: cover.policyholder, amount: cover.payout },
  milestones: [
    {
      ...{ milestoneId: MILESTONE, amount: cover.payout },
      conditions: [{ conditionId: CONDITION, that: 'agreed', by: ['room:claim'], need: 1 }],
    },
  ],
  deadline: rules.paymentsEnd(cover),
  about: { room: 'claim', id: cover.coverId },
});

/**
 * Moves the payout out of the escrow; `undefined` when none is there to move, or a court stops it: that must
 * not stop the report. The payment bears the id of the transaction: a chosen one could be used by somebody
 * before, to stop the payout.
 */
async function released(tx: Writing, { escrowId }: Parametric): Promise<string | undefined> {
  const escrow = escrowId === undefined ? undefined : await tx.escrows.get(escrowId);
  if (escrow?.status !== 'funded' || escrow.lot === undefined || escrowId === undefined) return undefined;
  const lot = await tx.lots.find(escrowBox(escrowId), escrow.lot);
  if (lot?.frozenBy !== undefined) return undefined;
  await confirmAsRoom(tx, { escrowId, milestoneId: MILESTONE, conditionId: CONDITION, room: 'room:claim' });
  const { transfer } = await releaseEscrow(tx, { escrowId, milestoneId: MILESTONE, paymentId: tx.id });
  return transfer.paymentId;
}

import type { Api } from '../../kit/api';
import { refuse } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { type Day, dayOf } from '../../kit/value/time';
import { escrowBox, pay, confirmAsRoom, fundEscrow, openEscrow, releaseEscrow } from '../../payment/door';
import { mustGiveCover } from '../../policy/door';
import { claimErrors } from '../errors';
import { claimEvents } from '../events';
import { type Observation, observationKey, type Parametric } from '../records/parametric';
import type { parametricOperations } from '../api/parametric';
import * as rules from '../rules/parametric';
import type { Reading, tables, Writing } from '../tables';

export const parametricHandlers: Handlers<Api<'claim', typeof parametricOperations>, typeof tables> = {
  async offerParametric(tx, wanted) {
    const known = await tx.parametrics.known(wanted.coverId);
    if (known) return known;
    const policy = await tx.policies.get(wanted.policyId);
    tx.mustBe('the insurer', policy.insurer);
    const cover = rules.offerParametric(policy, wanted, tx.now);
    await tx.parametrics.put(cover);
    tx.tell(claimEvents.ParametricOffered, idsOf(cover));
    return cover;
  },
  async agreeParametric(tx, { coverId }) {
    const before = await tx.parametrics.get(coverId);
    tx.mustBe('the policyholder', before.policyholder);
    const cover = rules.agreeParametric(before, tx.now);
    await tx.parametrics.put(cover);
    tx.tell(claimEvents.ParametricAgreed, idsOf(cover));
    return cover;
  },
  async withdrawParametric(tx, { coverId }) {
    const before = await tx.parametrics.get(coverId);
    tx.mustBe('the policyholder or the insurer', before.policyholder, before.insurer);
    const cover = rules.withdrawParametric(before);
    await tx.parametrics.put(cover);
    tx.tell(claimEvents.ParametricWithdrawn, idsOf(cover));
    return cover;
  },
  async setAside(tx, { coverId, escrowId, paymentId, lots }) {
    const before = await tx.parametrics.get(coverId);
    tx.mustBe('the insurer', before.insurer);
    if (before.escrowId === escrowId) return before;
    const cover = rules.setAside(before, escrowId, tx.now);
    await openEscrow(tx, escrowTerms(cover, escrowId));
    await fundEscrow(tx, { escrowId, paymentId, lots, vin: cover.vin });
    await tx.parametrics.put(cover);
    tx.tell(claimEvents.PayoutSetAside, { ...idsOf(cover), escrowId });
    return cover;
  },
  async observe(tx, { coverId, ...seen }) {
    const before = await tx.parametrics.get(coverId);
    const fresh = rules.observe(before, seen, { is: tx.is, member: tx.caller.member, now: tx.now });
    const all = await observed(tx, before, fresh.on);
    const known = all.find((one) => one?.oracle === fresh.oracle);
    const observation = rules.firstWord(known, fresh);
    if (!known) await tx.observations.put(observation);
    if (!known) tx.tell(claimEvents.EventObserved, toldOf(observation));
    return { cover: await decide(tx, before, known ? all : [...all, observation]), observation };
  },
  async tick(tx, { coverId, on }) {
    const before = await tx.parametrics.get(coverId);
    if (before.status === 'paid' || before.status === 'due') return answerOf(before);
    rules.mustNotBeOver(before, tx.now);
    const all = await observed(tx, before, on);
    const happenedAt = rules.eventOf(before, all);
    const [have, need] = [rules.agreeing(before, all).length, before.quorum];
    if (happenedAt === undefined) return refuse(claimErrors.QUORUM_MISSING, { coverId, on, have, need });
    mustGiveCover(await tx.policies.get(before.policyId), happenedAt);
    return answerOf(await decide(tx, before, all));
  },
  async confirmPayout(tx, { coverId, transferId: paymentId, lots }) {
    const before = await tx.parametrics.get(coverId);
    tx.mustBe('the insurer', before.insurer);
    if (before.status === 'paid' && before.paymentId === paymentId) return before;
    const cover = rules.confirmPayout(before, paymentId);
    const { insurer: from, policyholder: party, payout: amount, vin } = cover;
    if (lots) await pay(tx, { paymentId, from, lots, to: [{ party, amount }], vin, about: { room: 'claim', id: coverId } });
    await tx.parametrics.put(cover);
    tx.tell(claimEvents.PayoutPaid, { ...idsOf(cover), amount, paymentId });
    return cover;
  },
  readParametric: (tx, { coverId }) => readable(tx, coverId),
  async listParametric(tx, { policyId, page }) {
    const { policyholder, insurer } = await tx.policies.get(policyId);
    if (tx.caller.role !== 'auditor') tx.mustBe('a party to the policy', policyholder, insurer);
    return tx.parametrics.listBy('byPolicy', [policyId], page);
  },
  async listObservations(tx, { coverId, on }) {
    const all = await observed(tx, await readable(tx, coverId), on);
    return { items: all.filter((one) => one !== undefined) };
  },
};

const idsOf = ({ coverId, policyId, insurer }: Parametric) => ({ coverId, policyId, insurer });
/** All that somebody who is no side of a cover learns by asking for its payout. */
const answerOf = ({ coverId, status }: Parametric) => ({ coverId, status });
const toldOf = ({ kind, where, on, oracle, measure }: Observation) => ({ kind, where, on, oracle, measure });

async function readable(tx: Reading, coverId: string): Promise<Parametric> {
  const cover = await tx.parametrics.get(coverId);
  const { policyholder, insurer, oracles } = cover;
  if (tx.caller.role !== 'auditor') tx.mustBe('a side or an oracle of the cover', policyholder, insurer, ...oracles);
  return cover;
}

/** What each oracle of a cover said about a day, in the order of the oracles: named keys, so nothing new can slip in between. */
const observed = (tx: Writing | Reading, cover: Parametric, on: Day): Promise<(Observation | undefined)[]> =>
  tx.observations.findMany(cover.oracles.map((oracle) => observationKey({ ...cover, on, oracle })));

/** Pays when it is time: out of what was set aside, or as a payout that is due. Otherwise the cover as it was. */
async function decide(tx: Writing, before: Parametric, all: readonly (Observation | undefined)[]): Promise<Parametric> {
  const happenedAt = rules.eventOf(before, all);
  if (!rules.isDue(before, await tx.policies.get(before.policyId), happenedAt, tx.now)) return before;
  const paymentId = await released(tx, before);
  const cover = rules.decided(before, happenedAt, tx.now, paymentId);
  await tx.parametrics.put(cover);
  const { status, payout: amount } = cover;
  tx.tell(claimEvents.PayoutDecided, { ...idsOf(cover), on: dayOf(happenedAt), status, amount });
  return cover;
}

const MILESTONE = 'payout';
const CONDITION = 'quorum';

/** The room itself confirms the condition, so no person can; before the deadline nobody but the policyholder can give the money back. */
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
 * Moves the payout out of the escrow; `undefined` when none is there to move, or a court stops it: that must not stop the report. The payment bears the id of the transaction: a chosen one could be used by
 * somebody before, to stop the payout.
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

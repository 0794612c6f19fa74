import { demand, refuse } from '../kit/errors';
import { fundEscrow, openEscrow } from '../payment/settle';
import { bondTerms } from './bond';
import { merchantErrors } from './errors';
import { merchantEvents } from './events';
import { merchantLife } from './life';
import type { onboardOperations } from './onboardapi';
import type { Merchant } from './records';
import type { Requirement } from './requirement';
import {
  activate,
  apply,
  ask,
  decide,
  openReview,
  prove,
  recuse,
  reinstate,
  reject,
  sendIn,
  standingAt,
  suspend,
  verify,
} from './rules';
import type { Wiring, Writing } from './tables';
import { mayVote, type Poll, tally, type Vote } from './vote';

export const onboarding: Wiring<typeof onboardOperations> = {
  async apply(tx, application) {
    const known = await tx.merchants.known(...tx.caller.member.split('/'));
    if (known) return known;
    return save(tx, apply(application, { merchant: tx.caller.member, now: tx.now }));
  },
  async prove(tx, { requirement, documentHash }) {
    const proven = prove(await load(tx, tx.caller.member), requirement, documentHash);
    return paper(tx, proven, requirement, 'handedIn');
  },
  sendIn: (tx) => change(tx, tx.caller.member, (merchant) => sendIn(merchant, tx.now)),
  async verify(tx, { merchant, requirement, validUntil }) {
    const verified = verify(await load(tx, merchant), requirement, validUntil, tx.now);
    return paper(tx, verified, requirement, 'verified');
  },
  async rejectPaper(tx, { merchant, requirement, code }) {
    return paper(tx, reject(await load(tx, merchant), requirement, code), requirement, 'refused');
  },
  async require(tx, { merchant, requirement, dueAt }) {
    return paper(tx, ask(await load(tx, merchant), requirement, dueAt, tx.now), requirement, 'asked');
  },
  async openReview(tx, { merchant, conflicts, ...vote }) {
    const found = await tx.organisations.findMany(vote.voters.map((org) => [org]));
    const members = found.every((one) => one?.standing === 'active');
    demand(members, merchantErrors.ELECTORATE_WRONG, { why: 'a voter is not an active organisation' });
    return change(tx, merchant, (one) => openReview(one, vote, conflicts, tx.now));
  },
  async vote(tx, { merchant, choice }) {
    const review = reviewOf(await load(tx, merchant));
    const { org, member: by } = tx.caller;
    const known = await tx.votes.known(merchant, `${review.round}`, org);
    if (known) return known;
    mayVote(review, org, tx.now);
    const vote: Vote = { merchant, round: review.round, org, choice, by, at: tx.now };
    await tx.votes.put(vote);
    tx.tell(merchantEvents.VoteCast, { merchant, org, choice });
    return vote;
  },
  async recuse(tx, { merchant: whom, why }) {
    const merchant = await load(tx, whom);
    const review = reviewOf(merchant);
    mayVote(review, tx.caller.org, tx.now);
    const recused = { ...merchant, review: recuse(review, tx.caller.org, why) };
    await tx.merchants.put(recused);
    tx.tell(merchantEvents.VoterRecused, { merchant: whom, org: tx.caller.org });
    return recused;
  },
  askMore: (tx, { merchant, requirement, dueAt }) =>
    change(tx, merchant, (one) => ({
      ...ask(one, requirement, dueAt, tx.now),
      status: merchantLife.step('askMore', one.status),
    })),
  answer: (tx) =>
    change(tx, tx.caller.member, (one) => {
      const open = one.papers.filter(({ pending, held }) => !pending && !held).map(({ requirement }) => requirement);
      demand(open.length === 0, merchantErrors.REQUIREMENTS_OPEN, { open: open.join(', ') });
      return { ...one, status: merchantLife.step('answer', one.status) };
    }),
  async tick(tx, { merchant: whom }) {
    const merchant = await load(tx, whom);
    if (merchant.status !== 'underReview') return merchant;
    const review = reviewOf(merchant);
    const cast = await tx.votes.findMany(review.voters.map((org) => [whom, `${review.round}`, org]));
    const counted = tally(
      review,
      cast.filter((vote) => vote !== undefined),
      tx.now,
    );
    const decided = decide(merchant, counted);
    return decided === merchant ? merchant : save(tx, decided);
  },
  activate: (tx) => change(tx, tx.caller.member, (merchant) => activate(merchant, tx.now)),
  async postBond(tx, { bondId, paymentId, lots, ...terms }) {
    const merchant = await load(tx, tx.caller.member);
    if (merchant.bondId === bondId && (await tx.transfers.known(paymentId))) return merchant;
    const before = merchant.bondId ? await tx.escrows.find(merchant.bondId) : undefined;
    const stands = before !== undefined && ['funded', 'partlyReleased'].includes(before.status);
    demand(!stands, merchantErrors.BOND_STANDS, { bondId: merchant.bondId ?? '', until: before?.deadline ?? '' });
    await openEscrow(tx, bondTerms({ bondId, merchant: merchant.merchant, registry: tx.caller.org, ...terms }));
    await fundEscrow(tx, { escrowId: bondId, paymentId, lots });
    const bonded = { ...merchant, bondId };
    await tx.merchants.put(bonded);
    tx.tell(merchantEvents.BondPosted, { merchant: merchant.merchant, bondId, amount: terms.amount });
    return bonded;
  },
  suspend: (tx, { merchant, reason }) => change(tx, merchant, (one) => suspend(one, reason)),
  reinstate: (tx, { merchant }) => change(tx, merchant, reinstate),
  async terminate(tx, { merchant }) {
    if (tx.caller.role !== 'registrar') tx.mustBe('the merchant', merchant);
    return change(tx, merchant, (one) => ({ ...one, status: merchantLife.step('terminate', one.status) }));
  },
  async read(tx, { merchant: whom }) {
    const merchant = await tx.merchants.get(...whom.split('/'));
    const { review } = merchant;
    if (!review) return standingAt(merchant, tx.now);
    const { items } = await tx.votes.list({ size: 100 }, whom, `${review.round}`);
    return standingAt(merchant, tx.now, tally(review, items, tx.now));
  },
  listMerchants: (tx, { status, ...page }) =>
    status === undefined ? tx.merchants.list(page) : tx.merchants.listBy('byStatus', [status], page),
  listVotes: (tx, { merchant, ...page }) => tx.votes.list(page, merchant),
};

/** The record of a merchant by its member id. */
export async function load(tx: { readonly merchants: Writing['merchants'] }, merchant: string): Promise<Merchant> {
  return (await tx.merchants.find(...merchant.split('/'))) ?? refuse(merchantErrors.NOT_A_MERCHANT, { merchant });
}

const reviewOf = ({ review, status }: Merchant): Poll => {
  merchantLife.step('decide', status);
  return review ?? refuse(merchantErrors.NOT_A_VOTER, { org: '', voters: 'none' });
};

async function save(tx: Writing, merchant: Merchant): Promise<Merchant> {
  await tx.merchants.put(merchant);
  tx.tell(merchantEvents.MerchantChanged, { merchant: merchant.merchant, status: merchant.status });
  return merchant;
}

const change = async (tx: Writing, merchant: string, rule: (merchant: Merchant) => Merchant): Promise<Merchant> =>
  save(tx, rule(await load(tx, merchant)));

async function paper(
  tx: Writing,
  merchant: Merchant,
  requirement: Requirement,
  became: 'asked' | 'handedIn' | 'verified' | 'refused',
) {
  await tx.merchants.put(merchant);
  tx.tell(merchantEvents.RequirementChanged, { merchant: merchant.merchant, requirement, became });
  return merchant;
}

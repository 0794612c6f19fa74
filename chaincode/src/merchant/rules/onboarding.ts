import { demand, refuse } from '../../kit/errors';
import { sha256 } from '../../kit/value/hash';
import { addMillis, DAY_MS, type Instant } from '../../kit/value/time';
import type { z } from 'zod';
import { merchantErrors } from '../errors';
import { merchantLife } from '../life';
import type { Application, Merchant, Probe, Standing } from '../records/merchant';
import {
  capability,
  capabilityAt,
  type DisabledReason,
  isHeld,
  NEEDS,
  type Paper,
  type Requirement,
  requirementsAt,
} from '../records/requirement';
import { isUsci } from './usci';
import { electorate, pause, type Poll, resume, type Tally } from '../records/vote';

export function apply(application: z.output<typeof Application>, by: { merchant: string; now: Instant }): Merchant {
  const { usci, requested } = application;
  demand(usci === undefined || isUsci(usci), merchantErrors.USCI_WRONG);
  const needed = new Set(requested.flatMap((one) => NEEDS[one]));
  const papers = [...needed].sort().map((requirement): Paper => ({ requirement }));
  return { ...application, merchant: by.merchant, status: 'draft', papers, rounds: 0, appliedAt: by.now };
}

export const paperOf = ({ papers, merchant }: Merchant, requirement: Requirement): Paper =>
  papers.find((one) => one.requirement === requirement) ?? refuse(merchantErrors.REQUIREMENT_UNASKED, { requirement, merchant });

export function withPaper(merchant: Merchant, requirement: Requirement, rule: (paper: Paper) => Paper): Merchant {
  const paper = paperOf(merchant, requirement);
  return { ...merchant, papers: merchant.papers.map((one) => (one === paper ? rule(paper) : one)) };
}

/** The requirement is met by this, and what waited is not needed. */
export const hold = (merchant: Merchant, requirement: Requirement, held: NonNullable<Paper['held']>): Merchant =>
  withPaper(merchant, requirement, (paper) => ({ ...paper, pending: undefined, refusal: undefined, held }));

export const prove = (merchant: Merchant, requirement: Requirement, documentHash: string): Merchant =>
  withPaper(merchant, requirement, (paper) => ({ ...paper, refusal: undefined, pending: documentHash }));

/** The registrar has seen the paper itself. */
export function verify(merchant: Merchant, requirement: Requirement, validUntil: Instant | undefined, now: Instant): Merchant {
  demand(validUntil === undefined || validUntil > now, merchantErrors.PAPER_ENDED, { validUntil: validUntil ?? '' });
  return withPaper(merchant, requirement, ({ pending, ...paper }) => ({
    ...paper,
    refusal: undefined,
    held: { documentHash: pending ?? refuse(merchantErrors.NOTHING_PENDING, { requirement }), validUntil },
  }));
}

/** How long a micro-deposit may be read (Stripe Connect has ten days), and how long the proof holds. */
const PROBE_MS = 10 * DAY_MS;
const ACCOUNT_MS = 365 * DAY_MS;

export function probeAccount(merchant: Merchant, probe: Omit<Probe, 'until'>, now: Instant): Merchant {
  return withPaper({ ...merchant, probe: { ...probe, until: addMillis(now, PROBE_MS) } }, 'bank_account', (paper) => paper);
}

/** The code stood in the account's statement alone, so nobody need look at a paper. */
export function proveAccount({ probe, ...merchant }: Merchant, code: string, now: Instant): Merchant {
  if (!probe || now >= probe.until) return refuse(merchantErrors.PROBE_MISSING, { merchant: merchant.merchant });
  demand(sha256(code) === probe.codeHash, merchantErrors.CODE_WRONG);
  const held = { documentHash: probe.accountHash, validUntil: addMillis(now, ACCOUNT_MS) };
  return withPaper(merchant, 'bank_account', ({ requirement, dueAt }) => ({ requirement, dueAt, held }));
}

export const reject = (merchant: Merchant, requirement: Requirement, code: NonNullable<Paper['refusal']>): Merchant =>
  withPaper(merchant, requirement, ({ pending, ...paper }) =>
    pending === undefined ? refuse(merchantErrors.NOTHING_PENDING, { requirement }) : { ...paper, refusal: code },
  );

/** A requirement may come later, but never without a deadline ahead. */
export function ask(merchant: Merchant, requirement: Requirement, dueAt: Instant, now: Instant): Merchant {
  demand(dueAt > now, merchantErrors.DEADLINE_BEHIND, { dueAt });
  const asked = merchant.papers.some((one) => one.requirement === requirement);
  if (!asked) return { ...merchant, papers: [...merchant.papers, { requirement, dueAt }] };
  return withPaper(merchant, requirement, (paper) => ({ ...paper, dueAt }));
}

/** Complete when every paper was handed in or is held. */
export function sendIn(merchant: Merchant, now: Instant): Merchant {
  const status = merchantLife.step('sendIn', merchant.status);
  mustBeComplete(requirementsAt(merchant, now).currentlyDue);
  return { ...merchant, status };
}

function mustBeComplete(open: readonly Requirement[]): void {
  demand(open.length === 0, merchantErrors.REQUIREMENTS_OPEN, { open: open.join(', ') });
}

export function openReview(
  merchant: Merchant,
  vote: Pick<Poll, 'voters' | 'quorum' | 'until' | 'openUntil'>,
  conflicts: Poll['excluded'],
  now: Instant,
): Merchant {
  const status = merchantLife.step('openReview', merchant.status);
  const round = merchant.rounds + 1;
  return { ...merchant, status, rounds: round, review: electorate(merchant.merchant, vote, conflicts, { round, now }) };
}

/** One more paper is asked for; the vote waits for the answer. */
export function askMore(merchant: Merchant, requirement: Requirement, dueAt: Instant, now: Instant): Merchant {
  const { review, status } = merchant;
  const asked = ask(merchant, requirement, dueAt, now);
  return { ...asked, status: merchantLife.step('askMore', status), review: review && pause(review, now) };
}

export function answer(merchant: Merchant, now: Instant): Merchant {
  const { review, papers, status } = merchant;
  mustBeComplete(papers.filter(({ pending, held }) => !pending && !held).map(({ requirement }) => requirement));
  return { ...merchant, status: merchantLife.step('answer', status), review: review && resume(review, now) };
}

/** An organisation that knows of a conflict leaves the vote; the quorum stays, so nobody gains by it. */
export function recuse(review: Poll, org: string, why: string): Poll {
  return { ...review, voters: review.voters.filter((one) => one !== org), excluded: [...review.excluded, { org, why }] };
}

/** Writes down what the votes already say; pending votes change nothing. */
export function decide(merchant: Merchant, counted: Tally): Merchant {
  if (merchant.status !== 'underReview' || counted.verdict === 'pending') return merchant;
  return { ...merchant, status: merchantLife.step('decide', merchant.status, counted.verdict) };
}

/** Work begins when every paper that has no deadline ahead is verified. */
export function activate(merchant: Merchant, now: Instant): Merchant {
  const status = merchantLife.step('activate', merchant.status);
  const { currentlyDue, pendingVerification } = requirementsAt({ ...merchant, status }, now);
  const ahead = merchant.papers.filter(({ dueAt }) => dueAt !== undefined && dueAt > now).map(({ requirement }) => requirement);
  mustBeComplete([...currentlyDue, ...pendingVerification].filter((one) => !ahead.includes(one)));
  return { ...merchant, status };
}

export const suspend = (merchant: Merchant, disabled: DisabledReason): Merchant => ({
  ...merchant,
  status: merchantLife.step('suspend', merchant.status),
  disabled,
});

export function reinstate(merchant: Merchant): Merchant {
  return { ...merchant, disabled: undefined, status: merchantLife.step('reinstate', merchant.status) };
}

/** All that follows from the record at a moment. */
export function standingAt(merchant: Merchant, now: Instant, counted?: Tally): Standing {
  const capabilities = capability.options.map((one) => ({ capability: one, status: capabilityAt(one, merchant, now) }));
  const enabled = (name: string) => capabilities.some((one) => one.capability === name && one.status === 'active');
  return {
    merchant,
    requirements: requirementsAt(merchant, now),
    capabilities,
    chargesEnabled: enabled('accept_payments'),
    payoutsEnabled: enabled('payouts'),
    detailsSubmitted: merchant.papers.every((paper) => paper.pending !== undefined || isHeld(paper, now)),
    tally: counted,
  };
}

import { demand } from '../../kit/errors';
import type { Instant } from '../../kit/value/time';
import type { z } from 'zod';
import { merchantErrors } from '../errors';
import { merchantLife } from '../life';
import type { Application, Merchant, Standing } from '../records/merchant';
import { capability, type DisabledReason, type Paper, type Requirement } from '../records/requirement';
import { capabilityAt, isHeld, NEEDS, requirementsAt, requirePaper } from './requirement';
import { isUsci } from './usci';
import { type Poll, type Tally } from '../records/vote';
import { electorate, pause, resume } from './vote';

/** An application, with the papers that its wished capabilities stand on. Refuses with USCI_WRONG. */
export function apply(
  application: z.output<typeof Application>,
  by: { merchant: string; now: Instant },
): Merchant {
  const { usci, requested } = application;
  demand(usci === undefined || isUsci(usci), merchantErrors.USCI_WRONG);
  const needed = new Set(requested.flatMap((one) => NEEDS[one]));
  const papers = [...needed].sort().map((requirement): Paper => ({ requirement }));
  return { ...application, merchant: by.merchant, status: 'draft', papers, rounds: 0, appliedAt: by.now };
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

/** The vote of the consortium begins. Refuses with WRONG_STATUS, ELECTORATE_WRONG. */
export function openReview(
  merchant: Merchant,
  vote: Pick<Poll, 'voters' | 'quorum' | 'until' | 'openUntil'>,
  conflicts: Poll['excluded'],
  now: Instant,
): Merchant {
  const status = merchantLife.step('openReview', merchant.status);
  const round = merchant.rounds + 1;
  return {
    ...merchant,
    status,
    rounds: round,
    review: electorate(merchant.merchant, vote, conflicts, { round, now }),
  };
}

/** One more paper is asked for; the vote waits for the answer. */
export function askMore(
  merchant: Merchant,
  requirement: Requirement,
  dueAt: Instant,
  now: Instant,
): Merchant {
  const { review, status } = merchant;
  const asked = requirePaper(merchant, requirement, dueAt, now);
  return { ...asked, status: merchantLife.step('askMore', status), review: review && pause(review, now) };
}

/**
 * The merchant has handed in what was asked; the vote goes on. Refuses with REQUIREMENTS_OPEN, WRONG_STATUS.
 */
export function answer(merchant: Merchant, now: Instant): Merchant {
  const { review, papers, status } = merchant;
  mustBeComplete(
    papers.filter(({ pending, held }) => !pending && !held).map(({ requirement }) => requirement),
  );
  return { ...merchant, status: merchantLife.step('answer', status), review: review && resume(review, now) };
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
  const ahead = merchant.papers
    .filter(({ dueAt }) => dueAt !== undefined && dueAt > now)
    .map(({ requirement }) => requirement);
  mustBeComplete([...currentlyDue, ...pendingVerification].filter((one) => !ahead.includes(one)));
  return { ...merchant, status };
}

/** No new bookings, with the reason on the ledger. Refuses with WRONG_STATUS. */
export const suspend = (merchant: Merchant, disabled: DisabledReason): Merchant => ({
  ...merchant,
  status: merchantLife.step('suspend', merchant.status),
  disabled,
});

/** A suspension ends. Refuses with WRONG_STATUS. */
export function reinstate(merchant: Merchant): Merchant {
  return { ...merchant, disabled: undefined, status: merchantLife.step('reinstate', merchant.status) };
}

/** All that follows from the record at a moment. */
export function standingAt(merchant: Merchant, now: Instant, counted?: Tally): Standing {
  const capabilities = capability.options.map((one) => ({
    capability: one,
    status: capabilityAt(one, merchant, now),
  }));
  const enabled = (name: string) =>
    capabilities.some((one) => one.capability === name && one.status === 'active');
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

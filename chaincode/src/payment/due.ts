import { type Act, dueAfter, dueOf, kept } from '../kit/due/row';
import { type Instant, opensAfter } from '../kit/value/time';
import { type Escrow, escrows, isFunded, type Milestone } from './records/escrow';
import { type ExchangeQuote, quoteBox, quotes } from './records/exchange';
import { type Hold, holds, type Lock, locks } from './records/hold';
import { type Lot, lots } from './records/money';
import { type Tab, tabs } from './records/tab';

/** Until when an escrow keeps its money from the payer: from a dispute on until its arbiter's time is over. */
export const refundAfter = ({ status, arbiter, deadline }: Escrow): Instant =>
  status === 'disputed' ? (arbiter?.until ?? deadline) : deadline;

/** The first condition of a milestone that is not confirmed by enough. */
export const openCondition = ({ conditions }: Milestone) =>
  conditions.find(({ confirmedBy, need }) => confirmedBy.length < need);

/** Milestones whose conditions are met are released before the deadline; then what is left goes back. */
const isReleasable = (escrow: Escrow, milestone: Milestone): boolean =>
  isFunded(escrow) &&
  milestone.releasedBy === undefined &&
  milestone.conditions.length > 0 &&
  openCondition(milestone) === undefined &&
  (milestone.notBefore === undefined || opensAfter(milestone.notBefore) < escrow.deadline);

/** Money of an exchange quote waits in a box of its own. */
const isQuoted = ({ owner }: Lot): boolean => owner.startsWith(quoteBox(''));
/** Most lots that one call gives back. */
const MOST_PARTS = 20;

function returnQuoted({ quoteId, status, until }: ExchangeQuote, left: readonly Lot[]): Act[] {
  const parts = left.slice(0, MOST_PARTS).map(({ lotId }) => lotId);
  if (parts.length === 0) return [];
  const after = status === 'withdrawn' ? undefined : until;
  return [{ after, request: ({ paymentId }) => ({ quoteId, paymentId, parts }) }];
}

/** What falls due of money that waits. */
export const paymentDues = [
  dueAfter(holds, {
    operation: 'endHold',
    when: 'a hold was not captured before its end',
    after: ({ status, until }: Hold) => (status === 'authorised' ? until : undefined),
    request: ({ holdId }, { paymentId }) => ({ holdId, paymentId }),
  }),
  dueAfter(locks, {
    operation: 'reclaim',
    when: 'locked money was not claimed before the deadline',
    after: ({ status, deadline }: Lock) => (status === 'locked' ? deadline : undefined),
    request: ({ lockId }, { paymentId }) => ({ lockId, paymentId }),
  }),
  dueAfter(escrows, {
    operation: 'refundEscrow',
    when: 'an escrow was not released before its deadline, or its arbiter decided nothing',
    after: (escrow: Escrow) =>
      isFunded(escrow) || escrow.status === 'disputed' ? refundAfter(escrow) : undefined,
    request: ({ escrowId }, { paymentId }) => ({ escrowId, paymentId }),
  }),
  dueOf(escrows, {
    operation: 'releaseEscrow',
    when: 'the conditions of a milestone are met, and the moment before which it stays closed has passed',
    acts: (escrow: Escrow) =>
      escrow.milestones
        .filter((milestone) => isReleasable(escrow, milestone))
        .map(({ milestoneId, notBefore }) => ({
          after: notBefore,
          request: ({ paymentId }) => ({ escrowId: escrow.escrowId, milestoneId, paymentId }),
        })),
  }),
  dueAfter(lots, {
    operation: 'returnRemainder',
    when: 'a voucher was not spent before the end of its purpose',
    after: ({ owner, purpose, frozenBy }: Lot) =>
      frozenBy === undefined && !owner.includes(':') ? purpose?.until : undefined,
    request: ({ owner, lotId }, { paymentId }) => ({ owner, lot: lotId, paymentId }),
  }),
  dueAfter(tabs, {
    operation: 'settleTab',
    when: 'the notice with which a payer closed a tab is over, and the payee did not answer',
    after: ({ status, closing }: Tab) => (status === 'closing' ? closing?.until : undefined),
    request: ({ tabId }, { paymentId }) => ({ tabId, paymentId }),
  }),
  dueOf(quotes, {
    operation: 'returnQuoted',
    when: 'a quote was withdrawn or is over, and something is left of it',
    looks: [kept(lots, isQuoted)],
    acts: (quote: ExchangeQuote, look) => returnQuoted(quote, look.list(lots, quoteBox(quote.quoteId))),
  }),
];

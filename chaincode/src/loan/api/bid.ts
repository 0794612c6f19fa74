import { z } from 'zod';
import { evaluate, keep, page, pageOf, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id, nonce } from '../../kit/value/text';
import { people } from '../../words/role';
import { BidFacts, LoanBidsClosed, bidsClosed, LoanBid, loanBids } from '../records/bid';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { deciding, decidingErrors } from './application';
import { applicationLife } from '../life';
import { scorecards } from '../records/scorecard';
import { Decision, onApplication } from '../records/application';
import { askedTerms } from '../records/market';
import { modelAt } from '../records/model';

const application = z.strictObject({ applicationId: id });

/** Sealed bids of lenders for an application that invites them. */
export const bidOperations = {
  keepBid: keep({
    says: 'Keep the own bid for an application, with a nonce of its own, in the own collection.',
    by: ['lender'],
    request: application,
    on: onApplication,
    sides: ['lender'],
    secret: BidFacts,
  }),
  bid: submit({
    says: 'Place a sealed bid: the seal of what was kept and the hash that opening must match.',
    by: ['lender'],
    request: LoanBid.pick({ applicationId: true, seal: true, bidHash: true }),
    on: onApplication,
    step: applicationLife.bid,
    creates: ({ applicationId }, { org }) => loanBids.at(applicationId, org),
    loads: ({ applicationId }) => ({ closed: maybe(bidsClosed.at(applicationId)) }),
    response: LoanBid,
    errors: [errors.NO_BIDDING, errors.BIDDING_CLOSED],
    events: [events.LoanBidPlaced],
  }),
  closeBids: submit({
    says:
      'Write down that the bidding is over, from 20 seconds after its end on: what was bid before and ' +
      'held back is not recorded any more.',
    by: ['lender', ...people],
    request: application,
    on: onApplication,
    step: applicationLife.closeBids,
    loads: ({ applicationId }) => ({ closed: maybe(bidsClosed.at(applicationId)) }),
    response: LoanBidsClosed,
    errors: [errors.NO_BIDDING, errors.BIDDING_RUNS],
  }),
  openBid: submit({
    says:
      'Open the own bid from 20 seconds after closing on: it becomes an offer. A bid that is not opened ' +
      'in time lapses.',
    by: ['lender'],
    request: deciding.extend({ terms: askedTerms, nonce }),
    on: onApplication,
    step: applicationLife.openBid,
    loads: ({ applicationId, scorecardVersion, model }, _application, { org }) => ({
      models: model ? [modelAt(org, model)] : [],
      closed: maybe(bidsClosed.at(applicationId)),
      scorecard: scorecards.at(org, `${scorecardVersion}`),
      sealed: loanBids.at(applicationId, org),
    }),
    response: Decision,
    errors: [
      errors.NO_BIDDING,
      errors.BIDDING_RUNS,
      errors.BID_LAPSED,
      errors.BID_DIFFERS,
      ...decidingErrors,
    ],
    events: [events.LoanDecided],
  }),
  recallBid: evaluate({
    says: 'Read the own bid as it was kept, on a peer of the own organisation.',
    by: ['lender'],
    request: application,
    response: BidFacts,
  }),
  listBids: evaluate({
    says: 'List the bids for an application, sealed or opened: for lenders, the applicant and the auditor.',
    by: ['lender', 'auditor', ...people],
    request: page.extend({ applicationId: id }),
    on: onApplication,
    sides: ['applicant', 'lender', 'auditor'],
    response: pageOf(LoanBid),
  }),
};

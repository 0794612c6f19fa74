import type { Api } from '../../kit/api';
import type { Handlers } from '../../kit/implement';
import { zoneNamed } from '../../kit/value/zone';
import type { LoanBidsClosed } from '../records/bid';
import { closeBids, openBid, placeBid } from '../rules/bid';
import type { bidOperations } from '../api/bid';
import { loanEvents } from '../events';
import { sealsOf, knownDecision, placeDecision } from './decision';
import { weigh } from '../rules/application';
import type { Application } from '../records/application';
import { dayOf } from '../../kit/value/time';
import { mustBeReviewed } from '../rules/decision/model';
import { inFull } from '../rules/terms';
import type { tables, Writing } from '../tables';

/** Sealed bids: kept, placed, opened. */
export const bidHandlers: Handlers<Api<'loan', typeof bidOperations>, typeof tables> = {
  keepBid: (tx, { applicationId }, { secret }) => tx.bidFacts.keep(secret, applicationId),
  async bid(tx, { applicationId, ...sealed }, { on: application, closed }) {
    const lender = tx.caller.org;
    await tx.bidFacts.check(lender, sealed.seal, applicationId);
    const bid = placeBid(application, { applicationId, lender, ...sealed, placedAt: tx.now }, closed);
    await tx.loanBids.put(bid);
    tx.tell(loanEvents.LoanBidPlaced, { applicationId, lender });
    return bid;
  },
  closeBids: (tx, _request, { on: application }) => closed(tx, application),
  async openBid(tx, { nonce, ...stated }, { on: application, scorecard, sealed, models }) {
    const { decisionId, terms, validDays } = stated;
    const lender = tx.caller.org;
    const known = await knownDecision(tx, stated, lender);
    if (known) return known;
    for (const model of models) mustBeReviewed(model, dayOf(tx.now));
    await zoneNamed(tx.zones, terms.zone);
    const bid = openBid(application, sealed, { terms, validDays, nonce }, decisionId, tx.now);
    const full = { ...stated, terms: inFull(terms) };
    const decision = weigh(application, scorecard, full, lender, tx.now);
    await sealsOf(tx, decision);
    await closed(tx, application);
    await tx.loanBids.put(bid);
    return placeDecision(tx, decision);
  },
  recallBid: (tx, { applicationId }) => tx.bidFacts.reveal(tx.caller.org, applicationId),
  listBids: (tx, { applicationId, ...page }) => tx.loanBids.list(page, applicationId),
};

/**
 * The end of the bidding, written down now if it is not yet. Once it is there nobody writes it, so openings
 * do not conflict.
 */
async function closed(tx: Writing, application: Application): Promise<LoanBidsClosed> {
  const known = await tx.bidsClosed.find(application.applicationId);
  if (known) return known;
  const end = closeBids(application, tx.now);
  await tx.bidsClosed.put(end);
  return end;
}

import { defineErrors } from '../kit/errors';

export const merchantErrors = defineErrors({
  USCI_WRONG: {
    says: 'The unified social credit code has a wrong check character.',
    cure: 'Copy it from the licence again.',
  },
  NOT_A_MERCHANT: {
    says: '{merchant} has no application here.',
    cure: 'Apply first (merchant.apply).',
    retry: 'later',
  },
  NOT_WORKING: {
    says: '{merchant} is {status} and does not work.',
    cure: 'Begin to work first (merchant.activate).',
    retry: 'later',
  },
  REQUIREMENT_UNASKED: {
    says: 'The requirement {requirement} was not asked of {merchant}.',
    cure: 'Read what is due (merchant.read).',
  },
  NOTHING_PENDING: {
    says: 'No paper for {requirement} waits to be verified.',
    cure: 'Hand it in first (merchant.prove).',
  },
  PROBE_MISSING: {
    says: 'No lender sent a micro-deposit to the bank account of {merchant} in the last ten days.',
    cure: 'Ask a lender for one (merchant.probeAccount).',
  },
  CODE_WRONG: {
    says: 'This is not the code of the micro-deposit.',
    cure: 'Copy it from the statement of the account.',
  },
  CREDENTIAL_REFUSED: {
    says: 'The credential for {requirement} does not hold: its {check} is wrong.',
    cure:
      'Show a MerchantLicence as its issuer signed and recorded it; the issuer must be in the trust ' +
      'registry (identity.trustIssuer).',
  },
  CREDENTIAL_OF_ANOTHER: {
    says: 'The licence is not about {merchant} alone.',
    cure: 'Show one whose claim merchant is this member.',
  },
  CREDENTIAL_UNFIT: {
    says: 'For {requirement} the licence must name the trade {trade}.',
    cure: 'Ask its issuer for one that does, or hand the paper in (merchant.prove).',
  },
  NOT_BY_CREDENTIAL: {
    says: '{merchant} did not meet {requirement} by a credential.',
    cure: 'A paper that the registrar saw ends by its date, or by merchant.rejectPaper.',
  },
  PAPER_ENDED: {
    says: 'The paper ends at {validUntil}, which has passed.',
    cure: 'Hand in one that is valid.',
  },
  REQUIREMENTS_OPEN: {
    says: 'These requirements are open: {open}.',
    cure: 'Meet them first.',
    retry: 'later',
  },
  DEADLINE_BEHIND: { says: 'The deadline {dueAt} has passed.', cure: 'Give one ahead.' },
  ELECTORATE_WRONG: {
    says: 'The vote cannot be held like this: {why}.',
    cure: 'Name other voters, another quorum or end.',
  },
  VOTE_CONFLICT: { says: '{org} has a conflict of interest in this vote.', cure: 'Let the others vote.' },
  NOT_A_VOTER: { says: '{org} does not vote here.', cure: 'Voters are: {voters}.' },
  VOTE_OVER: { says: 'The vote ended at {until}.', cure: 'Write the result down (merchant.tick).' },
  BALLOTS_SEALED: {
    says: 'Ballots are opened from {until} on, or when all have voted.',
    cure: 'Wait for the others.',
    retry: 'later',
  },
  BALLOT_UNPROVEN: {
    says: 'The ballot does not have the hash that was cast.',
    cure: 'Read it (merchant.readBallot) and open it as it is.',
  },
  BOND_STANDS: {
    says: 'The bond {bondId} stands until {until}.',
    cure: 'Post another when it has ended.',
    retry: 'later',
  },
  BOND_SHORT: {
    says: 'The bond of the merchant does not cover {needed} {currency} in minor units until {until}.',
    cure: 'Let the merchant post a bond (merchant.postBond).',
    retry: 'later',
  },
  PREPAID_STANDS: {
    says: 'The lot {lotId} does not go back: {why}.',
    cure: 'Spend it there; it goes back when its time is over (payment.returnRemainder).',
  },
  VERSION_NOT_NEXT: {
    says: 'Version {version} of {serviceCode} is not the next one, {next}.',
    cure: 'Publish version {next}.',
  },
  POLICY_UNORDERED: {
    says: 'The rows of the cancellation policy of {serviceCode} do not fall.',
    cure: 'Order them by hours before the start, most first, refunds falling.',
  },
  HOURS_WRONG: { says: 'An opening ends when it begins, or a bay is named twice.', cure: 'Correct them.' },
  REBUTTED_ALREADY: {
    says: 'The review of {bookingId} was answered before.',
    cure: 'A review is answered once.',
  },
});

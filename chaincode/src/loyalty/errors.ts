import { defineErrors } from '../kit/errors';

export const loyaltyErrors = defineErrors({
  PROGRAM_TERMS: { says: 'The program cannot be published like this: {why}.', cure: 'Correct the terms.' },
  PROGRAM_ENDED: { says: 'The program {programId} has ended.', cure: 'Its points can still be spent.' },
  PROGRAM_VERSION: {
    says: 'The program is at version {current}; {version} does not follow it.',
    cure: 'Read the program (loyalty.readProgram) and send the next version.',
  },
  NOT_A_PARTNER: {
    says: '{partner} is no partner of {programId} that may do this: it is {status}.',
    cure: 'Let the operator invite it (loyalty.invite) and join (loyalty.joinProgram).',
  },
  COLLATERAL_OTHER: {
    says: 'The collateral is in {currency}; points of the program are worth {needed}.',
    cure: 'Post money of the currency of the program.',
  },
  COLLATERAL_FULL: { says: 'A partner has at most {most} boxes of collateral.', cure: 'Post more at once.' },
  COLLATERAL_SHORT: {
    says: 'The collateral of {partner} covers {capacity} points; with these {asked} would be out.',
    cure: 'Post more collateral (loyalty.postCollateral).',
    retry: 'later',
  },
  POINTS_OUTSTANDING: {
    says: '{partner} has {outstanding} points out, {claims} claims and {dues} dues open.',
    cure: 'Wait until they are spent or expired (loyalty.expire) and netted (loyalty.net).',
    retry: 'later',
  },
  NO_WALLET: {
    says: '{member} is no member of the program {programId}.',
    cure: 'Let the member join (loyalty.openWallet).',
  },
  POINTS_GIVEN: {
    says: 'Points of {programId} for {cause} {of} were given before.',
    cure: 'Read them (loyalty.listEntries).',
  },
  NO_POINTS: { says: 'This earns no points: {why}.', cure: 'Read the terms (loyalty.readProgram).' },
  MILESTONE_AHEAD: {
    says: 'The vehicle has {km} km on record; the milestone is at {milestone} km.',
    cure: 'Have the odometer read (vehicle.recordReading).',
    retry: 'later',
  },
  SCORE_SHORT: {
    says: 'The score of {month} is {score} thousandths; the rule takes {least}.',
    cure: 'Read the month (policy.readMonth).',
  },
  NOT_ENOUGH_POINTS: {
    says: 'The lots hold {held} points that may be spent; {needed} are needed.',
    cure: 'Name more lots (loyalty.listLots); pending, locked and expired points do not count.',
    retry: 'later',
  },
  POINT_LOT_GONE: {
    says: '{member} holds no lot {lotId}: it was spent, taken back or has expired.',
    cure: 'List the lots again (loyalty.listLots).',
    retry: 'later',
  },
  POINTS_STAND: {
    says: 'The lot {lotId} has not expired.',
    cure: 'It can be spent until {expiresAt}.',
    retry: 'later',
  },
  NOT_ITS_POINTS: { says: '{partner} did not issue the lot {lotId}.', cure: 'Let {issuer} take it back.' },
  CLAIM_GONE: {
    says: 'There is no open claim {claimId} in {programId}.',
    cure: 'List the open claims (loyalty.listClaims).',
    retry: 'later',
  },
  DUE_OTHER: {
    says: 'In the netting {nettingId} {partner} has nothing open to pay at place {place}.',
    cure: 'Read the netting (loyalty.readNetting).',
  },
  AUDIENCE_SMALL: {
    says: 'Fewer than {least} members meet these conditions.',
    cure: 'Ask for more members at once: small groups are nobody to be addressed.',
  },
  AUDIENCE_OTHER: {
    says: 'The vehicle {vin} is not yours.',
    cure: 'Name your own vehicle, or none.',
  },
});

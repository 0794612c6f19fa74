import { defineErrors } from '../kit/errors';

export const policyErrors = defineErrors({
  VEHICLE_UNINSURABLE: { says: 'The vehicle {vin} is {status}.', cure: 'Insure a vehicle that is there.' },
  QUOTE_UNLIKE_APPLICATION: {
    says: 'The quote does not answer the application {applicationId}: {why}.',
    cure: 'Quote the customer and vehicle of the application, or quote without it.',
  },
  TARIFF_NOT_EFFECTIVE: {
    says: 'The tariff {tariffId} version {version} takes effect on {effectiveOn}.',
    cure: 'Quote with a version in effect.',
  },
  TARIFF_FIXED_ONLY: {
    says: 'The tariff {tariffId} version {version} has fixed prices alone.',
    cure: 'Quote a fixed premium, or publish a version with score and prices by distance.',
  },
  NOTHING_DRIVEN: {
    says: 'There is nothing to compare by: neither months that were driven on an own policy, nor a distance and a score.',
    cure: 'Name an own policy with a reported month (policy.reportMonth), or a distance of a year and a score.',
  },
  TARIFF_INCOMPLETE: {
    says: 'The tariff {tariffId} version {version} prices what was driven without: {missing}.',
    cure: 'Publish all of score and prices by distance, or none of it.',
  },
  TARIFF_OUT_OF_ORDER: {
    says: 'Version {version} of the tariff {tariffId} does not follow the one before it.',
    cure: 'Publish the next version, effective no earlier; a published one never changes.',
  },
  TERM_UNUSABLE: {
    says: 'A term of {months} months cannot be paid in {instalments} instalments.',
    cure: 'Use a number that divides the months.',
  },
  COVER_IN_PAST: {
    says: 'Cover cannot begin at {from}: it is {now} already.',
    cure: 'Let it begin later; no cover is given backwards.',
  },
  POLICY_QUOTE_EXPIRED: {
    says: 'The quote {policyId} could be bound until {until}.',
    cure: 'Ask the insurer for a new quote.',
  },
  RENEWAL_MISMATCH: {
    says: 'The policy {policyId} cannot be renewed so: {why}.',
    cure: 'Quote the same vehicle and policyholder from the end of the term, once.',
  },
  POLICY_NOT_OPEN: {
    says: 'The policy {policyId} is {status} and takes no claims.',
    cure: 'Claims are possible on a bound or cancelled policy.',
    retry: 'later',
  },
  LOSS_NOT_COVERED: {
    says: 'The policy {policyId} gave no cover at {lossAt}: {why}.',
    cure: 'Check the time of the loss and the cover note.',
  },
  CLAIM_EXCEEDS_SUM_INSURED: {
    says: 'The claim of {amount} and earlier ones of {claimed} exceed the sum insured of {sumInsured}.',
    cure: 'Confirm at most what is left of the sum insured.',
  },
  COVER_CHANGE_MISSING: {
    says: 'No change of cover is offered on the policy {policyId}.',
    cure: 'Ask the insurer to offer one.',
    retry: 'later',
  },
  COVER_CHANGE_EXPIRED: {
    says: 'The change of cover could be accepted until {until}.',
    cure: 'Ask the insurer to offer it again.',
  },
  COVER_CHANGE_TOO_LARGE: {
    says: 'The change would make the premium negative.',
    cure: 'Give back at most the premium of the rest of the term.',
  },
  NO_COVER_TO_CHANGE: {
    says: 'The policy {policyId} gives no cover any more since {until}.',
    cure: 'Quote a new policy.',
  },
  NO_PREMIUM_DUE: {
    says: 'No instalment of the policy {policyId} is due; the next falls due on {next}.',
    cure: 'Draw it then; what is paid ahead the policyholder pays (policy.payPremium).',
    retry: 'later',
  },
  PREMIUM_OUT_OF_ORDER: {
    says: 'The next instalment to be paid is {next}.',
    cure: 'Receive the instalments in order.',
  },
  CLAIM_FREE_UNFITTING: {
    says: 'The claim-free time since {since} cannot be carried into the policy {policyId}: {why}.',
    cure: 'Name a day up to the start of a new policy, as the other insurer attested it.',
  },
  WITHDRAWAL_OVER: {
    says: 'The policy {policyId} could be withdrawn from until {until}.',
    cure: 'Cancel it instead.',
  },
  NOT_THE_OWNER: {
    says: '{who} is not the registered owner of the vehicle {vin}.',
    cure: 'Let the title pass first; who holds it may take the policy over.',
    retry: 'later',
  },
  POLICY_LAPSED: {
    says: 'The policy {policyId} lapsed at {at}.',
    cure: 'The insurer may reinstate it; the gap stays without cover.',
    retry: 'later',
  },
  POLICY_NOT_LAPSED: {
    says: 'The policy {policyId} has not lapsed.',
    cure: 'Receive the instalment instead.',
  },
  POLICY_MONTH_NOT_OVER: {
    says: 'Month {month} of the policy ends at {until}.',
    cure: 'Report it after its end.',
    retry: 'later',
  },
  POLICY_MONTH_UNKNOWN: {
    says: 'The policy has no month {month} with {days} days.',
    cure: 'Report the months of the term, with one distance for each day.',
  },
  POLICY_MONTH_UNCOVERED: {
    says: 'Month {month} of the policy begins on {from}, and its cover ended at {until}.',
    cure: 'Report the months that began under cover; what was driven later is not billed here.',
  },
  NOT_BY_DISTANCE: {
    says: 'The policy {policyId} has a fixed premium.',
    cure: 'Report driving only on a policy priced by distance.',
  },
  TRIP_AHEAD: {
    says: 'The trip {tripId} ended at {endedAt}, after the time {now} of this request.',
    cure: 'Report it when it is over.',
    retry: 'later',
  },
  TRIP_OUTSIDE: {
    says: 'The trip {tripId} is not within the policy {policyId}, which is bound from {from} until {until}.',
    cure: 'Report trips of the term of a bound policy.',
  },
  TRIPS_UNWEIGHTED: {
    says: 'The tariff {tariffId} version {version} publishes no weights for single trips.',
    cure: 'Ask the insurer to publish a version with them; a policy keeps the version it was quoted with.',
  },
  DIGEST_MEASURES_IMPOSSIBLE: {
    says: 'The digest contradicts itself: {why}.',
    cure: 'Let the car sign a digest of what it measured.',
  },
  LIST_PREMIUM_MISSING: {
    says: 'The fixed premium of the policy {policyId} is missing.',
    cure: 'Quote it with its list premium.',
  },
  CAR_KEY_UNKNOWN: {
    says: 'The policy {policyId} names no key of the car.',
    cure: 'Quote a policy by distance with the key that signs its digests.',
    retry: 'later',
  },
  DIGEST_SIGNATURE_WRONG: {
    says: 'The signature is not that of the vehicle {vin} over this digest.',
    cure: 'Send the digest exactly as the car signed it.',
  },
  MONTH_SETTLED: {
    says: 'Month {month} was settled by the payment {paymentId}.',
    cure: 'It is settled once.',
  },
  BALANCE_NOT_OPEN: {
    says: 'The policy {policyId} has no balance to settle.',
    cure: 'Cancel first; a balance is settled once.',
    retry: 'later',
  },
  POLICY_HAS_OPEN_CLAIMS: {
    says: 'The policy {policyId} has {open} open claims.',
    cure: 'Close them first.',
    retry: 'later',
  },
  BALANCE_OPEN: {
    says: 'The balance of {balance} at cancellation is not settled.',
    cure: 'Settle it first (policy.settleBalance).',
    retry: 'later',
  },
  POLICY_IN_FORCE: {
    says: 'The policy {policyId} gives cover until {until}.',
    cure: 'Close it after that, or cancel it.',
    retry: 'later',
  },
});

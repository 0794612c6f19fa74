import { defineErrors } from '../kit/errors';

export const claimErrors = defineErrors({
  LOSS_IN_FUTURE: { says: 'A loss at {lossAt} has not happened yet.', cure: 'Check the time of the loss.' },
  LOSS_REPORTED: {
    says: 'This loss is reported under the notice {noticeId}.',
    cure: 'Add to that notice; it is found by policy, day, cause and reporter.',
  },
  PHOTOS_FULL: {
    says: 'The notice has {count} photos; at most {max} fit.',
    cure: 'Choose the ones that show the damage.',
  },
  NOTICE_CLAIMED: {
    says: 'The notice {noticeId} became the claim {claimId}.',
    cure: 'Go on with that claim.',
  },
  PRACTICE_MISSING: {
    says: 'No practice of {insurer} is in effect on {on}.',
    cure: 'Publish one (claim.publishPractice) that takes effect before.',
  },
  PRACTICE_OUT_OF_ORDER: {
    says: 'Version {version} effective {effectiveOn} does not follow the versions published.',
    cure:
      'Publish the next version, effective tomorrow or later and no earlier than the one before; the ' +
      'first may take effect today.',
  },
  EPOCH_UNUSABLE: {
    says: 'The epoch {epochId} does not hold the day {on} of the loss.',
    cure: 'Use the epoch whose days hold the loss.',
  },
  SALT_WRONG: {
    says: 'The salt kept for the epoch {epochId} is not the one the insurers agreed on.',
    cure: 'Get the salt again and keep it under another epoch.',
  },
  MARK_UNPROVEN: {
    says: 'The mark {fingerprint} does not prove that {insurer} has the salt of the epoch {epochId}.',
    cure: 'Send what claim.computeFingerprint answered to this insurer for this epoch.',
  },
  MARKS_FULL: {
    says: 'The loss {fingerprint} bears the marks of {max} insurers already.',
    cure: 'Open the claim without a mark; claim.seekLoss tells whether another insurer has the loss.',
  },
  CRASH_UNFITTING: {
    says: 'The evidence {evidenceId} of the device {deviceId} does not belong to this loss: {why}.',
    cure: 'Name a crash record (schema edr.*) that the notice names and the device anchored.',
  },
  CRASH_UNPROVEN: {
    says:
      'The record does not lead to the root of {evidenceId} of the device {deviceId}, or has another ' +
      'greatest change of speed.',
    cure: 'Keep the leaf as the device made it, with its path, and state the number in it without its sign.',
  },
  PARAMETRIC_OUTSIDE: {
    says: 'The cover {coverId} is not within the term of the policy, from {startsAt} until {endsAt}.',
    cure: 'Let it begin and end within the term.',
  },
  PLACE_UNFITTING: {
    says: 'A cover against {kind} is placed wrongly.',
    cure: 'Name a cell for hail and none otherwise: a breakdown or a delayed part is observed at the vehicle.',
  },
  ORACLES_UNUSABLE: {
    says: 'The oracles cannot decide: {why}.',
    cure: 'Name parties outside the policy, each once, at least as many as must agree.',
  },
  PAYOUT_SET_ASIDE: {
    says: 'The payout of the cover {coverId} is set aside in the escrow {escrowId}.',
    cure: 'Nothing is missing; read the escrow.',
  },
  PARAMETRIC_OVER: {
    says: 'The cover {coverId} paid until {until}.',
    cure: 'Nothing is paid any more; money set aside goes back (payment.refundEscrow).',
  },
  NOT_AN_ORACLE: {
    says: '{who} is no oracle of the cover {coverId}.',
    cure: 'Let an oracle that the cover names report it.',
  },
  OBSERVATION_AHEAD: {
    says: 'The observation is of {seenAt}, after the time {now} of this request.',
    cure: 'Report it when it was seen.',
    retry: 'later',
  },
  OBSERVATION_OUTSIDE: {
    says: 'The observation of {seenAt} is not of the time of the cover, from {from} until {until}.',
    cure: 'Report what was seen in that time.',
  },
  OBSERVATION_LATE: {
    says: 'What was seen at {seenAt} could be reported until {until}.',
    cure: 'It does not count any more for this cover.',
  },
  OBSERVATION_CONTRADICTS: {
    says: 'The oracle {oracle} reported {measure} for {on} under {observationId}.',
    cure: 'An oracle speaks once about a place and a day; nothing is taken back.',
  },
  OBSERVATION_MADE: {
    says: 'The oracle {oracle} reported the same for {on} under {observationId}.',
    cure: 'One voice is enough; repeat it word for word to have it counted for another cover.',
  },
  QUORUM_MISSING: {
    says: 'On {on} {have} oracles of the cover {coverId} observed the event; {need} must.',
    cure: 'Wait for more reports.',
    retry: 'later',
  },
  CAUSE_NOT_COVERED: {
    says: 'The policy had no cover {cover} for {cause} at the loss.',
    cure: 'Open an exposure under one of: {covers}.',
  },
  EXPOSURES_FULL: {
    says: 'The claim {claimId} has {count} exposures; no more fit.',
    cure: 'Use one of them.',
  },
  EXPOSURE_CLOSED: { says: 'The exposure {exposureId} is closed.', cure: 'Open another exposure.' },
  WRECK_NOT_VALUED: {
    says: 'The assessment does not say value, repair and salvage.',
    cure: 'Assess the vehicle with all three.',
  },
  NOT_A_TOTAL_LOSS: {
    says: 'By the {rule} of the insurer the vehicle is no total loss.',
    cure: 'Pay the repair, or assess again.',
  },
  NOTHING_PAYABLE: {
    says: 'Deductible, wreck and share of fault leave nothing payable on the exposure {exposureId}.',
    cure: 'Close the exposure.',
  },
  TOTAL_LOSS_PAID: { says: 'The total loss of the claim {claimId} is paid.', cure: 'Read the settlement.' },
  PAYMENT_ID_RESERVED: {
    says: 'Payment ids that begin with {prefix} are given by the ledger.',
    cure: 'Choose another id.',
  },
  NOT_ASSESSED: { says: 'The exposure {exposureId} is not assessed.', cure: 'Record the assessment first.' },
  RESERVE_REQUIRED: {
    says: 'A payment of {amount} needs a reserve; {available} is available.',
    cure: 'Raise the reserve of this line first.',
  },
  RESERVE_TOO_LOW: {
    says: 'A reserve cannot fall below {least}, which is paid or promised.',
    cure: 'Set at least that.',
  },
  PAYMENT_EXCEEDS_PAYABLE: {
    says: 'Indemnity of {total} exceeds the {payable} that the assessment makes payable.',
    cure: 'Pay less, or assess again.',
  },
  PAYOUT_EXCEEDS_CLAIM_AMOUNT: {
    says: 'Payouts of {total} exceed the claim amount of {amount}.',
    cure: 'Confirm a higher amount first.',
  },
  AMOUNT_BELOW_PAID: {
    says: 'The claim amount cannot fall below {least}, which is paid or promised.',
    cure: 'Confirm at least that.',
  },
  PAYEE_OUTSIDE: {
    says: 'The {as} of the claim {claimId} is no member and has no digital money.',
    cure: 'Pay elsewhere and confirm without lots.',
  },
  SECOND_PERSON_NEEDED: {
    says: '{who} proposed it and cannot approve it.',
    cure: 'Let another person of {insurer} do it.',
  },
  CLAIM_WITH_OPEN_PAYOUTS: {
    says: 'The claim {claimId} has payouts that are neither paid nor cancelled.',
    cure: 'Finish them first.',
    retry: 'later',
  },
  CLAIM_WITH_OPEN_EXPOSURES: {
    says: 'The claim {claimId} has {open} open exposures.',
    cure: 'Close them first.',
    retry: 'later',
  },
  CLAIM_WITH_PAYMENTS: {
    says: 'The claim {claimId} has paid {paid}.',
    cure: 'Close it; a claim that paid is not cancelled.',
  },
  BUY_BACK_UNFITTING: {
    says: 'The claim {claimId} is bought back with {open}, not with {amount}.',
    cure: 'Receive what was paid for the loss and is not paid back, as a whole; a claim that paid nothing counts as none.',
  },
  BUY_BACK_LATE: {
    says: 'The claim {claimId} could be bought back until {until}.',
    cure: 'It stays what it is; name the day of the payment if it came in time.',
  },
  RECOVERY_EXCEEDS_PAID: {
    says: 'Recoveries of {recovered} would exceed the {paid} paid.',
    cure: 'Record what came back, at most what was paid.',
  },
  DEMAND_TOO_HIGH: {
    says: 'At most {most} can be demanded or recovered.',
    cure: 'Name at most that; something must have been paid.',
  },
  RESPONDENT_IS_SELF: {
    says: 'The insurer {insurer} cannot demand from itself.',
    cure: 'Name the insurer of the other side.',
  },
  PAYOFF_ABOVE_LIEN: {
    says: 'The lien {lienId} secures {amount}.',
    cure: 'State at most that; the rest is owed by the borrower.',
  },
  LIEN_NOT_OPEN: {
    says: 'The lien {lienId} of {holder} is not open on this vehicle.',
    cure: 'State the payoff of an open lien of yours.',
  },
});

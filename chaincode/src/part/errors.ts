import { defineErrors } from '../kit/errors';

export const partErrors = defineErrors({
  CHECK_DIGIT_WRONG: {
    says: 'The check digit of {epc} in {field} is wrong.',
    cure: 'Read the code again; GS1 General Specifications 7.9 tell how the digit is made.',
  },
  LINK_MALFORMED: {
    says: 'The address {epc} in {field} begins with a GS1 key and names nothing: {why}.',
    cure:
      'Write the qualifiers after the key and in their order, such as /01/04012345111118/10/LOT/21/SERIAL ' +
      '(GS1 Digital Link), or the EPC as URN, such as urn:epc:id:sgtin:4012345.011111.9876: 13 digits of company ' +
      'prefix and reference, and the serial.',
  },
  CLASS_FOR_A_THING: {
    says: 'The id {epc} in {field} is of a class or a lot, not of one thing.',
    cure: 'Name lots and classes in quantityList, childQuantityList, inputQuantityList or outputQuantityList.',
  },
  EVENT_IN_FUTURE: {
    says: 'The event time {eventAt} is after {now}.',
    cure: 'Capture an event after it happened.',
    retry: 'later',
  },
  HAND_OVER_NEEDS_SHIPPING: {
    says: 'The event ships nothing, so it cannot name the receiver {to}.',
    cure: 'Leave `to` out, or use the business step shipping.',
  },
  PREFIX_TAKEN: {
    says: 'The company prefix {prefix} meets {taken}, which is registered for {party}.',
    cure: 'Look the prefix up in the registry of GS1.',
  },
  PREFIX_OF_ANOTHER: {
    says: 'The serial {epc} begins with the company prefix {prefix} of {party}.',
    cure: 'Only {party} commissions it; capture what you saw as an observation.',
  },
  CLASS_NEEDED: {
    says: 'The id {id} is of one thing, not of a class or a lot.',
    cure: 'Name its class, such as urn:epc:idpat:sgtin:4012345.011111.* or /01/04012345111118; part.read reads one thing.',
  },
  SERIALS_UNCLEAR: {
    says: 'From {from} to {until} is no range of serial numbers.',
    cure: 'Write the same text with a number after it at both ends, the lower one first: AB1000 and AB1999.',
  },
  REACHES_TOO_MUCH: {
    says: 'What the event {event} made went into more than {max} things, or deeper than {depth} levels.',
    cure: 'Trace its things one by one: part.whereUsed goes on by pages.',
  },
  PARENT_IN_ITSELF: { says: 'The thing {epc} would be inside itself.', cure: 'Name another parent.' },
  NESTED_TOO_DEEP: {
    says: 'Nobody could say what {epc} is in if it were in {parent}: more than {max} levels would be in each other.',
    cure: 'Take it out of what it is in first, or name another parent.',
  },
  NOT_TO_SETTLE: {
    says: '{who} neither holds nor made {epc}.',
    cure: 'Ask {custodian}, who holds it, its maker or an auditor.',
  },
  CLAIMS_NOTHING: {
    says: 'Nothing says that {epc} is in {parent}.',
    cure: 'Read the part and name one of its parents.',
  },
  NOT_IN_CUSTODY: {
    says: '{who} does not hold {epc}; {custodian} does.',
    cure: 'Receive it first (business step receiving), or let {custodian} capture the event.',
    retry: 'later',
  },
  PART_BLOCKED: {
    says: 'The part {epc} is blocked by the notification {notification}.',
    cure: 'Keep it where it is until every such notification is declined or closed.',
    retry: 'later',
  },
  TOO_MANY_BLOCKS: {
    says: 'The part {epc} is held by {max} BLOCK notifications already.',
    cure: 'Ask the sender of one of them to close it (part.close), then acknowledge this one.',
    retry: 'later',
  },
  EVENT_UNKNOWN: {
    says: 'The event {event} that is declared wrong was never captured.',
    cure: 'Capture it without its errorDeclaration first, then declare it wrong.',
    retry: 'later',
  },
  NOT_ITS_CAPTURER: {
    says: 'The event {event} was captured by {by}.',
    cure: 'Only {by} may declare it wrong.',
  },
  UNKNOWN_TIER: {
    says: 'The notification {id} is not addressed to {who}.',
    cure: 'Forward only what was sent to you and acknowledged.',
  },
  NOT_ACKNOWLEDGED: {
    says: 'The notification {id} is {status}.',
    cure: 'Acknowledge it before forwarding it to the next tier.',
    retry: 'later',
  },
  TOO_MANY_TIERS: {
    says: 'The notification {id} has gone through {tiers} tiers.',
    cure: 'At most {max} tiers are kept; raise a new one.',
  },
  SENT_TO_ITSELF: {
    says: 'The notification would go from {party} to itself.',
    cure: 'Name another recipient.',
  },
  PROOF_FAILS: {
    says: 'Nothing that was sealed shows {child} in {parent}, or they are not what the notifications name.',
    cure: 'Seal the bill of material with the hash of each child, and give the salt of that line.',
  },
  REPORT_INCOMPLETE: {
    says: 'The 8D report of {id} lacks {missing}.',
    cure: 'Complete the disciplines before closing it.',
  },
  SUM_DIFFERS: {
    says: 'The {field} of the claim is not what its parts make.',
    cure: 'Correct the claim; figures are private and stand in no message.',
  },
  PASSPORT_ENDS_BEFORE: {
    says: 'The passport would end on {expirationDate}, not after {issueDate}.',
    cure: 'Give a later expiration date.',
  },
  PASSPORT_NOT_APPROVED: {
    says: 'The passport of {epc} is {status}.',
    cure: 'Let its issuer approve it first.',
    retry: 'later',
  },
  PASSPORT_SUCCEEDED: {
    says: 'Another passport, {successor}, stands in the place of that of {epc}.',
    cure: 'Read and measure the battery by that one.',
  },
  MEASURED_AHEAD: {
    says: 'The measurement of {measuredAt} is after {now}.',
    cure: 'Report what was measured, at the time of measuring.',
    retry: 'later',
  },
  MEASURED_BACKWARDS: {
    says: 'The {field} of {epc} would go back.',
    cure: 'Send the latest measurement; counters only grow.',
  },
  NOT_CATENA: {
    says: 'What was captured about {epc} does not make a Catena-X document.',
    cure: 'Capture it with the Catena-X namespaces and a UUID as its id.',
  },
});

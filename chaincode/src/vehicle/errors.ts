import { defineErrors } from '../kit/errors';

/** What the vehicle room refuses, in order of precedence. */
export const vehicleErrors = defineErrors({
  VIN_REFUSED: {
    says: 'The VIN {vin} is refused: {why}.',
    cure: 'Compare it with the plate on the vehicle; suggestions: {suggestions}.',
  },
  MAKER_UNNAMED: {
    says: 'The number {vin} names no manufacturer.',
    cure: 'Ask the registrar to bring the vehicle in (vehicle.admit).',
  },
  WMI_TAKEN: {
    says: 'The manufacturer code {wmi} belongs to {manufacturer}.',
    cure: 'Only that organisation builds under it.',
  },
  WMI_UNKNOWN: {
    says: 'The manufacturer code {wmi} is registered to nobody.',
    cure: 'Ask the registrar to register it (vehicle.registerWmi).',
    retry: 'later',
  },
  WMI_OF_ANOTHER: {
    says: 'The manufacturer code {wmi} belongs to {manufacturer}, not to {org}.',
    cure: 'Only {manufacturer} may certify its birth.',
  },
  MANUFACTURER_IS_MEMBER: {
    says: 'The vehicle {vin} was built under {wmi}, a code of {manufacturer}.',
    cure: 'Ask {manufacturer} for its birth certificate instead of admitting it.',
  },
  NOT_THE_BUYER: {
    says: 'The vehicle {vin} was sold to another member than {owner}.',
    cure: 'Register it for the buyer in the sale.',
  },
  PLATE_TAKEN: { says: 'The plate is on the vehicle {vin}.', cure: 'Take it off that vehicle first.' },
  TITLE_UNHELD: { says: 'The vehicle {vin} has no owner yet.', cure: 'Let the registrar register it first.' },
  OWNED_ALREADY: {
    says: 'The vehicle {vin} has an owner already.',
    cure: 'Change the owner by offer, acceptance and passing (vehicle.passTitle).',
  },
  LIEN_OPEN: {
    says: 'The vehicle {vin} carries the unreleased lien {lienId} of {holder}.',
    cure: 'Pay it off; {holder} then releases it.',
    retry: 'later',
  },
  LIEN_CONSENT_MISSING: {
    says: 'A further lien on {vin} needs the consent of {holder}, who is first.',
    cure: 'Ask {holder} to call vehicle.consentToLien for {lienId}.',
    retry: 'later',
  },
  LIENS_FULL: {
    says: 'The vehicle {vin} carries {count} open liens already.',
    cure: 'Have one released first.',
    retry: 'later',
  },
  LIEN_UNKNOWN: {
    says: 'The vehicle {vin} carries no lien {lienId}.',
    cure: 'Read the vehicle; it lists its liens.',
    retry: 'later',
  },
  LIEN_RELEASED: {
    says: 'The lien {lienId} on {vin} is released.',
    cure: 'Nothing is secured by it any more.',
  },
  OFFER_OPEN: {
    says: 'The title of {vin} is offered to {to}.',
    cure: 'Wait until it passes or withdraw the offer.',
    retry: 'later',
  },
  OFFER_UNKNOWN: {
    says: 'The title of {vin} is not offered under {offerId}.',
    cure: 'Read the vehicle; it shows the open offer.',
    retry: 'later',
  },
  OFFER_TO_SELF: {
    says: 'The title of {vin} cannot be offered to the member who holds it.',
    cure: 'Name the buyer.',
  },
  OFFER_UNACCEPTED: {
    says: 'The buyer has not accepted the title of {vin}.',
    cure: 'Let {to} accept it.',
    retry: 'later',
  },
  LIEN_UNAGREED: {
    says: 'Holders of {ppm} ppm of the say in {vin} agree to the lien {lienId}; {needsPpm} are needed.',
    cure: 'Let further co-owners agree (vehicle.agreeToLien).',
    retry: 'later',
  },
  OFFER_UNAGREED: {
    says: 'Holders of {ppm} ppm of the say in {vin} agree to the offer {offerId}; {needsPpm} are needed.',
    cure: 'Let further co-owners agree (vehicle.agreeToOffer).',
    retry: 'later',
  },
  OFFER_LAPSED: {
    says: 'The offer {offerId} of {vin} lapsed at {lapsesAt}: it did not pass in time.',
    cure: 'Take it back (vehicle.withdrawOffer) and offer it anew.',
  },
  SHARES_WRONG: {
    says: 'The shares of say in {vin} do not name {owner} first.',
    cure: 'Name first in whose name it is registered.',
  },
  OFFER_ACCEPTED: { says: 'The buyer has accepted the title of {vin}.', cure: 'Only {to} may give it back.' },
  REPOSSESSED: {
    says: 'The vehicle {vin} is repossessed by {holder}.',
    cure: 'Only {holder} may offer it now.',
  },
  REPOSSESSION_UNNOTICED: {
    says: 'No notice of repossession was given for the lien {lienId} on {vin}.',
    cure: 'Give notice first.',
  },
  BRAND_NOT_YOURS: { says: 'A {role} does not put the brand {name}.', cure: 'Ask the registrar.' },
  INTEREST_MISSING: {
    says: 'The insurer {insurer} has no policy in force and no claim {reference} on the vehicle {vin}.',
    cure: 'Name as reference a policy or claim of your own on it, or ask the registrar.',
    retry: 'later',
  },
  BRAND_UNKNOWN: {
    says: 'The vehicle {vin} has no brand {brandId}.',
    cure: 'Read the vehicle; it lists its brands.',
  },
  BRAND_SUPERSEDED: {
    says: 'The brand {brandId} of {vin} is superseded by {supersededBy}.',
    cure: 'Supersede the later one.',
  },
  REBUILT_BY_INSPECTION: {
    says: 'The brand {name} rests on an inspection.',
    cure: 'Use vehicle.certifyRebuilt.',
  },
  JUNK_STAYS: {
    says: 'The vehicle {vin} is branded {name}.',
    cure: 'It cannot come back to the road; only its parts can.',
  },
  DISMANTLER_UNAUTHORISED: {
    says: '{member} is not authorised to dismantle today.',
    cure: 'Ask the registrar (vehicle.authoriseDismantler).',
  },
  CERTIFICATE_WAITS: {
    says: 'The certificate {certificateId} of {dismantler} for {vin} waits for the registrar.',
    cure: 'Only {dismantler} may replace it; ask the registrar to refuse it (vehicle.refuseCertificate).',
    retry: 'later',
  },
  CERTIFICATE_MISSING: {
    says: 'No certificate of destruction {certificateId} was handed in for {vin}.',
    cure: 'Let the dismantler hand it in.',
    retry: 'later',
  },
  CERTIFICATE_CONFIRMED: {
    says: 'The certificate {certificateId} for {vin} is confirmed.',
    cure: 'The vehicle is destroyed, for good.',
  },
  DAY_AHEAD: {
    says: 'The day {day} of what is reported is to come; it is {today}.',
    cure: 'Report it when it has happened.',
  },
  VEHICLE_KEY_WRONG: {
    says: 'The key of the vehicle {vin} is not a P-256 key.',
    cure: 'Give the did:key of its hardware key; it begins with did:key:zDn.',
  },
  KEY_UNBOUND: {
    says: 'No key is bound to the vehicle {vin}.',
    cure: 'Send the reading without a signature.',
  },
  SIGNATURE_WRONG: {
    says: 'The vehicle {vin} did not sign the reading {readingId}.',
    cure: 'Sign exactly the text that the README of the room names, with its own key.',
  },
  READING_AHEAD: {
    says: 'The reading {readingId} is of {at}, after the time {now} of this request.',
    cure: 'Report it when it has been taken.',
    retry: 'later',
  },
  INSPECTION_AHEAD: {
    says: 'The inspection {inspectionId} is of {at}, after the time {now} of this request.',
    cure: 'Record it when it has been done.',
    retry: 'later',
  },
  READING_SUPERSEDED: {
    says: 'The reading {readingId} of {vin} is superseded already.',
    cure: 'Supersede the one that took its place.',
  },
  READING_OF_ANOTHER: {
    says: 'The reading {readingId} was reported by {reporter}.',
    cure: 'Only who reported it takes it back; else ask the registrar.',
  },
  CORRECTION_LATE: {
    says: 'The reading {readingId} could be taken back for {days} days, until {until}.',
    cure: 'Ask the registrar, with proof.',
  },
  INSPECTION_SUPERSEDED: {
    says: 'The inspection {inspectionId} of {vin} is superseded already.',
    cure: 'Supersede the one that took its place.',
  },
  SOURCE_UNFITTING: {
    says: 'The accident {accidentId} is not told by {kind} through a {role}.',
    cure: 'A registrar tells what an authority or, by its name, an insurer outside says; a workshop what it saw; an insurer what one outside says.',
  },
  VEHICLE_NOT_IN_HANDS: {
    says: 'The vehicle {vin} is not entrusted to {workshop}.',
    cure: 'Ask its owner to entrust it (vehicle.entrust): a workshop tells what it had in its hands.',
  },
  ACCIDENT_OF_ANOTHER: {
    says: 'The accident {accidentId} was recorded by {by}.',
    cure: 'Only who recorded it, or the registrar, takes it back; the owner contests it (vehicle.contestAccident).',
  },
  INSPECTION_OF_ANOTHER: {
    says: 'The inspection {inspectionId} was recorded by {by}.',
    cure: 'Only who recorded it takes it back; else ask the registrar.',
  },
  PLACE_UNWANTED: {
    says: 'The reading {readingId} from {source} names a place.',
    cure: 'Leave it out: only a station names its place, nobody on the road does.',
  },
  SOURCE_NOT_YOURS: {
    says: 'A {role} does not report readings from {source}.',
    cure: 'Name a source of your own: {sources}.',
  },
  ENTRUSTED_WRONGLY: {
    says: 'A vehicle cannot be entrusted until {until}; it is {now}.',
    cure: 'Name a moment that is to come, at most {days} days on; it can be said again.',
  },
  RECALL_OF_ANOTHER: {
    says: 'The recall {campaign} was announced by {manufacturer}.',
    cure: 'Only {manufacturer} may extend it.',
  },
  MODEL_INCOMPLETE: {
    says: 'The vehicle {vin} makes no {model}: neither the ledger nor what was given says {missing}.',
    cure: 'Give what is missing in `given`, in the words of the model.',
  },
});

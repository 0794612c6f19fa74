import { SaleCertificate } from '../records/certificate';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { id, member, org, sha256Hex } from '../../kit/value/text';
import { everyone, type Role } from '../../words/role';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { jurisdiction } from '../../words/country';
import { vin } from '../../words/vin';
import { SeenTitle, SeenVehicle } from '../records/view';

/** Anybody may hold a title but the authority that watches it. */
const holders: readonly Role[] = everyone.filter((role) => role !== 'auditor' && role !== 'registrar');
const offered = z.strictObject({ vin, offerId: id });

/** Who owns a vehicle, and what lies on it. */
export const titleOperations = {
  register: submit({
    says: 'Register a vehicle: the first time with its first owner, later with another plate or jurisdiction.',
    by: ['registrar'],
    request: z.strictObject({ vin, registrationId: id, owner: member, jurisdiction, plateTag: sha256Hex }),
    response: SeenVehicle,
    errors: [errors.OWNED_ALREADY, errors.NOT_THE_BUYER, errors.PLATE_TAKEN],
    events: [events.VehicleRegistered, events.TitlePassed],
  }),
  offerTitle: submit({
    says: 'Offer the title to a buyer: by its owner, or by the lender that has repossessed the vehicle.',
    by: holders,
    request: z.strictObject({ vin, offerId: id, to: member }),
    response: SeenVehicle,
    errors: [errors.TITLE_UNHELD, errors.OFFER_OPEN, errors.OFFER_TO_SELF],
    events: [events.TitleOffered],
  }),
  acceptTitle: submit({
    says: 'Accept the title as its buyer.',
    by: holders,
    request: offered,
    response: SeenVehicle,
    errors: [errors.OFFER_UNKNOWN],
    events: [events.TitleAccepted],
  }),
  withdrawOffer: submit({
    says: 'Take back an offer that is not accepted, as seller; or give it back, as buyer.',
    by: holders,
    request: offered,
    response: SeenVehicle,
    errors: [errors.OFFER_UNKNOWN, errors.OFFER_ACCEPTED],
    events: [events.OfferWithdrawn],
  }),
  passTitle: submit({
    says: 'Record that an accepted title passes to the buyer. Refused while a lien is open.',
    by: ['registrar'],
    request: offered,
    response: SeenVehicle,
    errors: [errors.OFFER_UNKNOWN, errors.OFFER_UNACCEPTED, errors.LIEN_OPEN],
    events: [events.TitlePassed],
  }),
  consentToLien: submit({
    says: 'Consent, as first lien-holder, to one further lien of another lender.',
    by: ['lender'],
    request: z.strictObject({ vin, lienId: id, holder: org, amount: positiveMoney }),
    response: SeenVehicle,
    events: [events.LienConsented],
  }),
  releaseLien: submit({
    says: 'Release an own lien. A loan that is paid off does this by itself.',
    by: ['lender'],
    request: z.strictObject({ vin, lienId: id }),
    response: SeenVehicle,
    errors: [errors.LIEN_UNKNOWN],
    events: [events.LienReleased],
  }),
  read: evaluate({
    says: 'Read a vehicle: what a buyer needs, or all of it as its owner, an authority or by a grant.',
    by: everyone,
    request: z.strictObject({ vin }),
    response: SeenVehicle,
  }),
  listOwned: evaluate({
    says: 'List the vehicles of an owner: for the owner, the registrar and the auditor.',
    by: everyone,
    request: page.extend({ owner: member }),
    response: pageOf(SeenVehicle),
  }),
  findByPlate: evaluate({
    says: 'Find the vehicle that bears a plate, by the tag that the registrar makes of it.',
    by: ['registrar', 'auditor', 'insurer'],
    request: z.strictObject({ plateTag: sha256Hex }),
    response: SeenVehicle,
  }),
  readCertificate: evaluate({
    says: 'Read the sale certificate of a vehicle: readings and verdict, brands, accidents, open recalls, liens, theft, with a hash.',
    by: everyone,
    request: z.strictObject({ vin }),
    response: SaleCertificate,
  }),
  listTitles: evaluate({
    says: 'List the chain of owners of a vehicle, the first in front.',
    by: everyone,
    request: page.extend({ vin }),
    response: pageOf(SeenTitle),
  }),
};

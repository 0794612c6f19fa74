import { onVehicle } from '../records/vehicle';
import { vehicleLife } from '../life';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id, member } from '../../kit/value/text';
import { everyone, type Role } from '../../words/role';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { vin } from '../../words/vin';
import { SeenTitle, SeenVehicle } from '../records/view';

/** Anybody may hold a title but the authority that watches it. */
const holders: readonly Role[] = everyone.filter((role) => role !== 'auditor' && role !== 'registrar');

const offered = z.strictObject({ vin, offerId: id });

/** Who owns a vehicle. */
export const titleOperations = {
  offerTitle: submit({
    says: 'Offer the title to a buyer: by its owner, or by the lender that has repossessed the vehicle.',
    by: holders,
    request: z.strictObject({ vin, offerId: id, to: member }),
    on: onVehicle,
    step: vehicleLife.offerTitle,
    response: SeenVehicle,
    errors: [errors.TITLE_UNHELD, errors.OFFER_OPEN, errors.OFFER_TO_SELF],
    events: [events.TitleOffered],
  }),
  acceptTitle: submit({
    says: 'Accept the title as its buyer.',
    by: holders,
    request: offered,
    on: onVehicle,
    step: vehicleLife.acceptTitle,
    response: SeenVehicle,
    errors: [errors.OFFER_UNKNOWN],
    events: [events.TitleAccepted],
  }),
  withdrawOffer: submit({
    says: 'Take back an offer that is not accepted, as seller; or give it back, as buyer.',
    by: holders,
    request: offered,
    on: onVehicle,
    step: vehicleLife.withdrawOffer,
    response: SeenVehicle,
    errors: [errors.OFFER_UNKNOWN, errors.OFFER_ACCEPTED],
    events: [events.OfferWithdrawn],
  }),
  passTitle: submit({
    says: 'Record that an accepted title passes to the buyer. Refused while a lien is open.',
    by: ['registrar'],
    request: offered,
    on: onVehicle,
    step: vehicleLife.passTitle,
    answered: ({ titleId }, { offerId }) => titleId === offerId,
    response: SeenVehicle,
    errors: [errors.OFFER_UNKNOWN, errors.OFFER_UNACCEPTED, errors.LIEN_OPEN],
    events: [events.TitlePassed],
  }),
  listTitles: evaluate({
    says: 'List the chain of owners of a vehicle, the first in front.',
    by: everyone,
    request: page.extend({ vin }),
    response: pageOf(SeenTitle),
  }),
};

import { onVehicle } from '../records/vehicle';
import { vehicleLife } from '../life';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id, line } from '../../kit/value/text';
import { holder, Shared, transferReason } from '../records/title';
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
    request: z.strictObject({ vin, offerId: id, to: holder, shared: Shared.optional() }),
    on: onVehicle,
    step: vehicleLife.offerTitle,
    response: SeenVehicle,
    errors: [errors.TITLE_UNHELD, errors.OFFER_OPEN, errors.OFFER_TO_SELF, errors.SHARES_WRONG],
    events: [events.TitleOffered],
  }),
  agreeToOffer: submit({
    says: 'Agree, as one of several who own it, to an offer that another of them made.',
    by: holders,
    request: offered,
    on: onVehicle,
    step: vehicleLife.agreeToOffer,
    response: SeenVehicle,
    errors: [errors.TITLE_UNHELD, errors.OFFER_UNKNOWN],
    events: [events.OfferAgreed],
  }),
  acceptTitle: submit({
    says: 'Accept the title as its buyer, or as one of several; it is to pass within 30 days.',
    by: holders,
    request: offered,
    on: onVehicle,
    step: vehicleLife.acceptTitle,
    response: SeenVehicle,
    errors: [errors.OFFER_UNKNOWN],
    events: [events.TitleAccepted],
  }),
  withdrawOffer: submit({
    says:
      'Take back an offer that is not accepted or that lapsed, as seller; give it back, as buyer; end it, as ' +
      'registrar.',
    by: [...holders, 'registrar'],
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
    errors: [
      ...[errors.OFFER_UNKNOWN, errors.OFFER_UNAGREED, errors.OFFER_UNACCEPTED],
      ...[errors.OFFER_LAPSED, errors.LIEN_OPEN],
    ],
    events: [events.TitlePassed],
  }),
  transferTitle: submit({
    says:
      'Record that a title passed without an offer: by inheritance, court, insolvency, merger, division of what ' +
      'was shared, or in correction of the register. Liens stay.',
    by: ['registrar'],
    request: z.strictObject({
      ...{ vin, titleId: id, to: holder, shared: Shared.optional() },
      ...{ reason: transferReason, reference: line(64) },
    }),
    on: onVehicle,
    step: vehicleLife.transferTitle,
    done: ({ titleId, owner }, { titleId: wanted, to }) => titleId === wanted && owner === to,
    response: SeenVehicle,
    errors: [errors.OFFER_TO_SELF, errors.SHARES_WRONG],
    events: [events.TitlePassed],
  }),
  listTitles: evaluate({
    says: 'List the chain of owners of a vehicle, the first in front.',
    by: everyone,
    request: page.extend({ vin }),
    response: pageOf(SeenTitle),
  }),
};

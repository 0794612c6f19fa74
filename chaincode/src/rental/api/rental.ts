import { z } from 'zod';
import { evaluate, mine, keep, page, pageOf, submit } from '../../kit/api';
import { money } from '../../kit/value/money';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { WantedBenefits, wantedRecords } from '../../coupon/records/benefit';
import { benefitErrors, benefitsEnded, benefitsUsed } from '../../coupon/records/refusal';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/party';
import { transfers } from '../../payment/records/money';
import { vehicleEvents } from '../../vehicle/events';
import { rentalErrors as errors } from '../errors';
import { rentalEvents as events } from '../events';
import { licenceNeed, type ShownLicence, shownLicence } from '../records/licence';
import { credentials, rowId } from '../../identity/records/credential';
import { didAccounts, dids } from '../../identity/records/did';
import { trustedIssuers } from '../../identity/records/trust';
import { policies } from '../../policy/records/policy';
import { vehicles } from '../../vehicle/records/vehicle';
import { maybe } from '../../kit/ref';
import { rentalLife } from '../life';
import { isExtended, Rental, rentals, rentalStatus } from '../records/rental';
import { cars, MAX_CELLS } from '../records/car';
import { span } from './car';

const one = z.strictObject({ rentalId: id });
export const onRental = ({ rentalId }: { readonly rentalId: string }) => rentals.at(rentalId);
const paymentOf = ({ paymentId }: { readonly paymentId: string }) => ({
  paid: maybe(transfers.at(paymentId)),
});
/** What a driver and a car must have: read before, so that it comes in one message. */
const requirements = (shown: ShownLicence | undefined, policyId: string | undefined) => ({
  standing: shown && maybe(credentials.at(...rowId(shown))),
  trust: shown && maybe(trustedIssuers.at('DriverLicence', shown.issuer)),
  policy: policyId === undefined ? undefined : maybe(policies.at(policyId)),
});
const paying = one.extend({ paymentId: id });
const lots = z.array(lotId).min(1).max(100);
const signing = one.extend({ shows: count(9_999_999), conditionHash: sha256Hex.optional() });
const changed = [events.RentalChanged];
const signed = [...changed, vehicleEvents.OdometerRead];
const { LICENCE_UNPROVEN, LICENCE_WITHDRAWN, COVER_MISSING } = errors;
const needed = [LICENCE_UNPROVEN, LICENCE_WITHDRAWN, COVER_MISSING];
const paid = [...changed, moneyEvents.MoneyMoved];
const over = [...paid, ...benefitsEnded];
const cash = Object.values(moneyErrors);

/** Rentals: from the booking to the bill. */
export const rentalOperations = {
  book: submit({
    says:
      'Book a car for some cells of time and put price and deposit into the box. Of two bookings of one ' +
      'cell one is made.',
    by: people,
    request: z.strictObject({
      ...span.shape,
      rentalId: id,
      paymentId: id,
      lots,
      licence: shownLicence.optional(),
      benefits: WantedBenefits.optional(),
    }),
    on: ({ vin }) => cars.at(vin),
    sides: ['anybody'],
    creates: onRental,
    loads: (asked, { vin, terms, owner: seller }, { member: customer }) => ({
      vehicle: vehicles.at(vin),
      ...requirements(asked.licence, terms.cover?.policyId),
      ...paymentOf(asked),
      ...wantedRecords(asked.benefits, { seller, customer }),
    }),
    response: Rental,
    errors: [
      errors.RENTAL_CAR_CLOSED,
      errors.RENTAL_SIDES_WRONG,
      errors.RENTAL_CAR_UNUSABLE,
      ...needed,
      errors.RENTAL_OFF_GRID,
      errors.RENTAL_SLOT_TAKEN,
      ...benefitErrors,
      ...cash,
    ],
    events: [...paid, ...benefitsUsed],
  }),
  keepLicence: keep({
    says:
      'Show a driver licence to the own organisation: its peer checks it against the trust registry and ' +
      'keeps that it fits, not what it says.',
    by: people,
    request: z.strictObject({ ...shownLicence.omit({ seal: true }).shape, ...licenceNeed.shape }),
    loads: (place, _on, { member: driver }) => ({
      account: maybe(didAccounts.at(...driver.split('/'))),
      standing: maybe(credentials.at(...rowId(place))),
      issuer: maybe(dids.at(place.issuer)),
      trust: maybe(trustedIssuers.at('DriverLicence', place.issuer)),
    }),
    secret: z.strictObject({
      document: z.string().max(20_000).meta({ description: 'the credential, as its issuer signed it: JSON' }),
    }),
    errors: [errors.DRIVER_UNKNOWN, errors.LICENCE_REFUSED, errors.LICENCE_OF_ANOTHER, errors.LICENCE_UNFIT],
  }),
  extend: submit({
    says:
      'Keep a car that is out for the cells that follow, if they are free, and put their price into the ' +
      'box.',
    by: people,
    request: paying.extend({ cells: count(MAX_CELLS, 1), lots, licence: shownLicence.optional() }),
    on: onRental,
    step: rentalLife.extend,
    // A repeat is answered whatever the status by now; the rule refuses what is none.
    answered: isExtended,
    loads: (asked, { vin, licence, terms }) => ({
      car: cars.at(vin),
      vehicle: vehicles.at(vin),
      ...requirements(asked.licence ?? licence, terms.cover?.policyId),
      ...paymentOf(asked),
    }),
    response: Rental,
    errors: [
      errors.RENTAL_MONEY_TAKEN,
      errors.RENTAL_NOT_EXTENDABLE,
      errors.RENTAL_CAR_CLOSED,
      errors.RENTAL_CAR_UNUSABLE,
      ...needed,
      errors.RENTAL_SLOT_TAKEN,
      ...cash,
    ],
    events: paid,
  }),
  cancel: submit({
    says: 'Cancel a booking before the keys are out.',
    by: people,
    request: paying,
    on: onRental,
    step: rentalLife.cancel,
    loads: paymentOf,
    response: Rental,
    errors: [errors.RENTAL_LATE, errors.RENTAL_MONEY_TAKEN, ...cash],
    events: over,
  }),
  handOver: submit({
    says: 'Sign that the keys went out and what the meter showed. Owner and driver both do, and say the same.',
    by: people,
    request: signing,
    on: onRental,
    step: rentalLife.handOver,
    loads: (_request, { vin, licence, terms }) => ({
      car: cars.at(vin),
      ...requirements(licence, terms.cover?.policyId),
    }),
    response: Rental,
    errors: [
      errors.RENTAL_LATE,
      errors.RENTAL_MONEY_TAKEN,
      errors.RENTAL_NOT_BEGUN,
      errors.SIGNATURES_DIFFER,
      ...needed,
    ],
    events: signed,
  }),
  takeBack: submit({
    says: 'Sign that the keys came back and what the meter shows. Owner and driver both do, and say the same.',
    by: people,
    request: signing,
    on: onRental,
    step: rentalLife.takeBack,
    response: Rental,
    errors: [errors.RENTAL_LATE, errors.SIGNATURES_DIFFER],
    events: signed,
  }),
  claimDamage: submit({
    says: 'Claim damage after the return, with the hash of its evidence.',
    by: people,
    request: one.extend({ amount: Rental.shape.price, evidenceHash: sha256Hex }),
    on: onRental,
    step: rentalLife.claimDamage,
    response: Rental,
    errors: [errors.RENTAL_LATE, errors.DAMAGE_CLAIMED],
    events: changed,
  }),
  settle: submit({
    says: 'Pay time, lateness, distance and damage out of the box and the rest back.',
    by: people,
    request: paying,
    on: onRental,
    step: rentalLife.settle,
    loads: paymentOf,
    response: Rental,
    errors: [errors.RENTAL_LATE, errors.DAMAGE_CLAIMED, errors.RENTAL_MONEY_TAKEN, ...cash],
    events: over,
  }),
  dispute: submit({
    says: 'Let the arbiter decide.',
    by: people,
    request: one,
    on: onRental,
    step: rentalLife.dispute,
    response: Rental,
    errors: [errors.RENTAL_LATE],
    events: changed,
  }),
  resolve: submit({
    says: 'Decide a dispute as the arbiter: what the owner gets out of the box; the driver gets the rest.',
    by: everyone,
    request: paying.extend({ toOwner: money }),
    on: onRental,
    step: rentalLife.resolve,
    loads: paymentOf,
    response: Rental,
    errors: [errors.RENTAL_LATE, errors.RENTAL_SPLIT_EXCEEDS, errors.RENTAL_MONEY_TAKEN, ...cash],
    events: over,
  }),
  tick: submit({
    says: 'Write down what time has made of a rental. Anyone may; repeated it changes nothing.',
    by: everyone,
    request: paying,
    on: onRental,
    steps: [
      ...[rentalLife.expire, rentalLife.escalate, rentalLife.closeUp, rentalLife.giveUp],
      rentalLife.clawBack,
    ],
    loads: paymentOf,
    response: Rental.pick({ rentalId: true, status: true, due: true }),
    errors: cash,
    events: over,
  }),
  read: evaluate({
    says: 'Read a rental and its status as it is now.',
    by: everyone,
    request: one,
    on: onRental,
    sides: ['owner', 'driver', 'arbiter', 'registrar', 'auditor'],
    response: Rental.extend({ now: rentalStatus }),
  }),
  listRentals: evaluate({
    says: 'List the rentals of a driver.',
    by: everyone,
    request: page.extend({ driver: mine(member) }),
    response: pageOf(Rental),
  }),
};

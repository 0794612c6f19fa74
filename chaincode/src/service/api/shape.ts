import { z } from 'zod';
import { id } from '../../kit/value/text';
import { zoneErrors } from '../../kit/value/zone';
import { WantedBenefits } from '../../coupon/records/benefit';
import { benefitsEnded } from '../../coupon/records/refusal';
import { moneyErrors } from '../../payment/errors';
import { lotId } from '../../payment/records/party';
import { serviceErrors as errors } from '../errors';
import { moneyEvents } from '../../payment/events';
import { serviceEvents as events } from '../events';
import { maybe } from '../../kit/ref';
import { heads, serviceKey, services } from '../../merchant/records/catalogue';
import { hours } from '../../merchant/records/hours';
import { onMerchant } from '../../merchant/records/merchant';
import { births } from '../../vehicle/records/birth';
import { vehicles } from '../../vehicle/records/vehicle';

export const ofBooking = z.strictObject({ bookingId: id });
export const paying = { paymentId: id, lots: z.array(lotId).min(1).max(100) };
export const moneyRefusals = Object.values(moneyErrors);
/** What may be wrong with a time and a bay. */
export const bookingRefusals = [
  zoneErrors.ZONE_UNCOVERED,
  zoneErrors.LOCAL_TIME_SKIPPED,
  zoneErrors.LOCAL_TIME_TWICE,
  zoneErrors.OFFSET_OTHER,
  errors.OFF_GRID,
  errors.START_BEHIND,
  errors.BAY_UNKNOWN,
  errors.CLOSED_THEN,
  errors.SLOT_TAKEN,
  errors.SLOT_OFFERED,
];

/** For what remains beyond a deposit. */
export const paysRest = { paymentId: paying.paymentId.optional(), lots: paying.lots.optional() };
export const changed = [events.BookingChanged];
export const ending = [events.BookingEnded, moneyEvents.MoneyMoved, ...benefitsEnded];
/** Coupons and points that go with a payment. */
export const withBenefits = { benefits: WantedBenefits.optional() };

/** What is read of an offer, for operations to load: the vehicle, the merchant and what it sells. */
export const offered = (wanted: {
  merchant: string;
  serviceCode: string;
  version?: number;
  vin: string;
}) => ({
  vehicle: maybe(vehicles.at(wanted.vin)),
  birth: maybe(births.at(wanted.vin)),
  merchant: maybe(onMerchant(wanted)),
  head: maybe(heads.at(wanted.merchant, wanted.serviceCode)),
  hours: maybe(hours.at(wanted.merchant)),
  service:
    wanted.version === undefined
      ? []
      : [maybe(services.at(...serviceKey(wanted.merchant, wanted.serviceCode, wanted.version)))],
});

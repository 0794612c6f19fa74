import { refuse } from '../../kit/errors';
import { isPositive } from '../../kit/value/money';
import type { z } from 'zod';
import { serviceKey } from '../../merchant/records/catalogue';
import { workOf } from '../../merchant/records/crew';
import { pay } from '../../payment/door';
import { vehicleErrors } from '../../vehicle/errors';
import { made, seize } from './booking';
import type { claimOperations } from '../api/warranty';
import { payFromBond } from './ending';
import { serviceErrors } from '../errors';
import { serviceEvents } from '../events';
import { type BookingStatus, workClaimLife } from '../life';
import { loadMerchant } from './offer';
import type { Booking } from '../records/booking';
import { draw, overAt } from '../rules/booking';
import type { Wiring, Writing } from '../tables';
import { claimWork, defaultClaim, isRework, mustBeUnclaimed, mustReach, reworkFor, type WorkClaim } from '../records/warranty';
import type { ServiceRecord } from '../records/work';

export const claiming: Wiring<typeof claimOperations> = {
  async claimWork(tx, { vin, recordId, ...claim }) {
    const known = await tx.workClaims.known(claim.claimId);
    if (known) return known;
    const { owner } = await tx.vehicles.get(vin);
    tx.mustBe('the holder of the title', owner ?? refuse(vehicleErrors.TITLE_UNHELD, { vin }));
    const record = await tx.serviceRecords.get(vin, recordId);
    const last = await tx.claimeds.find(vin, recordId, claim.code);
    mustBeUnclaimed(last && (await tx.workClaims.get(last.claimId)));
    const { price } = await tx.bookings.get(record.bookingId);
    const claimed = claimWork(record, claim, { by: tx.caller.member, price, now: tx.now });
    await tx.claimeds.put({ vin, recordId, code: claim.code, claimId: claim.claimId });
    return told(tx, claimed);
  },
  async bookRework(tx, { claimId, ...asked }) {
    const known = await tx.bookings.known(asked.bookingId);
    if (known) return known;
    const claim = await tx.workClaims.get(claimId);
    tx.mustBe('the customer', claim.by);
    const booked = reworkFor(claim, await drawAgain(tx, claim, asked), await reworkStatus(tx, claim));
    await seize(tx, booked);
    await tx.workClaims.put({ ...claim, reworkBookingId: asked.bookingId });
    return made(tx, booked);
  },
  async answerWorkClaim(tx, { claimId, answer, ...how }) {
    const claim = await tx.workClaims.get(claimId);
    tx.mustBe('the merchant', claim.merchant);
    if (claim.status === answer) return claim;
    const status = workClaimLife.step('answerWorkClaim', claim.status, answer);
    const proof = answer === 'refused' ? {} : await proved(tx, claim, answer, how);
    return told(tx, { ...claim, ...proof, status, answeredAt: tx.now });
  },
  async defaultWorkClaim(tx, { claimId }) {
    const claim = await tx.workClaims.get(claimId);
    if (claim.status === 'defaulted') return claim;
    const defaulted = defaultClaim(claim, await reworkStatus(tx, claim), tx.now);
    const { bondId } = (await tx.merchants.find(...claim.merchant.split('/'))) ?? {};
    const repaid = await payFromBond(tx, { bondId, customer: claim.by }, claim.worth);
    return told(tx, isPositive(repaid) ? { ...defaulted, repaid } : defaulted);
  },
  async readWorkClaim(tx, { claimId }) {
    const claim = await tx.workClaims.get(claimId);
    const works = await workOf(tx, claim.merchant, tx.caller.member);
    const official = tx.caller.role === 'registrar' || tx.caller.role === 'auditor';
    if (!works && !official) tx.mustBe('a side of the claim', claim.by, claim.merchant);
    return claim;
  },
};

/** The service as it was booked, at another time. */
async function drawAgain(
  tx: Writing,
  { vin, recordId, merchant: whom }: WorkClaim,
  asked: Omit<z.output<(typeof claimOperations)['bookRework']['request']>, 'claimId'>,
): Promise<Booking> {
  const record = await tx.serviceRecords.get(vin, recordId);
  const { serviceCode, version } = await tx.bookings.get(record.bookingId);
  const service = await tx.services.get(...serviceKey(whom, serviceCode, version));
  const hours = await tx.hours.get(whom);
  const offer = { merchant: await loadMerchant(tx, whom), service, hours, zone: await tx.zones.get(hours.zone) };
  return draw({ ...asked, vin }, offer, { customer: tx.caller.member, now: tx.now });
}

/** Where the booking of the rework stands now, if there is one. */
async function reworkStatus(tx: Writing, { reworkBookingId }: WorkClaim): Promise<BookingStatus | undefined> {
  return reworkBookingId === undefined ? undefined : overAt(await tx.bookings.get(reworkBookingId), tx.now).status;
}

/** The record of a rework answers its claim by itself. */
export async function noteRework(tx: Writing, booking: Booking, record: ServiceRecord): Promise<void> {
  const claim = booking.reworkOf === undefined ? undefined : await tx.workClaims.find(booking.reworkOf);
  if (!claim || claim.status !== 'claimed' || !isRework(claim, booking, record)) return;
  const status = workClaimLife.step('answerWorkClaim', claim.status, 'reworked');
  await told(tx, { ...claim, status, reworkId: record.recordId, answeredAt: tx.now });
}

type How = {
  reworkId?: string | undefined;
  amount?: WorkClaim['repaid'];
  paymentId?: string | undefined;
  lots?: string[] | undefined;
};

/** A rework is proved by its record; money by its payment in this transaction. */
async function proved(tx: Writing, claim: WorkClaim, answer: 'reworked' | 'repaid', how: How): Promise<Partial<WorkClaim>> {
  const { reworkId, amount, paymentId, lots } = how;
  const lacking = () => refuse(serviceErrors.REWORK_MISSING, { answer });
  if (answer === 'repaid') {
    if (!amount || !paymentId || !lots) return lacking();
    mustReach(amount, claim.worth);
    const about = { room: 'service', id: claim.claimId };
    await pay(tx, { paymentId, from: claim.merchant, lots, to: [{ party: claim.by, amount }], about });
    return { repaid: amount };
  }
  const rework = reworkId === undefined ? undefined : await tx.serviceRecords.find(claim.vin, reworkId);
  if (!rework || !isRework(claim, await tx.bookings.get(rework.bookingId), rework)) return lacking();
  return { reworkId: rework.recordId };
}

async function told(tx: Writing, claim: WorkClaim): Promise<WorkClaim> {
  await tx.workClaims.put(claim);
  const { claimId, vin, recordId, merchant, status } = claim;
  tx.tell(serviceEvents.WorkClaimed, { claimId, vin, recordId, merchant, status });
  return claim;
}

import { demand, kitErrors, refuse } from '../../kit/errors';
import { isPositive } from '../../kit/value/money';
import type { z } from 'zod';
import { serviceKey } from '../../merchant/records/catalogue';
import { payFromBond, workOf } from '../../merchant/door';
import { knownPayment, pay } from '../../payment/door';
import { vehicleErrors } from '../../vehicle/errors';
import { made } from './party';
import { takeSlots } from './slot';
import type { warrantyOperations } from '../api/warranty';
import { serviceErrors } from '../errors';
import { serviceEvents } from '../events';
import { workClaimLife } from '../life';
import { loadMerchant } from './offer';
import type { Booking, BookingStatus } from '../records/booking';
import { bondPaymentId } from '../rules/ending';
import { drawUp, overAt } from '../rules/booking';
import type { Part, Writing } from '../tables';
import { type WorkClaim } from '../records/warranty';
import { claimWork, defaultClaim, isRework, mustBeUnclaimed, mustReach, reworkFor } from '../rules/warranty';
import type { ServiceRecord } from '../records/work';

export const warrantyHandlers: Part<typeof warrantyOperations> = {
  async claimWork(tx, { vin, recordId, ...claim }) {
    const { owner } = await tx.vehicles.get(vin);
    tx.mustBe('the holder of the title', owner ?? refuse(vehicleErrors.TITLE_UNHELD, { vin }));
    const record = await tx.serviceRecords.get(vin, recordId);
    const last = await tx.claimeds.find(vin, recordId, claim.code);
    mustBeUnclaimed(last && (await tx.workClaims.get(last.claimId)));
    const { price } = await tx.bookings.get(record.bookingId);
    const claimed = claimWork(record, claim, { by: tx.caller.member, price, now: tx.now });
    await tx.claimeds.put({ vin, recordId, code: claim.code, claimId: claim.claimId });
    return keep(tx, claimed);
  },
  async bookRework(tx, { claimId: _claimId, ...asked }, { on: claim }) {
    const booked = reworkFor(claim, await drawAgain(tx, claim, asked), await reworkStatus(tx, claim));
    await takeSlots(tx, booked);
    await tx.workClaims.put({ ...claim, reworkBookingId: asked.bookingId });
    return made(tx, booked);
  },
  async answerWorkClaim(tx, { answer, ...how }, { on: claim }) {
    if (claim.status === answer) return answeredBefore(tx, claim, how);
    const status = workClaimLife.step('answerWorkClaim', claim.status, answer);
    const proof = answer === 'refused' ? {} : await proved(tx, claim, answer, how);
    return keep(tx, { ...claim, ...proof, status, answeredAt: tx.now });
  },
  async defaultWorkClaim(tx, _request, { on: claim }) {
    const defaulted = defaultClaim(claim, await reworkStatus(tx, claim), tx.now);
    const { bondId } = (await tx.merchants.find(...claim.merchant.split('/'))) ?? {};
    const paying = { bondId, customer: claim.by, due: claim.worth, paymentId: bondPaymentId(tx.callId) };
    const repaid = await payFromBond(tx, paying);
    const { claimId, status } = await keep(tx, isPositive(repaid) ? { ...defaulted, repaid } : defaulted);
    return { claimId, status };
  },
  async readWorkClaim(tx, _request, { on: claim }) {
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
  asked: Omit<z.output<(typeof warrantyOperations)['bookRework']['request']>, 'claimId'>,
): Promise<Booking> {
  const record = await tx.serviceRecords.get(vin, recordId);
  const { serviceCode, version } = await tx.bookings.get(record.bookingId);
  const service = await tx.services.get(...serviceKey(whom, serviceCode, version));
  const hours = await tx.hours.get(whom);
  const offer = {
    merchant: await loadMerchant(tx, whom),
    service,
    hours,
    zone: await tx.zones.get(hours.zone),
  };
  return drawUp({ ...asked, vin }, offer, { customer: tx.caller.member, now: tx.now });
}

/** Where the booking of the rework stands now, if there is one. */
async function reworkStatus(tx: Writing, { reworkBookingId }: WorkClaim): Promise<BookingStatus | undefined> {
  return reworkBookingId === undefined
    ? undefined
    : overAt(await tx.bookings.get(reworkBookingId), tx.now).status;
}

/** The record of a rework answers its claim by itself. */
export async function noteRework(tx: Writing, booking: Booking, record: ServiceRecord): Promise<void> {
  const claim = booking.reworkOf === undefined ? undefined : await tx.workClaims.find(booking.reworkOf);
  if (!claim || claim.status !== 'claimed' || !isRework(claim, booking, record)) return;
  const status = workClaimLife.step('answerWorkClaim', claim.status, 'reworked');
  await keep(tx, { ...claim, status, reworkId: record.recordId, answeredAt: tx.now });
}

type How = {
  reworkId?: string | undefined;
  amount?: WorkClaim['repaid'];
  paymentId?: string | undefined;
  lots?: string[] | undefined;
};

/** A rework is proved by its record; money by its payment in this transaction. */
async function proved(
  tx: Writing,
  claim: WorkClaim,
  answer: 'reworked' | 'repaid',
  how: How,
): Promise<Partial<WorkClaim>> {
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

/** The same answer again, with the same rework or in the same payment; another is a contradiction. */
async function answeredBefore(tx: Writing, claim: WorkClaim, how: How): Promise<WorkClaim> {
  const { claimId, status, merchant: from } = claim;
  const { reworkId, paymentId } = how;
  const isPaid = async () =>
    paymentId !== undefined && (await knownPayment(tx, { paymentId, from })) !== undefined;
  const isSame = status === 'repaid' ? await isPaid() : reworkId === claim.reworkId;
  demand(isSame, kitErrors.EXISTS_DIFFERENTLY, { kind: 'work-claim', id: claimId });
  return claim;
}

async function keep(tx: Writing, claim: WorkClaim): Promise<WorkClaim> {
  await tx.workClaims.put(claim);
  const { claimId, vin, recordId, merchant, status } = claim;
  tx.tell(serviceEvents.WorkClaimed, { claimId, vin, recordId, merchant, status });
  return claim;
}

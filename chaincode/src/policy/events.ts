import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { signedMoney } from '../kit/value/money';
import { count, id } from '../kit/value/text';
import { instant } from '../kit/value/time';
import { application } from './records/application';
import { instalment } from './records/instalment';
import { policy } from './records/policy';
import { usage } from './records/month';
import { tariff } from './records/tariff';
import { trip } from './records/trip';

const ids = policy.pick({ policyId: true, insurer: true });
const paid = z.strictObject({ policyId: id, no: instalment.shape.no, paymentId: id });

export const policyEvents = defineEvents({
  CoverAppliedFor: application.pick({ applicationId: true, insurer: true, applicant: true, vin: true }),
  CoverApplicationEnded: application.pick({ applicationId: true, insurer: true, status: true }),
  TariffPublished: tariff.pick({ insurer: true, tariffId: true, version: true, effectiveOn: true }),
  PolicyQuoted: policy.pick({
    policyId: true,
    insurer: true,
    policyholder: true,
    vin: true,
    quotedUntil: true,
  }),
  PolicyTurnedDown: ids,
  PolicyTakenBack: ids,
  PolicyBound: policy.pick({ policyId: true, insurer: true, vin: true, startsAt: true, endsAt: true }),
  PolicyRenewed: z.strictObject({ policyId: id, by: id }),
  PremiumReceived: paid,
  PolicyLapsed: z.strictObject({ policyId: id, no: instalment.shape.no }),
  PolicyReinstated: z.strictObject({ ...paid.shape, gapFrom: instant, gapUntil: instant }),
  CoverChangeOffered: z.strictObject({ policyId: id, from: instant, acceptUntil: instant }),
  CoverChanged: z.strictObject({ policyId: id, no: count(24, 1), from: instant, refund: signedMoney }),
  MonthReported: usage.pick({
    policyId: true,
    month: true,
    scoreMilli: true,
    factor: true,
    due: true,
    balance: true,
  }),
  MonthSettled: z.strictObject({ policyId: id, month: count(12, 1), paymentId: id }),
  TripReported: trip.pick({ policyId: true, tripId: true }),
  TripDisputed: trip.pick({ policyId: true, tripId: true }),
  TripAnswered: trip.pick({ policyId: true, tripId: true, status: true }),
  PolicyCancelled: z.strictObject({ policyId: id, cancelledAt: instant, balance: signedMoney }),
  BalanceSettled: z.strictObject({ policyId: id, paymentId: id }),
  PolicyClosed: ids,
});

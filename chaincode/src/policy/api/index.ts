import { z } from 'zod';
import { defineApi, evaluate, page, pageOf, submit } from '../../kit/api';
import { positiveMoney, signedMoney } from '../../kit/value/money';
import { count, id, member, org, ppm } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { zoneName } from '../../kit/value/zone';
import { everyone, people } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/money';
import { vin } from '../../words/vin';
import { applicationOperations } from './application';
import { policyErrors as no } from '../errors';
import { policyEvents as told } from '../events';
import { coverNote, explained } from '../records/covernote';
import { cancelReason, carKey, covers, coverCode, digest, policy, pricing, signature, terms, usage } from '../records/policy';
import { tariff } from '../records/tariff';
import { tripOperations } from './trip';

const one = z.strictObject({ policyId: id });
const payment = z.strictObject({ policyId: id, no: count(36, 1), paymentId: id });
const parties = ['insurer', 'owner', 'auditor', 'registrar'] as const;

export const quoteRequest = z.strictObject({
  policyId: id,
  policyholder: member,
  vin,
  tariffId: id,
  tariffVersion: count(9999, 1),
  pricing,
  carKey: carKey.optional(),
  covers,
  listPremium: positiveMoney.optional().meta({ description: 'fixed pricing: for the term, before the claim-free factor' }),
  startsAt: instant,
  zone: zoneName.optional().meta({ description: 'on whose clocks days are read; UTC if not given' }),
  months: count(12, 1),
  instalments: count(12, 1),
  quotedUntil: instant,
  renews: id.optional(),
  answers: id.optional().meta({ description: 'the application that the quote answers' }),
});

export const policyApi = defineApi(
  'policy',
  'Cover for a vehicle: quoted, bound, paid, changed, ended; priced by the term or by what was driven.',
  {
    ...applicationOperations,
    ...tripOperations,
    publishTariff: submit({
      says: 'Publish the next version of a tariff: weights, factors, prices.',
      by: ['insurer'],
      request: tariff.omit({ insurer: true }),
      response: tariff,
      errors: [no.TARIFF_OUT_OF_ORDER],
      events: [told.TariffPublished],
    }),
    quote: submit({
      says: 'Quote a policy: new, in answer to an application, or as the renewal of one that ends.',
      by: ['insurer'],
      request: quoteRequest,
      response: policy,
      errors: [
        no.VEHICLE_UNINSURABLE,
        no.QUOTE_UNLIKE_APPLICATION,
        no.TARIFF_NOT_EFFECTIVE,
        no.TERM_UNUSABLE,
        no.COVER_IN_PAST,
        no.LIST_PREMIUM_MISSING,
        no.CAR_KEY_UNKNOWN,
        no.RENEWAL_MISMATCH,
      ],
      events: [told.PolicyQuoted],
      many: 50,
    }),
    turnDown: submit({
      says: 'Turn a quote down.',
      by: ['owner'],
      request: one,
      response: policy,
      events: [told.PolicyTurnedDown],
    }),
    takeBack: submit({
      says: 'Take a quote back.',
      by: ['insurer'],
      request: one,
      response: policy,
      events: [told.PolicyTakenBack],
    }),
    bind: submit({
      says: 'Accept a quote: from here on both sides are bound.',
      by: ['owner'],
      request: one,
      response: policy,
      errors: [no.POLICY_QUOTE_EXPIRED, no.RENEWAL_MISMATCH],
      events: [told.PolicyBound, told.PolicyRenewed],
    }),
    receivePremium: submit({
      says: 'Record that an instalment was received; it counts on the day on which it was paid.',
      by: ['insurer'],
      request: payment.extend({ on: day.optional().meta({ description: 'day on which it was paid; now if not given' }) }),
      response: policy,
      errors: [no.POLICY_LAPSED, no.PREMIUM_OUT_OF_ORDER],
      events: [told.PremiumReceived],
      many: 100,
    }),
    payPremium: submit({
      says: 'Pay an instalment to the insurer in digital money; it counts as received in the same transaction.',
      by: people,
      request: payment.extend({ lots: z.array(lotId).min(1).max(100) }),
      response: policy,
      errors: [no.POLICY_LAPSED, no.PREMIUM_OUT_OF_ORDER, ...Object.values(moneyErrors)],
      events: [told.PremiumReceived, moneyEvents.MoneyMoved],
      many: 50,
    }),
    lapse: submit({
      says: 'Write down that cover lapsed over an instalment; no payment that was signed before and held back is taken after it.',
      by: ['insurer'],
      request: one,
      response: policy,
      errors: [no.POLICY_NOT_LAPSED],
      events: [told.PolicyLapsed],
    }),
    reinstate: submit({
      says: 'Take the late instalment of a lapsed policy; the gap stays without cover.',
      by: ['insurer'],
      request: payment,
      response: policy,
      errors: [no.POLICY_NOT_LAPSED, no.NO_COVER_TO_CHANGE, no.PREMIUM_OUT_OF_ORDER],
      events: [told.PolicyReinstated],
    }),
    offerChange: submit({
      says: 'Offer other covers from a moment on, for more or less premium.',
      by: ['insurer'],
      request: z.strictObject({ policyId: id, covers, from: instant, extraPremium: signedMoney, acceptUntil: instant }),
      response: policy,
      errors: [no.NO_COVER_TO_CHANGE, no.COVER_IN_PAST, no.COVER_CHANGE_TOO_LARGE],
      events: [told.CoverChangeOffered],
    }),
    acceptChange: submit({
      says: 'Accept the change of cover that is offered.',
      by: ['owner'],
      request: one,
      response: policy,
      errors: [no.COVER_CHANGE_MISSING, no.COVER_CHANGE_EXPIRED, no.NO_COVER_TO_CHANGE, no.CLAIM_EXCEEDS_SUM_INSURED],
      events: [told.CoverChanged],
    }),
    cancel: submit({
      says: 'End cover now: pro rata by the insurer, at the short rate by the policyholder.',
      by: ['owner', 'insurer'],
      request: z.strictObject({ policyId: id, reason: cancelReason }),
      response: policy,
      events: [told.PolicyCancelled],
    }),
    settleBalance: submit({
      says: 'Record that the balance at cancellation was paid, by whoever owed it.',
      by: ['insurer'],
      request: z.strictObject({ policyId: id, paymentId: id }),
      response: policy,
      errors: [no.BALANCE_NOT_OPEN],
      events: [told.BalanceSettled],
    }),
    close: submit({
      says: 'Put a policy away whose cover is over and whose claims are closed.',
      by: ['insurer'],
      request: one,
      response: policy,
      errors: [no.POLICY_IN_FORCE, no.POLICY_HAS_OPEN_CLAIMS, no.BALANCE_OPEN],
      events: [told.PolicyClosed],
    }),
    reportMonth: submit({
      says: 'Report what the car signed for a month; score and bill are computed by every peer.',
      by: ['insurer', 'owner'],
      request: z.strictObject({ digest, signature }),
      response: usage,
      errors: [
        no.NOT_BY_DISTANCE,
        no.POLICY_MONTH_UNKNOWN,
        no.POLICY_MONTH_NOT_OVER,
        no.POLICY_MONTH_UNCOVERED,
        no.DIGEST_MEASURES_IMPOSSIBLE,
        no.DIGEST_SIGNATURE_WRONG,
      ],
      events: [told.MonthReported],
      many: 50,
    }),
    settleMonth: submit({
      says: 'Record that the balance of a month was paid, by whoever owed it.',
      by: ['insurer'],
      request: z.strictObject({ policyId: id, month: count(12, 1), paymentId: id }),
      response: usage,
      errors: [no.MONTH_SETTLED],
      events: [told.MonthSettled],
      many: 100,
    }),
    read: evaluate({ says: 'Read a policy.', by: parties, request: one, response: policy }),
    readTerms: evaluate({
      says: 'Read the covers under a number.',
      by: parties,
      request: z.strictObject({ policyId: id, no: count(24, 1) }),
      response: terms,
    }),
    readCoverNote: evaluate({
      says: 'Read who covers what, as of a moment; now if none is given.',
      by: parties,
      request: z.strictObject({ policyId: id, at: instant.optional() }),
      response: coverNote,
    }),
    activeCover: evaluate({
      says: 'Tell which covers a vehicle has at a moment; now if none is given. Names the insurer to the owner, to who holds a lien and to the sides.',
      by: everyone,
      request: z.strictObject({ vin, at: instant.optional() }),
      response: z.strictObject({
        covered: z.boolean(),
        covers: z.array(z.strictObject({ insurer: org.optional(), codes: z.array(coverCode).max(7), until: instant })).max(20),
      }),
    }),
    readClaimFree: evaluate({
      says: 'Tell since when a policy is claim-free, and the factor that its tariff gives for it.',
      by: parties,
      request: z.strictObject({ policyId: id, on: day.optional() }),
      response: z.strictObject({ since: day, years: count(200), factor: ppm(5_000_000) }),
    }),
    readMonth: evaluate({
      says: 'Read a month that was driven, with every point of its score.',
      by: parties,
      request: z.strictObject({ policyId: id, month: count(12, 1) }),
      response: z.strictObject({ usage, explained }),
    }),
    computeMonth: evaluate({
      says: 'Compute score and bill of any digest under any tariff; changes nothing.',
      by: everyone,
      request: z.strictObject({ insurer: org, tariffId: id, tariffVersion: count(9999, 1), digest }),
      response: explained,
    }),
    readTariff: evaluate({
      says: 'Read a version of a tariff.',
      by: everyone,
      request: z.strictObject({ insurer: org, tariffId: id, version: count(9999, 1) }),
      response: tariff,
    }),
    listTariffs: evaluate({
      says: 'List the tariffs of an insurer.',
      by: everyone,
      request: z.strictObject({ insurer: org, page }),
      response: pageOf(tariff),
    }),
    listOwn: evaluate({ says: 'List the policies of the caller.', by: ['owner'], request: page, response: pageOf(policy) }),
  },
);

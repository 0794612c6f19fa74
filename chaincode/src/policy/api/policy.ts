import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { positiveMoney } from '../../kit/value/money';
import { count, id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { zoneName } from '../../kit/value/zone';
import { births } from '../../vehicle/records/birth';
import { vehicles } from '../../vehicle/records/vehicle';
import { vin } from '../../words/vin';
import { policyErrors as errors } from '../errors';
import { policyEvents as events } from '../events';
import { applicationLife, policyLife } from '../life';
import { applications } from '../records/application';
import { attested } from '../records/ending';
import {
  carKey,
  covers,
  coverTerms,
  onPolicy,
  padded,
  policies,
  policy,
  pricing,
  terms,
} from '../records/policy';
import { tariffAt } from '../records/tariff';
import { policyNamed, readerRoles, readers } from './common';

export const quoteRequest = z.strictObject({
  policyId: id,
  policyholder: member,
  vin,
  tariffId: id,
  tariffVersion: count(9999, 1),
  pricing,
  carKey: carKey.optional(),
  covers,
  listPremium: positiveMoney
    .optional()
    .meta({ description: 'fixed pricing: for the term, before the claim-free factor' }),
  startsAt: instant,
  zone: zoneName
    .optional()
    .meta({ description: 'on whose clocks days are read; that of the tariff, else UTC, if not given' }),
  months: count(12, 1),
  instalments: count(12, 1),
  quotedUntil: instant.meta({
    description: 'may be after the start: bound then, cover begins when it is bound',
  }),
  renews: id.optional(),
  answers: id.optional().meta({ description: 'the application that the quote answers' }),
  attested: attested.optional(),
});

/** A policy from its quote to its end. */
export const policyOperations = {
  quote: submit({
    says: 'Quote a policy: new, in answer to an application, or as the renewal of one that ends.',
    by: ['insurer'],
    request: quoteRequest,
    takes: [applicationLife.answer],
    creates: onPolicy,
    loads: ({ tariffId, tariffVersion, renews, answers, ...asked }, _on, { org }) => ({
      tariff: tariffAt(org, tariffId, tariffVersion),
      before: renews === undefined ? undefined : policies.at(renews),
      vehicle: vehicles.at(asked.vin),
      birth: asked.pricing === 'distance' ? maybe(births.at(asked.vin)) : undefined,
      application: answers === undefined ? undefined : applications.at(answers),
    }),
    response: policy,
    errors: [
      errors.VEHICLE_UNINSURABLE,
      errors.QUOTE_UNLIKE_APPLICATION,
      errors.TARIFF_NOT_EFFECTIVE,
      errors.TERM_UNUSABLE,
      errors.COVER_IN_PAST,
      errors.LIST_PREMIUM_MISSING,
      errors.CAR_KEY_UNKNOWN,
      errors.RENEWAL_MISMATCH,
      errors.CLAIM_FREE_UNFITTING,
      errors.TARIFF_FIXED_ONLY,
    ],
    events: [events.PolicyQuoted],
    many: 50,
  }),
  turnDown: submit({
    says: 'Turn a quote down.',
    by: ['owner'],
    request: policyNamed,
    on: onPolicy,
    step: policyLife.turnDown,
    response: policy,
    events: [events.PolicyTurnedDown],
  }),
  takeBack: submit({
    says: 'Take a quote back.',
    by: ['insurer'],
    request: policyNamed,
    on: onPolicy,
    step: policyLife.takeBack,
    response: policy,
    events: [events.PolicyTakenBack],
  }),
  bind: submit({
    says:
      'Accept a quote: from here on both sides are bound. After the start of its cover, cover begins now and the ' +
      'term with it.',
    by: ['owner'],
    request: policyNamed.extend({
      coverAtOnce: z.boolean().optional().meta({
        description: 'agrees that cover begins before the time to withdraw is over (VVG § 9(1))',
      }),
    }),
    on: onPolicy,
    step: policyLife.bind,
    loads: (_request, { policyId, renews, startsAt }, { now }) => ({
      before: renews === undefined ? undefined : policies.at(renews),
      terms: now > startsAt ? coverTerms.at(policyId, padded(1)) : undefined,
    }),
    response: policy,
    errors: [errors.POLICY_QUOTE_EXPIRED, errors.RENEWAL_MISMATCH],
    events: [events.PolicyBound, events.PolicyRenewed],
  }),
  read: evaluate({
    says: 'Read a policy.',
    by: readerRoles,
    request: policyNamed,
    on: onPolicy,
    sides: readers,
    response: policy,
  }),
  readTerms: evaluate({
    says: 'Read the covers under a number.',
    by: readerRoles,
    request: policyNamed.extend({ no: count(24, 1) }),
    on: onPolicy,
    sides: readers,
    loads: ({ policyId, no }) => ({ numbered: coverTerms.at(policyId, padded(no)) }),
    response: terms,
  }),
  listOwn: evaluate({
    says: 'List the policies of the caller.',
    by: ['owner'],
    request: page,
    response: pageOf(policy),
  }),
};

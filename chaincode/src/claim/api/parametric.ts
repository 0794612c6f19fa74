import { z } from 'zod';
import { evaluate, pageOf, submit, paged } from '../../kit/api';
import { id } from '../../kit/value/text';
import { day, dayOf } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { moneyEvents } from '../../payment/events';
import { policyErrors } from '../../policy/errors';
import { onPolicy, policies } from '../../policy/records/policy';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { parametricLife } from '../life';
import { cell, isPaidOut, observation, observedOn, onCover, parametric } from '../records/parametric';
import { lots, money } from './common';

const named = z.strictObject({ coverId: id });
/** Its sides, its oracles and the auditor read a cover. */
const seers = ['policyholder', 'insurer', 'oracle', 'auditor'] as const;

/** Cover that pays by itself when enough oracles observed the event. */
export const parametricOperations = {
  offerParametric: submit({
    says:
      'Offer cover that pays a fixed amount when a quorum of oracles observed hail, a breakdown or a ' +
      'delayed part.',
    by: ['insurer'],
    request: parametric
      .pick({
        ...{
          coverId: true,
          policyId: true,
          kind: true,
          atLeast: true,
          payout: true,
          oracles: true,
          quorum: true,
        },
        ...{ from: true, until: true, reportDays: true },
      })
      .extend({
        cell: cell
          .optional()
          .meta({ description: 'for hail: the geohash of 5 characters in which it counts' }),
      }),
    on: onPolicy,
    sides: ['insurer'],
    creates: onCover,
    response: parametric,
    errors: [
      policyErrors.POLICY_NOT_OPEN,
      policyErrors.COVER_IN_PAST,
      errors.PARAMETRIC_OUTSIDE,
      errors.PLACE_UNFITTING,
      errors.ORACLES_UNUSABLE,
    ],
    events: [events.ParametricOffered],
  }),
  agreeParametric: submit({
    says: 'Agree to a parametric cover, to its oracles and its quorum.',
    by: ['owner'],
    request: named,
    on: onCover,
    step: parametricLife.agree,
    response: parametric,
    errors: [policyErrors.COVER_IN_PAST],
    events: [events.ParametricAgreed],
  }),
  withdrawParametric: submit({
    says: 'Take back, or turn down, a parametric cover that is not agreed.',
    by: ['owner', 'insurer'],
    request: named,
    on: onCover,
    step: parametricLife.withdraw,
    response: parametric,
    events: [events.ParametricWithdrawn],
  }),
  setAside: submit({
    says:
      'Set the payout aside in digital money; it then moves in the transaction of the report that ' +
      'decides.',
    by: ['insurer'],
    request: named.extend({ escrowId: id, paymentId: id, lots }),
    on: onCover,
    step: parametricLife.setAside,
    // A repeat is answered whatever the status by now; the rule refuses what is none.
    answered: (cover, { escrowId }) => cover.escrowId === escrowId,
    response: parametric,
    errors: [errors.PARAMETRIC_OVER, errors.PAYOUT_SET_ASIDE, ...money],
    events: [events.PayoutSetAside, moneyEvents.MoneyMoved],
  }),
  observe: submit({
    says: 'Report, as an oracle, what was seen; the report that makes the quorum pays.',
    by: everyone,
    request: named.extend(observation.pick({ observationId: true, seenAt: true, measure: true }).shape),
    on: onCover,
    step: parametricLife.observe,
    loads: ({ seenAt }, cover) => ({
      all: observedOn(cover, dayOf(seenAt)),
      policy: policies.at(cover.policyId),
    }),
    response: z.strictObject({ cover: parametric, observation }),
    errors: [
      errors.NOT_AN_ORACLE,
      errors.OBSERVATION_AHEAD,
      errors.OBSERVATION_OUTSIDE,
      errors.OBSERVATION_LATE,
      errors.OBSERVATION_CONTRADICTS,
      errors.OBSERVATION_MADE,
      ...money,
    ],
    events: [events.EventObserved, events.PayoutDecided, moneyEvents.MoneyMoved],
  }),
  tick: submit({
    says:
      'Pay a cover for a day on which enough oracles observed the event, also for another cover. Anyone ' +
      'may; it pays once.',
    by: everyone,
    request: named.extend({ on: day }),
    on: onCover,
    step: parametricLife.tick,
    done: ({ coverId, status, happenedAt }, { on }) =>
      happenedAt !== undefined && dayOf(happenedAt) === on ? { coverId, status } : undefined,
    loads: ({ on }, cover) => ({ all: observedOn(cover, on), policy: policies.at(cover.policyId) }),
    response: parametric.pick({ coverId: true, status: true }),
    errors: [errors.PARAMETRIC_OVER, errors.QUORUM_MISSING, policyErrors.LOSS_NOT_COVERED, ...money],
    events: [events.PayoutDecided, moneyEvents.MoneyMoved],
  }),
  confirmPayout: submit({
    says:
      'Record that a payout which is due was paid; with lots, the digital money moves in the same ' +
      'transaction.',
    by: ['insurer'],
    request: named.extend({ transferId: id, lots: lots.optional() }),
    on: onCover,
    step: parametricLife.confirmPayout,
    done: (cover, { transferId, lots: moved }) => moved === undefined && isPaidOut(cover, transferId),
    answered: (cover, { transferId }) => isPaidOut(cover, transferId),
    response: parametric,
    errors: money,
    events: [events.PayoutPaid, moneyEvents.MoneyMoved],
  }),
  readParametric: evaluate({
    says: 'Read a parametric cover: its sides, its oracles, the auditor.',
    by: everyone,
    request: named,
    on: onCover,
    sides: seers,
    response: parametric,
  }),
  listParametric: evaluate({
    says: 'List the parametric covers of a policy.',
    by: ['insurer', 'owner', 'auditor'],
    request: z.strictObject({ policyId: id, ...paged }),
    on: onPolicy,
    sides: ['policyholder', 'insurer', 'auditor'],
    response: pageOf(parametric),
  }),
  listObservations: evaluate({
    says: 'List what the oracles of a cover observed on a day.',
    by: everyone,
    request: named.extend({ on: day }),
    on: onCover,
    sides: seers,
    loads: ({ on }, cover) => ({ all: observedOn(cover, on) }),
    response: z.strictObject({ items: z.array(observation).max(10) }),
  }),
};

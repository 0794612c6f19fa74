import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/money';
import { policyErrors } from '../../policy/errors';
import { claimErrors as no } from '../errors';
import { claimEvents as told } from '../events';
import { cell, observation, parametric } from '../records/parametric';

const one = z.strictObject({ coverId: id });
const lots = z.array(lotId).min(1).max(100);
const money = Object.values(moneyErrors);

/** Cover that pays by itself when enough oracles observed the event. */
export const parametricOperations = {
  offerParametric: submit({
    says: 'Offer cover that pays a fixed amount when a quorum of oracles observed hail, a breakdown or a delayed part.',
    by: ['insurer'],
    request: parametric
      .pick({
        ...{ coverId: true, policyId: true, kind: true, atLeast: true, payout: true, oracles: true, quorum: true },
        ...{ from: true, until: true, reportDays: true },
      })
      .extend({ cell: cell.optional().meta({ description: 'for hail: the geohash of 5 characters in which it counts' }) }),
    response: parametric,
    errors: [
      policyErrors.POLICY_NOT_OPEN,
      policyErrors.COVER_IN_PAST,
      no.PARAMETRIC_OUTSIDE,
      no.PLACE_UNFITTING,
      no.ORACLES_UNUSABLE,
    ],
    events: [told.ParametricOffered],
  }),
  agreeParametric: submit({
    says: 'Agree to a parametric cover, to its oracles and its quorum.',
    by: ['owner'],
    request: one,
    response: parametric,
    errors: [policyErrors.COVER_IN_PAST],
    events: [told.ParametricAgreed],
  }),
  withdrawParametric: submit({
    says: 'Take back, or turn down, a parametric cover that is not agreed.',
    by: ['owner', 'insurer'],
    request: one,
    response: parametric,
    events: [told.ParametricWithdrawn],
  }),
  setAside: submit({
    says: 'Set the payout aside in digital money; it then moves in the transaction of the report that decides.',
    by: ['insurer'],
    request: z.strictObject({ coverId: id, escrowId: id, paymentId: id, lots }),
    response: parametric,
    errors: [no.PARAMETRIC_OVER, no.PAYOUT_SET_ASIDE, ...money],
    events: [told.PayoutSetAside, moneyEvents.MoneyMoved],
  }),
  observe: submit({
    says: 'Report, as an oracle, what was seen; the report that makes the quorum pays.',
    by: everyone,
    request: z.strictObject({
      coverId: id,
      ...observation.pick({ observationId: true, seenAt: true, measure: true }).shape,
    }),
    response: z.strictObject({ cover: parametric, observation }),
    errors: [
      no.NOT_AN_ORACLE,
      no.OBSERVATION_AHEAD,
      no.OBSERVATION_OUTSIDE,
      no.OBSERVATION_LATE,
      no.OBSERVATION_CONTRADICTS,
      no.OBSERVATION_MADE,
      ...money,
    ],
    events: [told.EventObserved, told.PayoutDecided, moneyEvents.MoneyMoved],
  }),
  tick: submit({
    says: 'Pay a cover for a day on which enough oracles observed the event, also for another cover. Anyone may; it pays once.',
    by: everyone,
    request: z.strictObject({ coverId: id, on: day }),
    response: parametric.pick({ coverId: true, status: true }),
    errors: [no.PARAMETRIC_OVER, no.QUORUM_MISSING, policyErrors.LOSS_NOT_COVERED, ...money],
    events: [told.PayoutDecided, moneyEvents.MoneyMoved],
  }),
  confirmPayout: submit({
    says: 'Record that a payout which is due was paid; with lots, the digital money moves in the same transaction.',
    by: ['insurer'],
    request: z.strictObject({ coverId: id, transferId: id, lots: lots.optional() }),
    response: parametric,
    errors: money,
    events: [told.PayoutPaid, moneyEvents.MoneyMoved],
  }),
  readParametric: evaluate({
    says: 'Read a parametric cover: its sides, its oracles, the auditor.',
    by: everyone,
    request: one,
    response: parametric,
  }),
  listParametric: evaluate({
    says: 'List the parametric covers of a policy.',
    by: ['insurer', 'owner', 'auditor'],
    request: z.strictObject({ policyId: id, page }),
    response: pageOf(parametric),
  }),
  listObservations: evaluate({
    says: 'List what the oracles of a cover observed on a day.',
    by: everyone,
    request: z.strictObject({ coverId: id, on: day }),
    response: z.strictObject({ items: z.array(observation).max(10) }),
  }),
} as const;

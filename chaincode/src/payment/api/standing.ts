import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { drawErrors as errors } from '../errors/draw';
import { paymentEvents as events } from '../events';
import { drawLife, standingLife } from '../life';
import { paymentAt } from '../records/money';
import { party } from '../records/party';
import {
  Draw,
  Drawn,
  drawnBefore,
  onStandingOrder,
  StandingOrder,
  standingOrders,
} from '../records/standing';
import { moneyRefusals, moved } from './shape';

/** Sides of a standing order that may read it. */
const readers = ['payer', 'payee', 'registrar', 'auditor'] as const;
const named = z.strictObject({ standingOrderId: id });

/** What a payer lets a payee draw. */
export const standingOperations = {
  giveStandingOrder: submit({
    says:
      'Let a payee draw own money, up to an amount a period, until a day: for a loan, a policy or a ' +
      'subscription. The payer alone gives it, with its own key.',
    by: everyone,
    request: StandingOrder.omit({ status: true, at: true }),
    creates: ({ standingOrderId }) => standingOrders.at(standingOrderId),
    response: StandingOrder,
    errors: [errors.STANDING_TERMS],
    events: [events.StandingOrderChanged],
  }),
  withdrawStandingOrder: submit({
    says: 'Withdraw a standing order, at will: nothing is drawn after it. The payee may let go of it too.',
    by: everyone,
    request: named,
    on: onStandingOrder,
    step: standingLife.withdrawStandingOrder,
    done: ({ status }) => status === 'withdrawn',
    response: StandingOrder,
    events: [events.StandingOrderChanged],
  }),
  draw: submit({
    says:
      'Draw under a standing order for a subscription, once a period, as its payee. An account that holds ' +
      'too little refuses; the draw then comes back on the schedule of the terms. What pays a loan or a ' +
      'policy is drawn there, where it is booked.',
    by: everyone,
    request: named.extend({ paymentId: id, amount: positiveMoney }),
    on: onStandingOrder,
    step: standingLife.draw,
    takes: [drawLife.draw],
    creates: ({ paymentId }, _asking, { payer }) => paymentAt(paymentId, payer),
    again: ({ paymentId, to, at }, _order, request) =>
      drawnBefore({ paymentId, amount: to[0]?.amount ?? request.amount, at }, request),
    response: Drawn,
    errors: [
      errors.DRAW_ELSEWHERE,
      errors.DRAW_OUTSIDE,
      errors.DRAW_OTHER,
      errors.DRAW_EXCEEDS,
      errors.DRAWN_ALREADY,
      errors.DRAW_WAITS,
      ...moneyRefusals,
    ],
    events: [events.DrawRefused, moved],
  }),
  readStandingOrder: evaluate({
    says: 'Read a standing order, what became of its period now, and from when it is drawn next.',
    by: everyone,
    request: named,
    on: onStandingOrder,
    sides: readers,
    response: z.strictObject({
      order: StandingOrder,
      draw: Draw.optional(),
      next: day.optional().meta({ description: 'the day from which it is drawn next; none: never again' }),
    }),
  }),
  listStandingOrders: evaluate({
    says: 'List the standing orders that a party gave, or draws under.',
    by: everyone,
    request: page.extend({ party, as: z.enum(['payer', 'payee']) }),
    response: pageOf(StandingOrder),
  }),
  listDraws: evaluate({
    says: 'List what became of each period of a standing order.',
    by: everyone,
    request: page.extend({ standingOrderId: id }),
    on: onStandingOrder,
    sides: readers,
    response: pageOf(Draw),
  }),
};

import { z } from 'zod';
import { submit } from '../../kit/api';
import { count, id } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { people } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { drawErrors } from '../../payment/errors/draw';
import { moneyEvents, paymentEvents } from '../../payment/events';
import { lotId } from '../../payment/records/party';
import { Drawn, onStandingOrder } from '../../payment/records/standing';
import { policyErrors as errors } from '../errors';
import { policyEvents as events } from '../events';
import { policyLife } from '../life';
import { onPolicy, policy } from '../records/policy';
import { isPaidBy, isReceipt, isReceived, isReinstated } from '../records/receipt';
import { policyNamed } from './common';

const payment = policyNamed.extend({ no: count(36, 1), paymentId: id });

/** What is paid for cover: instalments, what happens without them, the balance at the end. */
export const premiumOperations = {
  receivePremium: submit({
    says: 'Record that an instalment was received; it counts on the day on which it was paid.',
    by: ['insurer'],
    request: payment.extend({
      on: day.optional().meta({ description: 'day on which it was paid; now if not given' }),
    }),
    on: onPolicy,
    step: policyLife.receivePremium,
    done: isReceived,
    response: policy,
    errors: [errors.POLICY_LAPSED, errors.PREMIUM_OUT_OF_ORDER],
    events: [events.PremiumReceived],
    many: 100,
  }),
  payPremium: submit({
    says: 'Pay an instalment to the insurer in digital money; it counts as received in the same transaction.',
    by: people,
    request: payment.extend({ lots: z.array(lotId).min(1).max(100) }),
    on: onPolicy,
    step: policyLife.payPremium,
    // A repeat is answered whatever the status by now; the rule refuses what is none.
    answered: isPaidBy,
    response: policy,
    errors: [errors.POLICY_LAPSED, errors.PREMIUM_OUT_OF_ORDER, ...Object.values(moneyErrors)],
    events: [events.PremiumReceived, moneyEvents.MoneyMoved],
    many: 50,
  }),
  draw: submit({
    says:
      'Draw the next instalment once it is due, under a standing order for the policy; it counts as ' +
      'received in the same transaction. Of an account that refuses nothing does; the draw comes back on ' +
      'the schedule of the standing order.',
    by: ['insurer'],
    request: policyNamed.extend({ standingOrderId: id, paymentId: id }),
    on: onPolicy,
    step: policyLife.draw,
    answered: isReceipt,
    loads: (asked) => ({ order: onStandingOrder(asked) }),
    response: z.strictObject({
      draw: Drawn,
      no: count(36, 1).optional().meta({ description: 'the instalment that was drawn' }),
    }),
    errors: [
      errors.NO_PREMIUM_DUE,
      errors.POLICY_LAPSED,
      errors.PREMIUM_OUT_OF_ORDER,
      ...Object.values(drawErrors),
      ...Object.values(moneyErrors),
    ],
    events: [events.PremiumReceived, moneyEvents.MoneyMoved, paymentEvents.DrawRefused],
  }),
  lapse: submit({
    says:
      'Write down that cover lapsed over an instalment; no payment that was signed before and held back ' +
      'is taken after it.',
    by: ['insurer'],
    request: policyNamed,
    on: onPolicy,
    step: policyLife.lapse,
    response: policy,
    errors: [errors.POLICY_NOT_LAPSED],
    events: [events.PolicyLapsed],
  }),
  reinstate: submit({
    says: 'Take the late instalment of a lapsed policy; the gap stays without cover.',
    by: ['insurer'],
    request: payment,
    on: onPolicy,
    step: policyLife.reinstate,
    done: isReinstated,
    response: policy,
    errors: [errors.POLICY_NOT_LAPSED, errors.NO_COVER_TO_CHANGE, errors.PREMIUM_OUT_OF_ORDER],
    events: [events.PolicyReinstated],
  }),
  settleBalance: submit({
    says: 'Record that the balance at cancellation was paid, by whoever owed it.',
    by: ['insurer'],
    request: policyNamed.extend({ paymentId: id }),
    on: onPolicy,
    step: policyLife.settleBalance,
    done: (policy, { paymentId }) => policy.balancePaymentId === paymentId,
    response: policy,
    errors: [errors.BALANCE_NOT_OPEN],
    events: [events.BalanceSettled],
  }),
};

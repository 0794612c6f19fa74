import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { money, positiveMoney } from '../../kit/value/money';
import { count, id } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { moneyErrors, paymentErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { limits } from '../../payment/records/court';
import { escrows } from '../../payment/records/escrow';
import { paymentAt } from '../../payment/records/money';
import { lotId, party } from '../../payment/records/party';
import { everyone } from '../../words/role';
import { loyaltyErrors as errors } from '../errors';
import { loyaltyEvents as events } from '../events';
import { partnerLife } from '../life';
import { onPartner, Partner } from '../records/partner';
import { onProgram, programs } from '../records/program';
import { ofPartner, partnersBy } from './shape';

const cash = Object.values(moneyErrors);
const kept = (programId: string, collateral: readonly string[]) => ({
  program: programs.at(programId),
  boxes: collateral.map((one) => maybe(escrows.at(one))),
});

/** Who issues and takes points, and the money that stands for them. */
export const partnerOperations = {
  invite: submit({
    says: 'Invite a merchant or an organisation into the program, as its operator.',
    by: partnersBy,
    request: ofPartner,
    on: onProgram,
    sides: ['operator'],
    creates: onPartner,
    response: Partner,
    errors: [errors.PROGRAM_ENDED],
    events: [events.PartnerChanged],
  }),
  joinProgram: submit({
    says: 'Join a program that invited the own business: from then on it takes points and, with collateral, issues them.',
    by: partnersBy,
    request: ofPartner,
    on: onPartner,
    step: partnerLife.joinProgram,
    done: ({ status }) => status === 'joined',
    loads: ({ programId }) => ({ program: programs.at(programId) }),
    response: Partner,
    errors: [errors.PROGRAM_ENDED],
    events: [events.PartnerChanged],
  }),
  postCollateral: submit({
    says: 'Put money into a box that stands for the points that the own business issues.',
    by: partnersBy,
    request: ofPartner.extend({
      boxId: id,
      paymentId: id,
      amount: positiveMoney,
      until: instant.meta({ description: 'the end of the box; points that expire later are not covered' }),
      lots: z.array(lotId).min(1).max(100),
      keeper: party.optional().meta({
        description: 'who gets what its owner lets go; its organisation or the operator if not given',
      }),
    }),
    on: onPartner,
    step: partnerLife.postCollateral,
    creates: ({ partner, paymentId }) => paymentAt(paymentId, partner),
    again: (_payment, partner) => partner,
    loads: ({ programId, amount }) => ({
      program: programs.at(programId),
      limit: maybe(limits.at(amount.currency)),
    }),
    response: Partner,
    errors: [
      errors.COLLATERAL_OTHER,
      errors.COLLATERAL_FULL,
      paymentErrors.ESCROW_TERMS,
      paymentErrors.DEADLINE_PASSED,
      ...cash,
    ],
    events: [events.CollateralChanged, moneyEvents.MoneyMoved],
  }),
  releaseCollateral: submit({
    says: 'Take back what of the own collateral is more than the points that are out need.',
    by: partnersBy,
    request: ofPartner.extend({ boxId: id, paymentId: id, amount: positiveMoney }),
    on: onPartner,
    step: partnerLife.releaseCollateral,
    loads: ({ programId, boxId }, { collateral }) => ({
      ...kept(programId, collateral),
      box: escrows.at(boxId),
    }),
    response: Partner,
    errors: [errors.COLLATERAL_SHORT, ...cash],
    events: [events.CollateralChanged, moneyEvents.MoneyMoved],
  }),
  leave: submit({
    says: 'Give notice: no points are issued any more, those that are out are taken until they expire.',
    by: partnersBy,
    request: ofPartner,
    on: onPartner,
    step: partnerLife.leave,
    done: ({ status }) => status === 'leaving' || status === 'left',
    response: Partner,
    events: [events.PartnerChanged],
  }),
  settleOut: submit({
    says: 'Write down that a partner that gave notice owes nothing any more: its collateral goes back. Anyone may.',
    by: everyone,
    request: ofPartner.extend({ paymentId: id }),
    on: onPartner,
    step: partnerLife.settleOut,
    done: ({ status }) => status === 'left',
    loads: ({ programId }, { collateral }) => kept(programId, collateral),
    response: Partner,
    errors: [errors.POINTS_OUTSTANDING, ...cash],
    events: [events.PartnerChanged, moneyEvents.MoneyMoved],
  }),
  readPartner: evaluate({
    says: 'Read a partner: points out, what they are worth, what of it is expected to be spent, breakage, collateral.',
    by: everyone,
    request: ofPartner,
    on: onPartner,
    loads: ({ programId }, { collateral }) => kept(programId, collateral),
    response: z.strictObject({
      partner: Partner,
      outstanding: count(Number.MAX_SAFE_INTEGER),
      worth: money.meta({ description: 'of the points that are out' }),
      expected: money.meta({ description: 'of it, what is expected to be spent (IFRS 15, B44 to B47)' }),
      breakage: money.meta({ description: 'what expired points would have paid' }),
      collateral: money,
      capacity: count(Number.MAX_SAFE_INTEGER).meta({ description: 'points that the collateral covers' }),
    }),
  }),
  listPartners: evaluate({
    says: 'List the partners of a program.',
    by: everyone,
    request: page.extend({ programId: id }),
    response: pageOf(Partner),
  }),
};

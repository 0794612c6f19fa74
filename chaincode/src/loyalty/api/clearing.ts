import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id } from '../../kit/value/text';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { paymentAt } from '../../payment/records/money';
import { lotId, party } from '../../payment/records/party';
import { everyone } from '../../words/role';
import { loyaltyErrors as errors } from '../errors';
import { loyaltyEvents as events } from '../events';
import { Netting, onNetting, pointClaims, SeenClaim } from '../records/clearing';
import { partnerKey, partners } from '../records/partner';
import { programs } from '../records/program';
import { partnersBy } from './shape';

const cash = Object.values(moneyErrors);
const named = z.strictObject({ from: party, claimId: id });

/** What partners owe each other for points, and how it is settled. */
export const clearingOperations = {
  net: submit({
    says: 'Net claims among all partners and pay what is left out of their collateral, as far as it goes. Anyone may.',
    by: everyone,
    request: z.strictObject({ programId: id, nettingId: id, claims: z.array(named).min(1).max(60) }),
    creates: onNetting,
    loads: ({ programId, claims }) => ({
      program: programs.at(programId),
      found: claims.map(({ from, claimId }) => maybe(pointClaims.at(programId, from, claimId))),
    }),
    response: Netting,
    errors: [errors.CLAIM_GONE, ...cash],
    events: [events.ClaimsNetted, moneyEvents.MoneyMoved],
  }),
  payDue: submit({
    says: 'Pay what a netting left open of the own business, with own money.',
    by: partnersBy,
    request: z.strictObject({
      programId: id,
      nettingId: id,
      partner: party,
      place: z.int().min(0).max(199),
      paymentId: id,
      lots: z.array(lotId).min(1).max(100),
    }),
    on: onNetting,
    creates: ({ partner, paymentId }) => paymentAt(paymentId, partner),
    again: (_payment, netting) => netting,
    loads: ({ programId, partner }) => ({ debtor: maybe(partners.at(...partnerKey(programId, partner))) }),
    response: Netting,
    errors: [errors.DUE_OTHER, ...cash],
    events: [events.DuePaid, moneyEvents.MoneyMoved],
  }),
  readNetting: evaluate({
    says: 'Read a netting: what each partner got or paid, and what is open.',
    by: everyone,
    request: z.strictObject({ programId: id, nettingId: id }),
    on: onNetting,
    response: Netting,
  }),
  listClaims: evaluate({
    says: 'List the open claims for points of a program, or those on one issuer.',
    by: everyone,
    request: page.extend({ programId: id, from: party.optional() }),
    response: pageOf(SeenClaim),
  }),
};

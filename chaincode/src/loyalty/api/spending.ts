import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id, member } from '../../kit/value/text';
import { party } from '../../payment/records/party';
import { everyone, people } from '../../words/role';
import { loyaltyErrors as errors } from '../errors';
import { loyaltyEvents as events } from '../events';
import { pointLots, PointUse, pointUses } from '../records/lot';
import { onPartner } from '../records/partner';
import { points, programs, somePoints } from '../records/program';
import { onWallet } from '../records/wallet';
import { lotIds, ofWallet, partnersBy } from './shape';

const onUse = (one: { programId: string; member: string; useId: string }) =>
  pointUses.at(one.programId, one.member, one.useId);

/** How points are spent. */
export const spendingOperations = {
  spend: submit({
    says: 'Pay a partner with points: what expires first is spent first. Points of another issuer become a claim on it.',
    by: people,
    request: ofWallet.extend({ useId: id, partner: party, units: somePoints, lots: lotIds }),
    creates: onUse,
    loads: ({ programId, member: of, partner, lots }) => ({
      program: programs.at(programId),
      taker: maybe(onPartner({ programId, partner })),
      wallet: maybe(onWallet({ programId, member: of })),
      found: lots.map((one) => maybe(pointLots.at(programId, of, one))),
    }),
    response: PointUse,
    errors: [
      errors.NOT_A_PARTNER,
      errors.NO_WALLET,
      errors.NO_POINTS,
      errors.POINT_LOT_GONE,
      errors.NOT_ENOUGH_POINTS,
    ],
    events: [events.PointsUsed],
  }),
  giveBack: submit({
    says: 'Give points back to the member, as the partner that took them: with the end that they had.',
    by: partnersBy,
    request: z.strictObject({
      programId: id,
      member,
      useId: id,
      returnTo: points.meta({ description: 'points that are given back in all' }),
    }),
    on: onUse,
    done: ({ returned }, { returnTo }) => returned >= returnTo,
    loads: (request) => ({ wallet: maybe(onWallet(request)) }),
    response: PointUse,
    errors: [errors.NO_WALLET],
    events: [events.PointsReturned],
  }),
  readUse: evaluate({
    says: 'Read a payment in points.',
    by: everyone,
    request: z.strictObject({ programId: id, member, useId: id }),
    on: onUse,
    response: PointUse,
  }),
};

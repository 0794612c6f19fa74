import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id, member } from '../../kit/value/text';
import { party } from '../../payment/records/party';
import { everyone, people } from '../../words/role';
import { loyaltyErrors as errors } from '../errors';
import { loyaltyEvents as events } from '../events';
import { PointEntry, PointUse, pointLots, pointUses } from '../records/lot';
import { onProgram, programs, somePoints } from '../records/program';
import { onWallet, SeenLot, Standing, Wallet } from '../records/wallet';
import { lotIds, ofWallet } from './shape';

/** A member's points and tier, one for all apps. */
export const walletOperations = {
  openWallet: submit({
    says: 'Join a program as a member: from then on points are earned, with one tier in every app.',
    by: people,
    request: ofWallet,
    creates: onWallet,
    loads: (request) => ({ program: onProgram(request) }),
    response: Wallet,
    errors: [errors.PROGRAM_ENDED],
    events: [events.WalletOpened],
  }),
  sendPoints: submit({
    says: 'Send points to another member of the program. They keep their end.',
    by: people,
    request: ofWallet.extend({ useId: id, to: member, units: somePoints, lots: lotIds }),
    creates: ({ programId, member: of, useId }) => pointUses.at(programId, of, useId),
    loads: ({ programId, member: of, to, lots }) => ({
      program: programs.at(programId),
      wallet: maybe(onWallet({ programId, member: of })),
      other: maybe(onWallet({ programId, member: to })),
      found: lots.map((one) => maybe(pointLots.at(programId, of, one))),
    }),
    response: PointUse,
    errors: [errors.NO_WALLET, errors.POINT_LOT_GONE, errors.NOT_ENOUGH_POINTS],
    events: [events.PointsUsed],
  }),
  lockPoints: submit({
    says: 'Lock own points for an order until a moment, so that no other order takes them.',
    by: people,
    request: ofWallet.extend({ lots: lotIds, orderId: id, minutes: z.int().min(1).max(1_440) }),
    loads: ({ programId, member: of, lots }) => ({
      found: lots.map((one) => maybe(pointLots.at(programId, of, one))),
    }),
    response: z.strictObject({ lots: z.array(SeenLot).max(50) }),
    errors: [errors.POINT_LOT_GONE, errors.NOT_ENOUGH_POINTS],
  }),
  expire: submit({
    says: 'Write down that points have expired: they no longer count against their issuer. Anyone may.',
    by: everyone,
    request: ofWallet.extend({ lots: lotIds }),
    loads: ({ programId, member: of, lots }) => ({
      wallet: maybe(onWallet({ programId, member: of })),
      found: lots.map((one) => maybe(pointLots.at(programId, of, one))),
    }),
    response: z.strictObject({ programId: id, member, expired: z.int().min(0) }),
    errors: [errors.NO_WALLET, errors.POINTS_STAND],
    events: [events.PointsEnded],
  }),
  readWallet: evaluate({
    says: 'Read the own points, tier and benefits as they are now, and what expires next.',
    by: everyone,
    request: ofWallet.extend({
      partner: party.optional().meta({ description: 'of the program, for which the caller asks' }),
    }),
    loads: (request) => ({ program: onProgram(request), wallet: maybe(onWallet(request)) }),
    response: Standing,
    errors: [errors.NO_WALLET, errors.NOT_A_PARTNER],
  }),
  listWallets: evaluate({
    says: 'List the programs that the member has joined.',
    by: everyone,
    request: page.extend({ member }),
    response: pageOf(Wallet),
  }),
  listLots: evaluate({
    says: 'List the lots of points of a member, and how each stands now.',
    by: everyone,
    request: page.extend(ofWallet.shape),
    response: pageOf(SeenLot),
  }),
  listEntries: evaluate({
    says: 'List what was earned, spent, sent, taken back and has expired.',
    by: everyone,
    request: page.extend(ofWallet.shape),
    response: pageOf(PointEntry),
  }),
};

import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { count, id, member } from '../kit/value/text';
import { party } from '../payment/records/party';
import { Netting } from './records/clearing';
import { Earning, PointEntry, PointUse } from './records/lot';
import { Partner } from './records/partner';
import { Program } from './records/program';

const wallet = z.strictObject({ programId: id, member });

export const loyaltyEvents = defineEvents({
  ProgramChanged: Program.pick({ programId: true, operator: true, version: true, status: true }),
  PartnerChanged: Partner.pick({ programId: true, partner: true, status: true }),
  CollateralChanged: Partner.pick({ programId: true, partner: true, collateral: true }),
  WalletOpened: wallet,
  PointsEarned: Earning.pick({
    programId: true,
    partner: true,
    member: true,
    cause: true,
    of: true,
    units: true,
    availableAt: true,
  }),
  PointsUsed: PointUse.pick({
    programId: true,
    member: true,
    useId: true,
    to: true,
    kind: true,
    units: true,
  }),
  PointsReturned: z.strictObject({ programId: id, member, useId: id, units: PointUse.shape.units }),
  PointsEnded: PointEntry.pick({ programId: true, member: true, kind: true, units: true }),
  ClaimsNetted: Netting.pick({ programId: true, nettingId: true, positions: true }),
  DuePaid: z.strictObject({ programId: id, nettingId: id, from: party, to: party, place: count(200) }),
  AudienceAddressed: z.strictObject({ programId: id, messageId: id, partner: party }),
});

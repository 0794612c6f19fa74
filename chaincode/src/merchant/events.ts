import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { positiveMoney } from '../kit/value/money';
import { id, member, org } from '../kit/value/text';
import { Service } from './records/catalogue';
import { duty } from './records/crew';
import { Merchant } from './records/merchant';
import { Place } from './records/place';
import { requirement } from './records/requirement';
import { choice } from './records/vote';
import { zoneName } from '../kit/value/zone';

export const merchantEvents = defineEvents({
  MerchantChanged: Merchant.pick({ merchant: true, status: true }),
  RequirementChanged: z.strictObject({
    merchant: member,
    requirement,
    became: z.enum(['asked', 'handedIn', 'verified', 'refused']),
  }),
  AccountProbed: z.strictObject({ merchant: member, by: org }),
  VoteCast: z.strictObject({ merchant: member, org }),
  BallotOpened: z.strictObject({ merchant: member, org, choice }),
  VoterRecused: z.strictObject({ merchant: member, org }),
  BondPosted: z.strictObject({ merchant: member, bondId: id, amount: positiveMoney }),
  ServicePublished: Service.pick({ merchant: true, serviceCode: true, version: true, price: true }),
  ServiceWithdrawn: Service.pick({ merchant: true, serviceCode: true, version: true }),
  HoursSet: z.strictObject({ merchant: member }),
  PlaceSet: Place.pick({ merchant: true, cell: true }),
  PlaceRemoved: Place.pick({ merchant: true }),
  ZonePublished: z.strictObject({ zone: zoneName }),
  CrewChanged: z.strictObject({ merchant: member, member, duties: z.array(duty).max(3) }),
  ReviewAnswered: z.strictObject({ merchant: member, bookingId: id }),
});

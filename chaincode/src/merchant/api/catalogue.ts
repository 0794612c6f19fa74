import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { Transfer } from '../../payment/records/money';
import { returning } from '../../payment/records/money';
import { Head, Service } from '../records/catalogue';
import { Crew, duty } from '../records/crew';
import { merchantErrors as no } from '../errors';
import { merchantEvents as told } from '../events';
import { Hours } from '../records/hours';
import { Score } from '../records/outcome';
import { Review, SeenReview } from '../records/review';
import { Zone, zoneErrors, zoneName } from '../../kit/value/zone';

const shops = ['merchant', 'workshop'] as const;
const ofMerchant = z.strictObject({ merchant: member });
const ofService = ofMerchant.extend({ serviceCode: id });

/** What a merchant sells, when, and who works there. */
export const shopOperations = {
  publishService: submit({
    says: 'Publish a service, or its next version. Bookings that were accepted keep theirs.',
    by: shops,
    request: Service.omit({ publishedAt: true, withdrawnAt: true }),
    response: Service,
    errors: [no.NOT_A_MERCHANT, no.VERSION_NOT_NEXT, no.POLICY_UNORDERED],
    events: [told.ServicePublished],
  }),
  withdrawService: submit({
    says: 'Take a service off the list; accepted bookings stand.',
    by: shops,
    request: ofService,
    response: Head,
    events: [told.ServiceWithdrawn],
  }),
  setHours: submit({
    says: 'Set bays, opening hours in a time zone, and closed days.',
    by: shops,
    request: Hours,
    response: Hours,
    errors: [no.NOT_A_MERCHANT, no.HOURS_WRONG],
    events: [told.HoursSet],
  }),
  publishZone: submit({
    says: 'Publish the offsets of a time zone from the IANA database.',
    by: ['registrar'],
    request: Zone,
    response: Zone,
    errors: [zoneErrors.ZONE_WRONG],
    events: [told.ZonePublished],
  }),
  employ: submit({
    says: 'Offer a member duties at the own business, or change them; once it joined it acts with its own certificate.',
    by: shops,
    request: z.strictObject({ member, duties: z.array(duty).min(1).max(3) }),
    response: Crew,
    errors: [no.NOT_A_MERCHANT],
    events: [told.CrewChanged],
  }),
  join: submit({
    says: 'Agree to work for a merchant that offered it.',
    by: people,
    request: z.strictObject({ merchant: member }),
    response: Crew,
    events: [told.CrewChanged],
  }),
  dismiss: submit({
    says: 'Take all duties from a member.',
    by: shops,
    request: z.strictObject({ member }),
    response: Crew,
    events: [told.CrewChanged],
  }),
  rebut: submit({
    says: 'Answer a review, once.',
    by: shops,
    request: z.strictObject({ merchant: member, bookingId: id, textHash: sha256Hex }),
    response: Review,
    errors: [no.REBUTTED_ALREADY],
    events: [told.ReviewAnswered],
  }),
  returnPrepaid: submit({
    says: 'Return the unspent part of a prepaid card, free, to whom it names, when every merchant that it is for was suspended or is gone. Anyone may.',
    by: everyone,
    request: returning,
    response: Transfer,
    errors: [no.PREPAID_STANDS, ...Object.values(moneyErrors)],
    events: [moneyEvents.MoneyMoved],
    many: 100,
  }),
  readService: evaluate({
    says: 'Read a service as sold now, or one version of it.',
    by: everyone,
    request: ofService.extend({ version: count(10_000, 1).optional() }),
    response: Service,
  }),
  listServices: evaluate({
    says: 'List the versions of the services of a merchant, or of one.',
    by: everyone,
    request: page.extend({ merchant: member, serviceCode: id.optional() }),
    response: pageOf(Service),
  }),
  readHours: evaluate({ says: 'Read bays and opening hours.', by: everyone, request: ofMerchant, response: Hours }),
  readZone: evaluate({
    says: 'Read the offsets of a zone.',
    by: everyone,
    request: z.strictObject({ zone: zoneName }),
    response: Zone,
  }),
  listCrew: evaluate({
    says: 'List who works for a merchant: for itself, registrar and auditor; others find themselves.',
    by: everyone,
    request: page.extend({ merchant: member }),
    response: pageOf(Crew),
  }),
  readReputation: evaluate({
    says: 'Read the reputation of a merchant: reviews of settled bookings, newer ones weighing more, and how it kept its promises of late.',
    by: everyone,
    request: ofMerchant,
    response: z.strictObject({
      merchant: member,
      reviews: z.array(SeenReview).max(100).meta({ description: 'the newest' }),
      reviewCount: count(2_000).meta({ description: 'that the stars are the average of' }),
      more: z.boolean().meta({ description: 'there are reviews beyond them' }),
      milliStars: count(5_000).optional().meta({ description: 'thousandths of a star' }),
      kept: Score.meta({ description: 'of bookings that ended in this month and the two before' }),
    }),
  }),
};

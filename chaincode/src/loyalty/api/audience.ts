import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { count, id } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone, people } from '../../words/role';
import { births } from '../../vehicle/records/birth';
import { vehicles } from '../../vehicle/records/vehicle';
import { vin } from '../../words/vin';
import { loyaltyErrors as errors } from '../errors';
import { loyaltyEvents as events } from '../events';
import { criteria, Message, messages } from '../records/audience';
import { audienceAttribute, onWallet, Wallet } from '../records/wallet';
import { ofPartner, ofWallet, partnersBy } from './shape';

/** Speaking to members by what they consented to, without ever seeing a list of them. */
export const audienceOperations = {
  openAudience: submit({
    says: 'Consent, as a member, to being addressed by these attributes until a moment; again changes it, none withdraws.',
    by: people,
    request: ofWallet.extend({
      attributes: z.array(audienceAttribute).max(6).meta({ description: 'none: the consent is withdrawn' }),
      vin: vin.optional(),
      until: instant,
    }),
    on: onWallet,
    sides: ['member'],
    loads: ({ vin: of }) => ({
      vehicle: of === undefined ? undefined : maybe(vehicles.at(of)),
      birth: of === undefined ? undefined : maybe(births.at(of)),
    }),
    response: Wallet,
    errors: [errors.AUDIENCE_OTHER],
  }),
  countAudience: evaluate({
    says: 'Count the members that conditions mean, in steps of ten, before anything is sent. Small groups are refused.',
    by: partnersBy,
    request: ofPartner.extend({ criteria }),
    response: z.strictObject({ count: count(1_000_000), complete: z.boolean() }),
    errors: [errors.NOT_A_PARTNER, errors.AUDIENCE_SMALL],
  }),
  address: submit({
    says: 'Say something to an audience. Nobody learns who is in it: each member finds what is meant for it.',
    by: partnersBy,
    request: ofPartner.extend({
      messageId: id,
      criteria,
      ...Message.pick({ says: true, promotionId: true, until: true }).shape,
    }),
    creates: ({ programId, messageId }) => messages.at(programId, messageId),
    response: Message,
    errors: [errors.NOT_A_PARTNER],
    events: [events.AudienceAddressed],
  }),
  listMessages: evaluate({
    says: 'List, as a member, what partners say to an audience that the member is in. A small audience hears nothing.',
    by: everyone,
    request: page.extend(ofWallet.shape),
    response: pageOf(Message),
    errors: [errors.NO_WALLET],
  }),
};

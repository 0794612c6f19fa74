import { evaluate, page, pageOf, submit } from '../../kit/api';
import { count, id, member } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { Head, Service, heads, serviceKey, services } from '../records/catalogue';
import { merchantErrors as errors } from '../errors';
import { merchantEvents as events } from '../events';
import { maybe } from '../../kit/ref';
import { crewKey, crews } from '../records/crew';
import { onMerchant } from '../records/merchant';
import { shops, ofMerchant } from './shape';

const ofService = ofMerchant.extend({ serviceCode: id });

/** What a merchant sells. */
export const catalogueOperations = {
  publishService: submit({
    says: 'Publish a service, or its next version. Bookings that were accepted keep theirs.',
    by: shops,
    request: Service.omit({ publishedAt: true, withdrawnAt: true }),
    creates: ({ merchant, serviceCode, version }) =>
      services.at(...serviceKey(merchant, serviceCode, version)),
    loads: ({ merchant, serviceCode }, _on, { member }) => ({
      shop: onMerchant({ merchant }),
      crew: maybe(crews.at(...crewKey(merchant, member))),
      head: maybe(heads.at(merchant, serviceCode)),
    }),
    response: Service,
    errors: [errors.NOT_A_MERCHANT, errors.VERSION_NOT_NEXT, errors.POLICY_UNORDERED],
    events: [events.ServicePublished],
  }),
  withdrawService: submit({
    says: 'Take a service off the list; accepted bookings stand.',
    by: shops,
    request: ofService,
    loads: ({ merchant, serviceCode }) => ({ head: heads.at(merchant, serviceCode) }),
    response: Head,
    events: [events.ServiceWithdrawn],
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
};

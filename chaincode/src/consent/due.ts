import { dueAfter, dueOf, kept } from '../kit/due/row';
import { type Vehicle, vehicles } from '../vehicle/records/vehicle';
import { type Grant, grants } from './records/grant';

/** While a grant opens something, or waits to. */
const isOpen = ({ status }: Grant): boolean => ['requested', 'granted', 'used'].includes(status);
const naming = ({ vin, grantId }: Grant) => ({ vin, grantId });

/** What falls due of grants. */
export const consentDues = [
  dueAfter(grants, {
    operation: 'close',
    when: 'a grant has ended by time',
    after: (grant: Grant) => (isOpen(grant) ? grant.terms.validUntil : undefined),
    request: (grant) => naming(grant),
  }),
  dueOf(vehicles, {
    operation: 'close',
    when: 'the vehicle has another owner',
    looks: [kept(grants, isOpen)],
    acts: ({ vin, owners, ownerSince }: Vehicle, look) =>
      look
        .list(grants, vin)
        .filter(({ titleNo }) => titleNo !== owners)
        .map((grant) => ({ after: ownerSince, request: () => naming(grant) })),
  }),
];

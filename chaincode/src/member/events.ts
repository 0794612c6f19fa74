import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { id, member, org } from '../kit/value/text';
import { Organisation, role } from './records/member';

const party = z.union([org, member]);

export const memberEvents = defineEvents({
  ConsortiumFounded: z.strictObject({ organisations: z.array(org).max(64) }),
  OrganisationAdmitted: Organisation.pick({ org: true, kind: true, confers: true }),
  MemberRegistered: z.strictObject({ member, role }),
  PartySuspended: z.strictObject({ party }),
  PartyReinstated: z.strictObject({ party, courtOrderId: id.optional() }),
  ReinstatementOrdered: z.strictObject({ party, courtOrderId: id }),
});

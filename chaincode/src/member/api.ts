import { z } from 'zod';
import { defineLivingApi, evaluate, page, pageOf, submit } from '../kit/api';
import { maybe } from '../kit/ref';
import { id, member, org } from '../kit/value/text';
import { memberErrors } from './errors';
import { memberEvents } from './events';
import { memberLife, organisationLife } from './life';
import {
  courtOrders,
  foundings,
  Member,
  members,
  ONCE,
  Organisation,
  organisations,
  role,
  standing,
} from './records/member';
import { everyone, staff } from '../words/role';

const admission = Organisation.omit({ standing: true, suspendedBy: true });
const party = z
  .union([org, member])
  .meta({ description: 'an organisation, or a member as organisation/name' });
const memberAt = (name: string) => members.at(...name.split('/'));
/** An organisation, and the record of its member when it is one that is meant. */
const ofParty = (named: string) => {
  const [home = named, name] = named.split('/');
  return {
    home: organisations.at(home),
    there: name === undefined ? undefined : maybe(members.at(home, name)),
  };
};
const judged = z.strictObject({ party, standing });

/** All that may be asked about membership, one value. */
export const memberApi = defineLivingApi(
  'member',
  'Organisations, their members and roles: who may play which part.',
  {
    found: submit({
      says: 'Found the consortium: name its first organisations. Once, by the administrator of the registry.',
      by: ['admin'],
      request: z.strictObject({ organisations: z.array(admission).min(1).max(64) }),
      loads: () => ({ founding: maybe(foundings.at(ONCE)) }),
      response: z.strictObject({ organisations: z.array(Organisation).max(64) }),
      errors: [
        memberErrors.ALREADY_FOUNDED,
        memberErrors.FOUNDER_NOT_REGISTRY,
        memberErrors.NOT_THE_FOUNDER,
        memberErrors.NAMED_TWICE,
      ],
      events: [memberEvents.ConsortiumFounded],
    }),
    admit: submit({
      says: 'Admit an organisation, or change which roles it confers.',
      by: ['registrar'],
      request: admission,
      loads: ({ org: admitted }) => ({ known: maybe(organisations.at(admitted)) }),
      response: Organisation,
      errors: [memberErrors.REGISTRY_STAYS],
      events: [memberEvents.OrganisationAdmitted],
    }),
    register: submit({
      says: 'Put a member of the own organisation on the ledger with its role.',
      by: staff,
      request: z.strictObject({ member, role }),
      loads: ({ member: named }, _on, { org: own }) => ({
        home: organisations.at(own),
        there: maybe(memberAt(named)),
      }),
      response: Member,
      errors: [memberErrors.NOT_ITS_ORGANISATION, memberErrors.ROLE_NOT_YOURS_TO_GIVE],
      events: [memberEvents.MemberRegistered],
    }),
    suspend: submit({
      says:
        'Suspend an organisation or a member, on the ledger or not: from the next block on it is refused ' +
        'everywhere.',
      by: staff,
      request: z.strictObject({ party }),
      takes: [memberLife.suspend, organisationLife.suspend],
      loads: ({ party: named }) => ofParty(named),
      response: judged,
      errors: [memberErrors.SUSPENDED_BY_REGISTRAR, memberErrors.REGISTRY_STAYS],
      events: [memberEvents.PartySuspended],
    }),
    reinstate: submit({
      says:
        'End a suspension of the own side; by a court order that of any side, when a second person of ' +
        'another organisation says the same.',
      by: [...staff, 'auditor'],
      request: z.strictObject({
        party,
        courtOrderId: id.optional().meta({ description: 'the order of a court by which it is ended' }),
      }),
      takes: [memberLife.reinstate, organisationLife.reinstate],
      loads: ({ party: named, courtOrderId }) => ({
        ...ofParty(named),
        order: courtOrderId === undefined ? undefined : maybe(courtOrders.at(named, courtOrderId)),
      }),
      response: judged,
      errors: [
        memberErrors.SUSPENDED_BY_REGISTRAR,
        memberErrors.SUSPENDED_BY_OTHERS,
        memberErrors.ORDER_NEEDS_TWO,
        memberErrors.ORDER_CARRIED_OUT,
      ],
      events: [memberEvents.PartyReinstated, memberEvents.ReinstatementOrdered],
    }),
    read: evaluate({
      says: 'Read a member; by whom and why it is suspended is for itself, its organisation, registrar and auditor.',
      by: everyone,
      request: z.strictObject({ member }),
      on: ({ member: named }) => memberAt(named),
      sides: ['anybody'],
      response: Member,
    }),
    readOrganisation: evaluate({
      says: 'Read an organisation.',
      by: everyone,
      request: z.strictObject({ org }),
      on: ({ org: named }) => organisations.at(named),
      sides: ['anybody'],
      response: Organisation,
    }),
    listOrganisations: evaluate({
      says: 'List the organisations.',
      by: everyone,
      request: page,
      response: pageOf(Organisation),
    }),
    whoAmI: evaluate({
      says: 'Tell who the caller is to the ledger.',
      by: everyone,
      request: z.strictObject({}),
      response: z.strictObject({ member, org, role, staff: z.boolean() }),
    }),
  },
  { member: memberLife, organisation: organisationLife },
);

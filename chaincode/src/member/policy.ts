import { type ErrorSpec, kitErrors, refuse } from '../kit/errors';
import { keyIn } from '../kit/ledger/rows';
import { member as memberSchema } from '../kit/value/text';
import { ADMIN, type Caller, type Identity, type Policy, TIMEKEEPER } from '../kit/who';
import { type Member, members, type Organisation, organisations } from './records/member';
import { ROLES, type Role } from '../words/role';

const isRole = (role: string): role is Role => Object.hasOwn(ROLES, role);

/**
 * Default deny: the organisation must be on the ledger and active, must confer the role that the certificate
 * names, and the member must not be suspended. The certificate authority of the organisation vouches for the
 * rest. The agenda of an organisation needs no role conferred, since it may do what anybody may.
 */
export const memberPolicy: Policy = {
  keys: ({ org, name }) => [keyIn(organisations, [org || '-']), keyIn(members, [org || '-', name || '-'])],
  async admit(identity, read, by) {
    if (by.includes(ADMIN) && identity.isAdmin()) return administrator(identity);
    const { org, name, role } = identity;
    const member = `${org}/${name}`;
    const home = parse<Organisation>(await read(keyIn(organisations, [org || '-'])));
    if (!home) return refuse(kitErrors.STRANGER, { org });
    if (home.standing !== 'active') refuse(kitErrors.SUSPENDED, { who: `The organisation ${org}` });
    if (!memberSchema.safeParse(member).success) refuse(kitErrors.NO_NAME, { org });
    if (!role) refuse(kitErrors.NO_ROLE, { who: member });
    const isAgenda = role === TIMEKEEPER;
    if (!isAgenda && (!isRole(role) || !home.confers.includes(role)))
      return refuse(kitErrors.ROLE_NOT_CONFERRED as ErrorSpec, { org, role: role.slice(0, 40) });
    const known = parse<Member>(await read(keyIn(members, [org, name])));
    if (known && known.standing !== 'active') refuse(kitErrors.SUSPENDED, { who: member });
    const staff = isRole(role) && ROLES[role].staff;
    return { org, name, member, role, staff, ...(!home.collection && { former: true }) };
  },
};

const administrator = ({ org, name }: Identity): Caller => ({
  org,
  name,
  member: `${org}/${name || ADMIN}`,
  role: ADMIN,
  staff: true,
});

function parse<R>(bytes: Uint8Array | undefined): R | undefined {
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as { record: R }).record;
}

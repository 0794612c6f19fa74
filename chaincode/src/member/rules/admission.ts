import { demand } from '../../kit/errors';
import type { Caller } from '../../kit/who';
import { memberErrors } from '../errors';
import type { Member, Organisation } from '../records/member';
import type { Role } from '../../words/role';

type Admission = Pick<Organisation, 'org' | 'kind' | 'confers'>;

/**
 * The first organisations, founded by the registry that the topology names. Throws FOUNDER_NOT_REGISTRY,
 * NOT_THE_FOUNDER, NAMED_TWICE.
 */
export function found(caller: Caller, founder: string, admissions: readonly Admission[]): Organisation[] {
  demand(
    admissions.some(({ org, kind }) => org === caller.org && kind === 'registry'),
    memberErrors.FOUNDER_NOT_REGISTRY,
    { org: caller.org },
  );
  demand(caller.org === founder, memberErrors.NOT_THE_FOUNDER, { org: caller.org, founder });
  const seen = new Set<string>();
  for (const { org } of admissions) {
    demand(!seen.has(org), memberErrors.NAMED_TWICE, { org });
    seen.add(org);
  }
  return admissions.map(admit);
}

/** The registry that admits others does not take from itself what lets it do so. */
export function mustKeepRegistry(caller: Caller, { org, kind, confers }: Admission): void {
  demand(
    org !== caller.org || (kind === 'registry' && confers.includes('registrar')),
    memberErrors.REGISTRY_STAYS,
    { org },
  );
}

/** An organisation as it begins: active, with a collection of its own. */
export const admit = (admission: Admission): Organisation => ({
  ...admission,
  standing: 'active',
  collection: true,
});

/** A member as it begins. Throws NOT_ITS_ORGANISATION, ROLE_NOT_YOURS_TO_GIVE. */
export function register(home: Organisation, caller: Caller, member: string, role: Role): Member {
  demand(member.startsWith(`${caller.org}/`), memberErrors.NOT_ITS_ORGANISATION, { org: caller.org, member });
  demand(home.confers.includes(role), memberErrors.ROLE_NOT_YOURS_TO_GIVE, {
    org: home.org,
    role,
    confers: home.confers.join(', '),
  });
  return { member, role, standing: 'active' };
}

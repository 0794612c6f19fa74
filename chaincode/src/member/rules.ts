import { demand } from '../kit/errors';
import type { Caller } from '../kit/who';
import { memberErrors } from './errors';
import { standingLife } from './life';
import type { Member, Organisation } from './records';

type Admission = Pick<Organisation, 'org' | 'kind' | 'confers'>;

export function found(caller: Caller, admissions: readonly Admission[]): Organisation[] {
  demand(
    admissions.some(({ org, kind }) => org === caller.org && kind === 'registry'),
    memberErrors.FOUNDER_NOT_REGISTRY,
    { org: caller.org },
  );
  const seen = new Set<string>();
  for (const { org } of admissions) {
    demand(!seen.has(org), memberErrors.NAMED_TWICE, { org });
    seen.add(org);
  }
  return admissions.map(admit);
}

export const admit = (admission: Admission): Organisation => ({ ...admission, standing: 'active' });

export function register(home: Organisation, caller: Caller, member: string, role: Member['role']): Member {
  demand(member.startsWith(`${caller.org}/`), memberErrors.NOT_ITS_ORGANISATION, { org: caller.org, member });
  demand(home.confers.includes(role), memberErrors.ROLE_NOT_YOURS_TO_GIVE, {
    org: home.org,
    role,
    confers: home.confers.join(', '),
  });
  return { member, role, standing: 'active' };
}

/** An organisation stands and falls with the registrar; a member also with its own organisation. */
export function mayJudge(caller: Caller, party: string): void {
  const home = party.includes('/') ? party.slice(0, party.indexOf('/')) : undefined;
  const needed = home ? `the registrar or staff of ${home}` : 'the registrar';
  demand(caller.role === 'registrar' || (caller.staff && caller.org === home), memberErrors.SUSPENDED_BY_REGISTRAR, {
    party,
    needed,
  });
}

export const suspend = <T extends Member | Organisation>(record: T): T => ({
  ...record,
  standing: standingLife.step('suspend', record.standing),
});
export const reinstate = <T extends Member | Organisation>(record: T): T => ({
  ...record,
  standing: standingLife.step('reinstate', record.standing),
});

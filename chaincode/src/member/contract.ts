import { refuse } from '../kit/errors';
import { implement } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { memberApi } from './api';
import { memberErrors } from './errors';
import { memberEvents } from './events';
import { foundings, members, ONCE, organisations, role } from './records';
import { admit, found, mayJudge, register, reinstate, suspend } from './rules';

const tables = { foundings, organisations, members };
type Judging = TxOf<'submit', typeof tables>;

export const memberRoom = implement(
  memberApi,
  tables,
  {
    async found(tx, { organisations: admissions }) {
      if (await tx.foundings.find(ONCE)) return refuse(memberErrors.ALREADY_FOUNDED);
      const founded = found(tx.caller, admissions);
      await tx.foundings.put({ by: tx.caller.org });
      for (const organisation of founded) await tx.organisations.put(organisation);
      tx.tell(memberEvents.ConsortiumFounded, { organisations: founded.map(({ org }) => org) });
      return { organisations: founded };
    },
    async admit(tx, admission) {
      const known = await tx.organisations.find(admission.org);
      const organisation = { ...admit(admission), ...(known && { standing: known.standing }) };
      await tx.organisations.put(organisation);
      tx.tell(memberEvents.OrganisationAdmitted, admission);
      return organisation;
    },
    async register(tx, { member, role: given }) {
      const known = await tx.members.known(...member.split('/'));
      if (known) return known;
      const registered = register(await tx.organisations.get(tx.caller.org), tx.caller, member, given);
      await tx.members.put(registered);
      tx.tell(memberEvents.MemberRegistered, { member, role: given });
      return registered;
    },
    async suspend(tx, { party }) {
      mayJudge(tx.caller, party);
      const judged = await judge(tx, party, suspend);
      tx.tell(memberEvents.PartySuspended, { party });
      return judged;
    },
    async reinstate(tx, { party }) {
      mayJudge(tx.caller, party);
      const judged = await judge(tx, party, reinstate);
      tx.tell(memberEvents.PartyReinstated, { party });
      return judged;
    },
    read: (tx, { member }) => tx.members.get(...member.split('/')),
    readOrganisation: (tx, { org }) => tx.organisations.get(org),
    listOrganisations: (tx, page) => tx.organisations.list(page),
    async whoAmI({ caller }) {
      return { member: caller.member, org: caller.org, role: role.parse(caller.role), staff: caller.staff };
    },
  },
  { register: ({ member }) => ({ members: [member.split('/')] }) },
);

async function judge(tx: Judging, party: string, verdict: typeof suspend) {
  if (!party.includes('/')) {
    const organisation = verdict(await tx.organisations.get(party));
    await tx.organisations.put(organisation);
    return { party, standing: organisation.standing };
  }
  const id = party.split('/');
  const member = verdict(await tx.members.get(...id));
  await tx.members.put(member);
  return { party, standing: member.standing };
}

import { refuse } from '../kit/errors';
import { implement } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { memberApi } from './api';
import { memberErrors } from './errors';
import { memberEvents } from './events';
import { courtOrders, foundings, type Member, members, ONCE, type Organisation, organisations, role } from './records/member';
import { founder } from '../settings.json';
import { admit, found, mustStay, register } from './rules/admission';
import { confirmOrder, homeOf, recordOrder, reinstate, reinstateByOrder, suspend } from './rules/suspension';

const tables = { foundings, organisations, members, courtOrders };
type Judging = TxOf<'submit', typeof tables>;

export const memberRoom = implement(
  memberApi,
  tables,
  {
    async found(tx, { organisations: admissions }) {
      if (await tx.foundings.find(ONCE)) return refuse(memberErrors.ALREADY_FOUNDED);
      const founded = found(tx.caller, founder, admissions);
      await tx.foundings.put({ by: tx.caller.org });
      for (const organisation of founded) await tx.organisations.put(organisation);
      tx.tell(memberEvents.ConsortiumFounded, { organisations: founded.map(({ org }) => org) });
      return { organisations: founded };
    },
    async admit(tx, admission) {
      const known = await tx.organisations.find(admission.org);
      mustStay(tx.caller, admission);
      const organisation = {
        ...known,
        ...admit(admission),
        ...(known && { standing: known.standing, collection: known.collection }),
      };
      await tx.organisations.put(organisation);
      tx.tell(memberEvents.OrganisationAdmitted, admission);
      return organisation;
    },
    async register(tx, { member, role: given }) {
      const unregistered = await tx.members.find(...member.split('/'));
      const known = unregistered?.role === undefined ? undefined : await tx.members.known(...member.split('/'));
      if (known) return known;
      const home = await tx.organisations.get(tx.caller.org);
      const registered = { ...register(home, tx.caller, member, given), ...unregistered, role: given };
      await tx.members.put(registered);
      tx.tell(memberEvents.MemberRegistered, { member, role: given });
      return registered;
    },
    async suspend(tx, { party }) {
      const judged = await judge(tx, party, suspend);
      tx.tell(memberEvents.PartySuspended, { party });
      return judged;
    },
    async reinstate(tx, { party, courtOrderId }) {
      if (courtOrderId !== undefined) return byOrder(tx, party, courtOrderId);
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

type Verdict = <T extends Member | Organisation>(record: T, caller: Judging['caller'], party: string) => T;

/** Whom nobody registered has no record yet: the certificate authority vouches for it until somebody judges it. */
async function judge(tx: Judging, party: string, verdict: Verdict) {
  const home = await tx.organisations.get(homeOf(party));
  if (party === home.org) {
    const organisation = verdict(home, tx.caller, party);
    await tx.organisations.put(organisation);
    return { party, standing: organisation.standing };
  }
  const known = await tx.members.find(...party.split('/'));
  const member = verdict(known ?? { member: party, standing: 'active' }, tx.caller, party);
  await tx.members.put(member);
  return { party, standing: member.standing };
}

async function byOrder(tx: Judging, party: string, courtOrderId: string) {
  const known = await tx.courtOrders.find(party, courtOrderId);
  const repeated = known?.askedBy === tx.caller.member && known.confirmedBy === undefined;
  if (known && !repeated) {
    await tx.courtOrders.put(confirmOrder(known, tx.caller));
    const judged = await judge(tx, party, reinstateByOrder);
    tx.tell(memberEvents.PartyReinstated, { party, courtOrderId });
    return judged;
  }
  if (!repeated) await tx.courtOrders.put(recordOrder(tx.caller, party, courtOrderId));
  tx.tell(memberEvents.ReinstatementOrdered, { party, courtOrderId });
  return { party, standing: 'suspended' as const };
}

import { refuse } from '../kit/errors';
import type { Handlers } from '../kit/implement';
import { founder } from '../settings.json';
import type { memberApi } from './api';
import { memberErrors } from './errors';
import { memberEvents } from './events';
import { type CourtOrder, type Member, type Organisation, role } from './records/member';
import { admit, found, mustKeepRegistry, register } from './rules/admission';
import { confirmOrder, recordOrder, reinstate, reinstateByOrder, seenBy, suspend } from './rules/suspension';
import type { tables, Writing } from './tables';

export const memberHandlers: Handlers<typeof memberApi, typeof tables> = {
  async found(tx, { organisations: admissions }, { founding }) {
    if (founding) return refuse(memberErrors.ALREADY_FOUNDED);
    const founded = found(tx.caller, founder, admissions);
    await tx.foundings.put({ by: tx.caller.org });
    for (const organisation of founded) await tx.organisations.put(organisation);
    tx.tell(memberEvents.ConsortiumFounded, { organisations: founded.map(({ org }) => org) });
    return { organisations: founded };
  },
  async admit(tx, admission, { known }) {
    mustKeepRegistry(tx.caller, admission);
    const organisation = {
      ...known,
      ...admit(admission),
      ...(known && { standing: known.standing, collection: known.collection }),
    };
    await tx.organisations.put(organisation);
    tx.tell(memberEvents.OrganisationAdmitted, admission);
    return organisation;
  },
  async register(tx, { member, role: given }, { home, there }) {
    const known = there?.role === undefined ? undefined : await tx.members.known(...member.split('/'));
    if (known) return known;
    const registered = { ...register(home, tx.caller, member, given), ...there, role: given };
    await tx.members.put(registered);
    tx.tell(memberEvents.MemberRegistered, { member, role: given });
    return registered;
  },
  async suspend(tx, { party }, given) {
    const judged = await applyVerdict(tx, party, given, suspend);
    tx.tell(memberEvents.PartySuspended, { party });
    return judged;
  },
  async reinstate(tx, { party, courtOrderId }, given) {
    if (courtOrderId !== undefined) return byOrder(tx, party, courtOrderId, given);
    const judged = await applyVerdict(tx, party, given, reinstate);
    tx.tell(memberEvents.PartyReinstated, { party });
    return judged;
  },
  read: ({ caller }, _request, { on: member }) => seenBy(caller, member),
  readOrganisation: (_tx, _request, { on: organisation }) => organisation,
  listOrganisations: (tx, page) => tx.organisations.list(page),
  async whoAmI({ caller }) {
    return { member: caller.member, org: caller.org, role: role.parse(caller.role), staff: caller.staff };
  },
};

/** An organisation, and its member when it is one that is judged and has a record. */
interface Party {
  readonly home: Organisation;
  readonly there: Member | undefined;
}
type Verdict = <T extends Member | Organisation>(record: T, caller: Writing['caller'], party: string) => T;

/**
 * Whom nobody registered has no record yet: the certificate authority vouches for it until somebody judges
 * it.
 */
async function applyVerdict(tx: Writing, party: string, { home, there }: Party, verdict: Verdict) {
  if (party === home.org) {
    const organisation = verdict(home, tx.caller, party);
    await tx.organisations.put(organisation);
    return { party, standing: organisation.standing };
  }
  const member = verdict(there ?? { member: party, standing: 'active' }, tx.caller, party);
  await tx.members.put(member);
  return { party, standing: member.standing };
}

async function byOrder(
  tx: Writing,
  party: string,
  courtOrderId: string,
  { order: known, ...of }: Party & { readonly order: CourtOrder | undefined },
) {
  const repeated = known?.askedBy === tx.caller.member && known.confirmedBy === undefined;
  if (known && !repeated) {
    await tx.courtOrders.put(confirmOrder(known, tx.caller));
    const judged = await applyVerdict(tx, party, of, reinstateByOrder);
    tx.tell(memberEvents.PartyReinstated, { party, courtOrderId });
    return judged;
  }
  if (!repeated) await tx.courtOrders.put(recordOrder(tx.caller, party, courtOrderId));
  tx.tell(memberEvents.ReinstatementOrdered, { party, courtOrderId });
  return { party, standing: 'suspended' as const };
}

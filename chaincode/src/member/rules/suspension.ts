import { demand, kitErrors } from '../../kit/errors';
import { isParty } from '../../kit/side';
import type { Caller } from '../../kit/who';
import { memberErrors } from '../errors';
import { memberLife, organisationLife } from '../life';
import { type CourtOrder, homeOf, type Member, type Organisation, type Suspension } from '../records/member';

type Judged = Pick<Member | Organisation, 'standing' | 'suspendedBy'>;

/** An organisation stands and falls with the registrar; a member also with its own organisation. */
export function sideOf(caller: Caller, party: string): Suspension['side'] {
  if (caller.role === 'registrar') return 'registry';
  const home = homeOf(party);
  const own = caller.staff && caller.org === home && party !== home;
  const needed = party === home ? 'the registrar' : `the registrar or staff of ${home}`;
  demand(own, memberErrors.SUSPENDED_BY_REGISTRAR, { party, needed });
  return 'organisation';
}

const lifeOf = (party: string) => (party === homeOf(party) ? organisationLife : memberLife);

/** Each side has a word of its own, so that neither can lift what the other imposed. */
export function suspend<T extends Judged>(record: T, caller: Caller, party: string): T {
  const side = sideOf(caller, party);
  // One stolen key of a registrar would close the consortium for good: nobody would be left to end it.
  demand(party !== caller.org, memberErrors.REGISTRY_STAYS, { org: party });
  const { suspendedBy = [] } = record;
  const said = suspendedBy.some((one) => one.side === side);
  demand(!said, kitErrors.WRONG_STATUS, {
    ...{ kind: lifeOf(party).kind, status: 'suspended', step: 'suspend', from: 'active', next: 'reinstate' },
  });
  const standing = lifeOf(party).step('suspend', record.standing);
  return { ...record, standing, suspendedBy: [...suspendedBy, { side, by: caller.member }] };
}

/**
 * Ends the suspension of the caller's side. One that was imposed before sides were recorded is ended by
 * either.
 */
export function reinstate<T extends Judged>(record: T, caller: Caller, party: string): T {
  const side = sideOf(caller, party);
  lifeOf(party).step('reinstate', record.standing);
  const { suspendedBy = [], ...bare } = record;
  const own = suspendedBy.find(
    (one) => one.side === side && (side === 'organisation' || homeOf(one.by) === caller.org),
  );
  const by = suspendedBy.map((one) => homeOf(one.by)).join(' and ');
  demand(own !== undefined || suspendedBy.length === 0, memberErrors.SUSPENDED_BY_OTHERS, { party, by });
  const left = suspendedBy.filter((one) => one !== own);
  return (left.length > 0 ? { ...bare, suspendedBy: left } : { ...bare, standing: 'active' }) as T;
}

/** The first of two persons says what the court ordered. */
export function recordOrder(caller: Caller, party: string, courtOrderId: string): CourtOrder {
  demand(caller.org !== homeOf(party), memberErrors.ORDER_NEEDS_TWO, { party });
  return { party, courtOrderId, askedBy: caller.member };
}

/** The second, of another organisation and none of the party's own, carries it out; an order serves once. */
export function confirmOrder(order: CourtOrder, caller: Caller): CourtOrder {
  const { party, courtOrderId, askedBy, confirmedBy } = order;
  demand(confirmedBy === undefined, memberErrors.ORDER_CARRIED_OUT, { courtOrderId });
  const other = caller.org !== homeOf(askedBy) && caller.org !== homeOf(party);
  demand(other, memberErrors.ORDER_NEEDS_TWO, { party });
  return { ...order, confirmedBy: caller.member };
}

/** Ends a suspension whoever imposed it. Throws WRONG_STATUS. */
export function reinstateByOrder<T extends Judged>(record: T, _caller: Caller, party: string): T {
  const { suspendedBy: _, ...bare } = record;
  return { ...bare, standing: lifeOf(party).step('reinstate', record.standing, 'active') } as T;
}

/**
 * A member as others see it: whether it is suspended, not by whom and why. All of it is for itself, its organisation,
 * whoever keeps it suspended, the registrar and the auditor.
 */
export function seenBy(caller: Caller, member: Member): Member {
  const { suspendedBy = [], reason: _why, ...seen } = member;
  const parties = [member.member, homeOf(member.member), ...suspendedBy.map(({ by }) => homeOf(by))];
  const whole =
    ['registrar', 'auditor'].includes(caller.role) || parties.some((party) => isParty(caller, party));
  return whole ? member : seen;
}

import { createHash } from 'node:crypto';
import { ownId } from '../../../kit/ledger/own';
import { demand } from '../../../kit/errors';
import type { Caller } from '../../../kit/who';
import { paymentErrors } from '../../errors';
import type { ClawBack } from '../../records/clawback';

type Person = Pick<Caller, 'member' | 'org'>;

/** The organisation of a party: of a member the one that enrolled it. */
export const orgOf = (name: string): string => name.split('/')[0] ?? name;

/** No single key stops, takes or frees money: who agrees is of another organisation than who asked. */
export function mustBeSecond(askedBy: string, caller: Person): void {
  demand(orgOf(askedBy) !== caller.org, paymentErrors.SECOND_ORGANISATION_NEEDED, { askedBy });
}

/** Nobody acts for its own purse, nor for that of its organisation. */
export function mustNotGain(gains: string, caller: Person): void {
  demand(gains !== caller.member && gains !== caller.org, paymentErrors.OWN_GAIN, { who: caller.member });
}

/**
 * Whoever agrees stands apart from the purse, and so does its organisation: it may have enrolled who gains.
 */
export function mustStandApart(gains: string, caller: Person): void {
  demand(orgOf(gains) !== caller.org, paymentErrors.OWN_GAIN, { who: caller.member });
}

/**
 * The payment has the id that was asked, unless the holder made another payment with it to be in the way:
 * then one that only a court can take.
 */
export function confirmClawBack(asked: ClawBack, caller: Person, isTaken: boolean): ClawBack {
  mustBeSecond(asked.by, caller);
  mustStandApart(asked.to, caller);
  const { courtOrderId, paymentId, by } = asked;
  return {
    ...asked,
    status: 'taken',
    confirmedBy: caller.member,
    ...(isTaken && { paidAs: courtId(courtOrderId, paymentId, by) }),
  };
}

/** The id under which the money that was taken moved. */
export const paidAs = (order: ClawBack): string => order.paidAs ?? order.paymentId;

/** Of nobody: no party can be called so. */
const COURT = ownId('court:', '');

/** The id of a payment that a court orders, when the holder of the money used the one that was asked. */
export const courtId = (...order: readonly string[]): string =>
  ownId('court:', createHash('sha256').update(JSON.stringify(order)).digest('hex').slice(0, 32));

/** Whether an id is one that only a payment by court order may have. */
export const isCourts = (paymentId: string): boolean => paymentId.startsWith(COURT);

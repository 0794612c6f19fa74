import { z } from 'zod';
import { demand } from '../../kit/errors';
import { positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import type { Caller } from '../../kit/who';
import { staff } from '../../words/role';
import { paymentErrors } from '../errors';
import { holder, lotId, party } from './money';

/** Who asks what takes or stops the money of others, and who may agree as the second person. */
export const court = ['registrar', 'auditor'] as const;
export const seconds = [...staff, 'auditor'] as const;

/** Money that a court order takes back: to whom and how much is fixed when it is asked, and a second person of another organisation carries it out. */
export const ClawBack = z.strictObject({
  courtOrderId: id,
  paymentId: id,
  holder,
  lots: z.array(lotId).min(1).max(100),
  to: party,
  amount: positiveMoney,
  status: z.enum(['asked', 'taken']),
  by: member,
  at: instant,
  confirmedBy: member.optional(),
});
export type ClawBack = z.output<typeof ClawBack>;

export const clawBacks = table({
  kind: 'claw-back',
  v: 1,
  schema: ClawBack,
  id: ({ courtOrderId, paymentId }) => [courtOrderId, paymentId],
});

type Person = Pick<Caller, 'member' | 'org'>;

const orgOf = (name: string): string => name.split('/')[0] ?? name;

/** No single key stops or takes money: who agrees is of another organisation than who asked. */
export function mustBeSecond(askedBy: string, caller: Person): void {
  demand(orgOf(askedBy) !== caller.org, paymentErrors.SECOND_ORGANISATION_NEEDED, { askedBy });
}

/** Nobody acts for its own purse, nor for that of its organisation. */
export function mustNotGain(gains: string, caller: Person): void {
  demand(gains !== caller.member && gains !== caller.org, paymentErrors.OWN_GAIN, { who: caller.member });
}

/** Whoever agrees stands apart from the purse, and so does its organisation: it may have enrolled who gains. */
export function mustStandApart(gains: string, caller: Person): void {
  demand(orgOf(gains) !== caller.org, paymentErrors.OWN_GAIN, { who: caller.member });
}

export function confirmClawBack(asked: ClawBack, caller: Person): ClawBack {
  mustBeSecond(asked.by, caller);
  mustStandApart(asked.to, caller);
  return { ...asked, status: 'taken', confirmedBy: caller.member };
}

import { z } from 'zod';
import { demand, kitErrors } from '../../kit/errors';
import { positiveMoney } from '../../kit/value/money';
import type { Found, WriteRows } from '../../kit/ledger/rows';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import type { Caller } from '../../kit/who';
import { staff } from '../../words/role';
import { paymentErrors } from '../errors';
import { courtId } from '../handlers/payment';
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
  apart: z.literal(true).optional().meta({ description: 'another person used the ids first: it stands under who asked too' }),
  contested: z
    .literal(true)
    .optional()
    .meta({ description: 'others asked under the same ids: who confirms says whom it confirms' }),
  paidAs: id
    .optional()
    .meta({ description: 'the id of the payment, when its holder used the one that was asked for another payment' }),
});
export type ClawBack = z.output<typeof ClawBack>;

export const clawBacks = table({
  kind: 'claw-back',
  v: 1,
  schema: ClawBack,
  id: ({ courtOrderId, paymentId, by, apart }) => [courtOrderId, paymentId, ...(apart ? [by] : [])],
});

type Taking = Pick<ClawBack, 'courtOrderId' | 'paymentId'>;
type ClawBacks = { readonly clawBacks: WriteRows<ClawBack> };

/** Who asks under ids that another used first, having seen them in a proposal, asks all the same: the order stands under its name too. */
export async function newClawBack({ clawBacks: rows }: ClawBacks, asked: ClawBack): Promise<ClawBack> {
  const { courtOrderId, paymentId, by } = asked;
  const first = await rows.find(courtOrderId, paymentId);
  if (first === undefined || first.by === by) {
    const known = await rows.known(courtOrderId, paymentId);
    if (!known) await rows.put(asked);
    return known ?? asked;
  }
  const known = await rows.known(courtOrderId, paymentId, by);
  if (known) return known;
  const apart = { ...asked, apart: true as const };
  await rows.put(apart);
  if (!first.contested) await rows.put({ ...first, contested: true });
  return apart;
}

/** The order that is confirmed or read. Who asked must be said once there are several, so that nobody's is taken for another's. */
export async function clawBackOf(
  rows: Found<ClawBack>,
  operation: 'payment.confirmClawBack' | 'payment.readClawBack',
  { courtOrderId, paymentId, by }: Taking & { readonly by?: string | undefined },
) {
  const first = await rows.get(courtOrderId, paymentId);
  const why = 'several persons asked under these ids';
  demand(by !== undefined || !first.contested, kitErrors.INVALID_REQUEST, {
    operation,
    field: 'by',
    why,
  });
  return by === undefined || by === first.by ? first : rows.get(courtOrderId, paymentId, by);
}

type Person = Pick<Caller, 'member' | 'org'>;

export const orgOf = (name: string): string => name.split('/')[0] ?? name;

/** No single key stops, takes or frees money: who agrees is of another organisation than who asked. */
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

/** The payment has the id that was asked, unless the holder made another payment with it to be in the way: then one that only a court can take. */
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

export const paidAs = (order: ClawBack): string => order.paidAs ?? order.paymentId;

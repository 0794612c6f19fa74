import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, org } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { zoneName } from '../../kit/value/zone';
import { party } from './party';

/** Rooms that book what is drawn for their contracts, in the same transaction. */
export const BOOKING = ['loan', 'policy'] as const;

/** Most draws of one period. */
export const MOST_TRIES = 6;

/** A payer lets a payee draw, up to an amount a period, until a day or until the payer withdraws it. */
export const StandingOrder = z.strictObject({
  standingOrderId: id,
  payer: party,
  payee: party,
  most: positiveMoney.meta({ description: 'most that is drawn in one period' }),
  issuer: org.optional().meta({ description: 'money of this lender only' }),
  every: z
    .strictObject({ count: count(24, 1), unit: z.enum(['month', 'week', 'day']) })
    .meta({ description: 'length of a period' }),
  from: day.meta({ description: 'the first period begins' }),
  until: day.meta({ description: 'exclusive: the last day on which it is drawn is the one before' }),
  zone: zoneName.optional().meta({ description: 'on whose clocks days are read; UTC if not given' }),
  retryAfter: z
    .array(count(31, 1))
    .max(MOST_TRIES - 1)
    .meta({
      description:
        'days after which a refused draw comes back, the first time, the second, and so on; never after ' +
        'the last, nor in a later period',
    }),
  about: z
    .strictObject({ room: z.enum(BOOKING), id })
    .optional()
    .meta({ description: 'the contract that it pays and where that is booked; none: a subscription' }),
  status: z.enum(['open', 'withdrawn']),
  at: instant.meta({ description: 'when the payer gave it' }),
});
export type StandingOrder = z.output<typeof StandingOrder>;

export const refusal = z.enum(['funds', 'frozen', 'scattered']).meta({
  description:
    'the account did not hold enough; a court froze it; or it holds too many small lots to be looked through',
});

/** What became of one period of a standing order, under a key of its own: nobody draws twice in it. */
export const Draw = z.strictObject({
  standingOrderId: id,
  payer: party,
  payee: party,
  period: day.meta({ description: 'first day of the period' }),
  amount: positiveMoney,
  status: z.enum(['drawn', 'refused']),
  paymentId: id.meta({ description: 'the payment that drew, or would have' }),
  at: instant,
  refusals: z.array(z.strictObject({ on: day, why: refusal })).max(MOST_TRIES),
  nextOn: day.optional().meta({ description: 'of a refused one: the day on which it comes back' }),
});
export type Draw = z.output<typeof Draw>;

/** A draw as it is answered. */
export const Drawn = Draw.omit({ refusals: true, period: true, payer: true, payee: true }).extend({
  why: refusal.optional().meta({ description: 'why it was refused' }),
});
export type Drawn = z.output<typeof Drawn>;

export const standingOrders = table({
  kind: 'standing-order',
  v: 1,
  schema: StandingOrder,
  id: ({ standingOrderId }) => [standingOrderId],
  indexes: {
    byPayer: ({ payer }: StandingOrder) => [payer],
    byPayee: ({ payee }: StandingOrder) => [payee],
  },
  sides: {
    payer: ({ payer }: StandingOrder) => payer,
    payee: ({ payee }: StandingOrder) => payee,
    registrar: whoever('registrar'),
    auditor: whoever('auditor'),
  },
});

export const draws = table({
  kind: 'draw',
  v: 1,
  schema: Draw,
  id: ({ standingOrderId, period }) => [standingOrderId, period],
  sides: { payer: ({ payer }: Draw) => payer, payee: ({ payee }: Draw) => payee },
});

/** What a room must name among its tables to draw. */
export const drawTables = { standingOrders, draws };

/** The standing order that a request names, for operations to state. */
export const onStandingOrder = ({ standingOrderId }: { readonly standingOrderId: string }) =>
  standingOrders.at(standingOrderId);

/** The answer to a draw that is repeated. */
export const drawnBefore = (
  { paymentId, amount, at }: Pick<Drawn, 'paymentId' | 'amount' | 'at'>,
  { standingOrderId }: { readonly standingOrderId: string },
): Drawn => ({ standingOrderId, paymentId, amount, at, status: 'drawn' });

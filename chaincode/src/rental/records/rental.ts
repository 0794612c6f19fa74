import { z } from 'zod';
import { Benefits } from '../../coupon/records/benefit';
import { money, positiveMoney } from '../../kit/value/money';
import { anybody, ruled, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { lotId, party } from '../../payment/records/party';
import { vin } from '../../words/vin';
import { shownLicence } from './licence';
import { MAX_CELLS, terms, Car } from './car';

/** Most extensions of one rental: each adds a lot to its box. */
export const MAX_EXTENSIONS = 12;

/**
 * What one side says when keys change hands. Both must say the same; the photographs stay with them, their
 * hash proves them.
 */
const keyStatement = z.strictObject({
  shows: count(9_999_999),
  conditionHash: sha256Hex.optional(),
  at: instant,
});
const keyStatements = z.strictObject({ owner: keyStatement.optional(), driver: keyStatement.optional() });
export type KeyStatement = z.output<typeof keyStatement>;
export type KeyStatements = z.output<typeof keyStatements>;

export const rentalStatus = z.enum([
  ...([
    'booked',
    'driving',
    'returned',
    'settled',
    'cancelled',
    'disputed',
    'resolved',
    'clawedBack',
  ] as const),
]);

export const Rental = z.strictObject({
  rentalId: id,
  vin,
  owner: member,
  driver: member,
  arbiter: party,
  status: rentalStatus,
  from: instant,
  until: instant.meta({ description: 'exclusive' }),
  cells: count(MAX_CELLS, 1),
  cellMinutes: Car.shape.cellMinutes,
  phaseMinutes: Car.shape.phaseMinutes,
  terms,
  price: positiveMoney.meta({ description: 'of the time booked' }),
  box: positiveMoney.meta({ description: 'price and deposit, which wait' }),
  benefits: Benefits.optional().meta({ description: 'coupons and points that the price is lowered by' }),
  lot: lotId.optional(),
  licence: shownLicence.optional(),
  extensions: z
    .array(z.strictObject({ paymentId: id, lot: lotId.optional(), cells: count(MAX_CELLS, 1), at: instant }))
    .max(MAX_EXTENSIONS)
    .optional()
    .meta({ description: 'while it ran; price and box include them' }),
  freedFrom: instant
    .optional()
    .meta({ description: 'from which on the cells are free again, because the car was back early' }),
  out: keyStatements.meta({ description: 'handing over' }),
  back: keyStatements.meta({ description: 'return' }),
  damage: z.strictObject({ amount: positiveMoney, evidenceHash: sha256Hex, at: instant }).optional(),
  due: instant.meta({
    description: 'exclusive end of what must happen next; 20 s later time takes its step',
  }),
  bound: z
    .literal(true)
    .optional()
    .meta({ description: 'written down by a tick: the driver no longer cancels for nothing' }),
  bill: z
    .strictObject({
      time: money,
      late: money,
      distance: money,
      damage: money,
      toOwner: money,
      toDriver: money,
    })
    .optional()
    .meta({ description: 'what it came to; the last two add up to the box' }),
  owed: money.optional().meta({ description: 'beyond the box, still owed by the driver' }),
});
export type Rental = z.output<typeof Rental>;

export const rentals = table({
  kind: 'rental',
  v: 1,
  schema: Rental,
  id: ({ rentalId }) => [rentalId],
  sides: {
    ...{
      owner: ({ owner }: Rental) => owner,
      driver: ({ driver }: Rental) => driver,
      arbiter: ({ arbiter }: Rental) => arbiter,
    },
    ...{ registrar: whoever('registrar'), auditor: whoever('auditor') },
    // Whether a time is over is said by the rules.
    ...{ time: ruled, anybody },
  },
  indexes: { driver: ({ driver }) => [driver], vehicle: (rental) => [rental.vin] },
});

/** Whether this payment paid for so many cells more. */
export const isExtended = (
  { extensions = [] }: Rental,
  { paymentId, cells }: { readonly paymentId: string; readonly cells: number },
): boolean => extensions.some((one) => one.paymentId === paymentId && one.cells === cells);

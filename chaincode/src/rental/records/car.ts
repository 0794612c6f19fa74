import { z } from 'zod';
import { money, positiveMoney } from '../../kit/value/money';
import { anybody } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, ppm } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { zoneName } from '../../kit/value/zone';
import { party } from '../../payment/records/party';
import { unit } from '../../words/unit';
import { vin } from '../../words/vin';
import { coverCode } from '../../policy/records/policy';
import { licenceNeed } from './licence';

/** Most cells of one rental, extensions included: 50 hours in quarters, 200 in hours. */
export const MAX_CELLS = 200;

/** Prices and rules of a car. A rental copies them, so that a later change leaves it alone. */
export const terms = z.strictObject({
  perCell: positiveMoney.meta({ description: 'for each cell of time' }),
  latePerCell: money.meta({ description: 'beside, for each cell begun after the end' }),
  graceMinutes: count(120).optional().meta({
    description:
      'after the end; who is back within them pays nothing beside, who is not pays from the end on',
  }),
  perDistance: money.meta({ description: 'for each kilometre or mile beyond those included' }),
  includedPerCell: count(1000),
  unit,
  deposit: positiveMoney,
  freeCancelHours: count(720).meta({
    description: 'before the start; until then the driver cancels for nothing',
  }),
  lateCancelPpm: ppm().meta({ description: 'share of the price kept when the driver cancels later' }),
  damageDays: count(14, 1).meta({
    description: 'from the return, or from a claim of damage; then silence settles',
  }),
  resolveDays: count(90, 1).meta({ description: 'from a dispute; then time decides' }),
  licence: licenceNeed.optional().meta({ description: 'that a driver must have shown, good until the end' }),
  cover: z
    .strictObject({ policyId: id, code: coverCode })
    .optional()
    .meta({ description: 'that must be in force from the start to the end' }),
});
export type Terms = z.output<typeof terms>;

export const carStatus = z.enum(['open', 'closed']);

export const Car = z.strictObject({
  vin,
  owner: member,
  arbiter: party.meta({ description: 'decides disputes; neither side' }),
  cellMinutes: z
    .union([z.literal(15), z.literal(60)])
    .meta({ description: 'the grid of bookings, for good: two grids would let two bookings overlap' }),
  zone: zoneName.optional().meta({ description: 'of the owner: cells begin at full ones on its clocks' }),
  phaseMinutes: count(59).optional().meta({
    description: 'by which the grid lies off that of UTC, as clocks were when it was first offered',
  }),
  terms,
  status: carStatus,
});
export type Car = z.output<typeof Car>;

/** As others see it: that it must be covered, and by what, not under which policy. */
export const SeenCar = Car.extend({
  terms: terms.extend({ cover: terms.shape.cover.unwrap().partial({ policyId: true }).optional() }),
});
export function carSeen(car: Car, is: (party: string) => boolean): z.output<typeof SeenCar> {
  const { cover, ...rest } = car.terms;
  return !cover || is(car.owner) ? car : { ...car, terms: { ...rest, cover: { code: cover.code } } };
}

/** One cell of time of one car. Its key is what makes a double booking impossible. */
export const Slot = z.strictObject({
  vin,
  from: instant,
  kind: z.enum(['rental', 'block']),
  id: id.meta({ description: 'of the rental, or of what the owner keeps for itself' }),
});
export type Slot = z.output<typeof Slot>;

export const cars = table({
  kind: 'rentalCar',
  v: 1,
  schema: Car,
  id: (car) => [car.vin],
  sides: { owner: ({ owner }: Car) => owner, anybody },
  indexes: { open: ({ status }) => (status === 'open' ? ['open'] : undefined) },
});
export const slots = table({ kind: 'rentalSlot', v: 1, schema: Slot, id: (slot) => [slot.vin, slot.from] });

import { z } from 'zod';
import { defineLife } from '../kit/life';

const STATUSES = ['manufactured', 'registered', 'stolen', 'salvage', 'rebuilt', 'exported', 'destroyed'] as const;

export const vehicleStatus = z.enum(STATUSES);
export type VehicleStatus = z.infer<typeof vehicleStatus>;

/** Steps that may be taken with a title that somebody holds and a vehicle that is there. */
const HELD = ['registered', 'salvage', 'rebuilt'] as const;
const THERE = ['manufactured', ...HELD] as const;

export const vehicleLife = defineLife('vehicle', STATUSES, ['manufactured', 'registered'], {
  sell: { by: 'manufacturer', from: ['manufactured'], to: 'manufactured' },
  register: { by: 'registrar', from: ['manufactured', 'registered', 'rebuilt'], to: 'registered' },
  secure: { by: 'lender', from: ['manufactured', 'registered', 'rebuilt'], to: THERE },
  repossess: { by: 'lender', from: HELD, to: HELD },
  offer: { by: ['owner', 'lender'], from: HELD, to: HELD },
  accept: { by: 'owner', from: HELD, to: HELD },
  pass: { by: 'registrar', from: HELD, to: HELD },
  steal: { by: ['registrar', 'insurer'], from: THERE, to: 'stolen' },
  recover: { by: ['registrar', 'insurer'], from: ['stolen'], to: THERE },
  salvage: { by: ['insurer', 'registrar'], from: THERE, to: 'salvage' },
  rebuild: { by: 'registrar', from: ['salvage'], to: 'rebuilt' },
  export: { by: 'registrar', from: THERE, to: 'exported' },
  dismantle: { by: 'workshop', from: THERE, to: THERE },
  destroy: { by: 'registrar', from: THERE, to: 'destroyed' },
});

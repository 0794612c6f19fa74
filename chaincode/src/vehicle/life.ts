import { demand, kitErrors } from '../kit/errors';
import { defineLife } from '../kit/life';
import { STATUSES, type VehicleStatus } from './records/status';

/** With a title that somebody holds, and there. */
const HELD = ['registered', 'salvage', 'rebuilt'] as const;
const THERE = ['manufactured', ...HELD] as const;

/** The steps that lead a vehicle from one status to another. */
export const vehicleLife = defineLife('vehicle', STATUSES, 'manufactured', {
  register: { by: 'registrar', from: ['manufactured', 'registered', 'rebuilt'], to: 'registered' },
  steal: { by: ['registrar', 'insurer'], from: THERE, to: 'stolen' },
  recover: { by: ['registrar', 'insurer'], from: ['stolen'], to: THERE },
  salvage: { by: ['insurer', 'registrar'], from: THERE, to: 'salvage' },
  rebuild: { by: 'registrar', from: ['salvage'], to: 'rebuilt' },
  export: { by: 'registrar', from: THERE, to: 'exported' },
  destroy: { by: 'registrar', from: THERE, to: 'destroyed' },
});

/** What may be done in which status without changing it. */
export const ALLOWED = {
  sell: ['manufactured'],
  secure: ['manufactured', 'registered', 'rebuilt'],
  repossess: HELD,
  offer: HELD,
  accept: HELD,
  pass: HELD,
  dismantle: THERE,
} as const satisfies Readonly<Record<string, readonly VehicleStatus[]>>;

/** Refuses what the status does not allow. */
export function mustAllow(step: keyof typeof ALLOWED, status: VehicleStatus): void {
  const from: readonly VehicleStatus[] = ALLOWED[step];
  const facts = {
    kind: 'vehicle',
    status,
    step,
    from: from.join(' or '),
    next: vehicleLife.next(status).join(', ') || 'none, it is the end',
  };
  demand(from.includes(status), kitErrors.WRONG_STATUS, facts);
}

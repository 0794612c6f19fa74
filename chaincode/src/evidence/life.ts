import { z } from 'zod';
import { defineLife } from '../kit/life';

const STATUSES = ['active', 'retired'] as const;

export const deviceStatus = z.enum(STATUSES);

/** A device anchors until it is taken out of the vehicle. */
export const deviceLife = defineLife('device', STATUSES, 'active', {
  rotateKey: { by: ['manufacturer', 'workshop'], from: ['active'], to: 'active' },
  anchor: { by: 'the device, through anyone', from: ['active'], to: 'active' },
  retire: { by: ['manufacturer', 'workshop', 'registrar'], from: ['active'], to: 'retired' },
});

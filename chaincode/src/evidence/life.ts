import { defineLife } from '../kit/life';
import { deviceStatus, devices } from './records/device';

/**
 * A device anchors until it is taken out of the vehicle. What it signed is carried by anybody; whose word
 * counts for a key is said by the rules.
 */
export const deviceLife = defineLife(
  devices,
  { field: 'status', statuses: deviceStatus.options, initial: 'active' },
  {
    rotateKey: { by: ['manufacturer', 'workshop'], from: ['active'], to: '=' },
    anchor: { by: 'anybody', from: ['active'], to: '=' },
    retire: { by: ['manufacturer', 'registrant', 'registrar'], from: ['active'], to: 'retired' },
  },
);

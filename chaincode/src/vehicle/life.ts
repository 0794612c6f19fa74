import { defineLife } from '../kit/life';
import { STATUSES } from './records/status';
import { recalledVehicles } from './records/recall';
import { vehicles } from './records/vehicle';

/** With a title that somebody holds, and there. */
const HELD = ['registered', 'salvage', 'rebuilt'] as const;
const THERE = ['manufactured', ...HELD] as const;

/**
 * What befalls a vehicle, by whom and from which status. Liens are placed and takings begun by the room loan,
 * through the door of this one; what it says of a vehicle that is gone stays possible, so brands may be put
 * in any status.
 */
export const vehicleLife = defineLife(
  vehicles,
  { field: 'status', statuses: STATUSES, initial: 'manufactured', way: ['manufactured', 'registered'] },
  {
    sell: { by: 'maker', from: ['manufactured'], to: '=' },
    register: { by: 'registrar', from: ['manufactured', 'registered', 'rebuilt'], to: 'registered' },
    offerTitle: { by: 'holder', from: HELD, to: '=' },
    acceptTitle: { by: 'buyer', from: HELD, to: '=' },
    agreeToOffer: { by: 'holder', from: HELD, to: '=' },
    withdrawOffer: { by: ['seller', 'buyer', 'registrar'], from: STATUSES, to: '=' },
    passTitle: { by: 'registrar', from: HELD, to: '=' },
    transferTitle: { by: 'registrar', from: [...HELD, 'stolen'], to: '=' },
    placeLien: { by: 'lender', from: ['manufactured', 'registered', 'rebuilt'], to: '=' },
    agreeToLien: { by: 'holder', from: ['manufactured', 'registered', 'rebuilt'], to: '=' },
    consentToLien: { by: 'lienholder', from: STATUSES, to: '=' },
    releaseLien: { by: 'lienholder', from: STATUSES, to: '=' },
    noticeRepossession: { by: 'lienholder', from: HELD, to: '=' },
    repossess: { by: 'lienholder', from: HELD, to: '=' },
    brandTitle: { by: ['registrar', 'insurer', 'manufacturer'], from: STATUSES, to: ['=', 'salvage'] },
    certifyRebuilt: { by: 'registrar', from: ['salvage'], to: 'rebuilt' },
    reportTheft: { by: ['registrar', 'insurer'], from: THERE, to: 'stolen' },
    reportRecovery: { by: ['registrar', 'insurer'], from: ['stolen'], to: THERE },
    exportVehicle: { by: 'registrar', from: THERE, to: 'exported' },
    handInCertificate: { by: 'workshop', from: THERE, to: '=' },
    refuseCertificate: { by: 'registrar', from: STATUSES, to: '=' },
    confirmDestruction: { by: 'registrar', from: THERE, to: 'destroyed' },
  },
);

/** A recall of one vehicle: remedied once, and open again when the maker finds that it was not. */
export const recalledLife = defineLife(
  recalledVehicles,
  {
    status: ({ completedAt }): 'open' | 'completed' => (completedAt === undefined ? 'open' : 'completed'),
    statuses: ['open', 'completed'],
    initial: 'open',
  },
  {
    completeRecall: { by: ['workshop', 'dealer', 'manufacturer'], from: ['open'], to: 'completed' },
    reopenRecall: { by: 'announcer', from: ['completed'], to: 'open' },
  },
);

/** Statuses of a vehicle that can be wrecked. */
export const THERE_YET: readonly string[] = THERE;

import { implement } from '../kit/implement';
import { consentAnswers } from './door';
import { accessHandlers } from './handlers/access';
import { consentApi } from './api';
import { deletionHandlers } from './handlers/deletion';
import { keyHandlers } from './handlers/key';
import { orderHandlers } from './handlers/order';
import { grantHandlers } from './handlers/grant';
import type { Slice } from './records';
import { tables } from './tables';

interface OfGrant {
  readonly vin: string;
  readonly grantId: string;
}

const ofGrant = ({ vin, grantId }: OfGrant) => ({ vehicles: [[vin]], grants: [[vin, grantId]] });
const withTurns = (request: OfGrant) => ({ ...ofGrant(request), turns: [[request.vin]] });
const reading = ({ vin, accessId, slice }: { readonly vin: string; readonly accessId: string; readonly slice: Slice }) => ({
  accesses: [[vin, accessId]],
  vehicles: [[vin]],
  anchors: [[slice.deviceId, slice.evidenceId]],
});

export const consentRoom = implement(
  consentApi,
  tables,
  { ...grantHandlers, ...accessHandlers, ...orderHandlers, ...keyHandlers, ...deletionHandlers },
  {
    ask: ofGrant,
    give: ofGrant,
    refuse: ofGrant,
    grant: ofGrant,
    withdraw: withTurns,
    renew: ofGrant,
    close: ofGrant,
    access: (request) => ({
      ...reading(request),
      grants: [[request.vin, request.grantId]],
      transfers: request.paymentId === undefined ? [] : [[request.paymentId]],
    }),
    accessOwn: ({ vin, accessId, slice }) => ({ accesses: [[vin, accessId]], anchors: [[slice.deviceId, slice.evidenceId]] }),
    accessByOrder: (request) => ({ ...reading(request), orders: [[request.vin, request.orderId]] }),
    accessInEmergency: reading,
    witness: ({ deviceId, evidenceId, access }) => ({
      anchors: [[deviceId, evidenceId]],
      ...(access && { accesses: [[access.vin, access.accessId]] }),
    }),
    releaseKey: (request) => ({
      ...withTurns(request),
      wrappedKeys: [[request.vin, request.grantId, request.epoch, request.category]],
    }),
    requestDeletion: ({ vin, deletionId }) => ({ deletions: [[vin, deletionId]], vehicles: [[vin]] }),
  },
  consentAnswers,
);

import { implement } from '../kit/implement';
import { evidenceApi } from './api';
import { anchorHandlers } from './handlers/anchor';
import { deviceHandlers } from './handlers/device';
import { tables } from './tables';

const ofDevice = ({ deviceId }: { readonly deviceId: string }) => ({ devices: [[deviceId]], heads: [[deviceId]] });

export const evidenceRoom = implement(
  evidenceApi,
  tables,
  { ...deviceHandlers, ...anchorHandlers },
  {
    register: ({ deviceId, vin }) => ({ devices: [[deviceId]], vehicles: [[vin]], births: [[vin]] }),
    rotateKey: (request) => ({ ...ofDevice(request), vehicles: [[request.vin]] }),
    retire: ({ deviceId }) => ({ devices: [[deviceId]] }),
    anchor: (request) => ({
      ...ofDevice(request),
      anchors: [[request.deviceId, request.evidenceId]],
      ...(request.incident && { births: [[request.vin]] }),
    }),
  },
);

import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { vin } from '../words/vin';
import { Anchor, Incident } from './records/anchor';
import { Device, DeviceKey } from './records/device';

const { deviceId, evidenceId, seq, root, count, schema, signs, tamper, unvouched } = Anchor.shape;

export const evidenceEvents = defineEvents({
  DeviceRegistered: Device.pick({ deviceId: true, vin: true, kind: true, by: true }),
  DeviceKeyRotated: z.strictObject({ deviceId, vin, fromSeq: seq, vouchedBy: DeviceKey.shape.vouchedBy }),
  DeviceRetired: z.strictObject({ deviceId, vin }),
  EvidenceAnchored: z.strictObject({ vin, deviceId, evidenceId, seq, root, count, schema, tamper }),
  TamperSuspected: z.strictObject({ vin, deviceId, evidenceId, seq, signs }),
  IncidentAnchored: z.strictObject({
    vin,
    deviceId,
    evidenceId,
    kind: Incident.shape.kind,
    at: Incident.shape.at,
    unvouched,
  }),
});

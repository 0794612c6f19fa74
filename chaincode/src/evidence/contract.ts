import { demand, kitErrors } from '../kit/errors';
import { implement } from '../kit/implement';
import type { Tx } from '../kit/tx';
import { births } from '../vehicle/birth';
import { type Vehicle, vehicles } from '../vehicle/records';
import { evidenceApi } from './api';
import { extend, newHead } from './chain';
import { evidenceErrors } from './errors';
import { evidenceEvents as events } from './events';
import { anchors, devices, heads } from './records';
import { type Act, anchor, register, retire, rotateKey } from './rules';

const tables = { devices, heads, anchors, vehicles, births };
const act = (tx: Tx): Act => ({ member: tx.caller.member, at: tx.now, txId: tx.id });
const ofDevice = ({ deviceId }: { readonly deviceId: string }) => ({ devices: [[deviceId]], heads: [[deviceId]] });

/** A manufacturer vouches for devices of what it built; a workshop for what it fits; an owner only for the own vehicle. */
function mustSpeakFor(tx: Tx, { manufacturer, owner }: Vehicle): void {
  if (tx.caller.role === 'owner') tx.mustBe('the holder of the title', owner ?? '-');
  const made = tx.caller.role !== 'manufacturer' || manufacturer === tx.caller.org;
  demand(made, kitErrors.NOT_YOURS, {
    who: tx.caller.member,
    as: 'the manufacturer of this vehicle',
    needed: manufacturer ?? 'its manufacturer',
  });
}

export const evidenceRoom = implement(
  evidenceApi,
  tables,
  {
    async register(tx, request) {
      const known = await tx.devices.known(request.deviceId);
      if (known) return known;
      mustSpeakFor(tx, await tx.vehicles.get(request.vin));
      const birth = await tx.births.find(request.vin);
      const device = register(request, birth?.vehicleKey, act(tx), tx.caller.role !== 'owner');
      await tx.devices.put(device);
      const { deviceId, vin, kind, by } = device;
      tx.tell(events.DeviceRegistered, { deviceId, vin, kind, by });
      return device;
    },
    async rotateKey(tx, request) {
      const { deviceId, vin, deviceKey } = request;
      const device = await tx.devices.get(deviceId);
      if (device.keys.at(-1)?.deviceKey === deviceKey) return device;
      demand(device.vin === vin, evidenceErrors.DEVICE_ELSEWHERE, { deviceId, vin, home: device.vin });
      mustSpeakFor(tx, await tx.vehicles.get(vin));
      const isMaker = tx.caller.role === 'manufacturer';
      const rotated = rotateKey(device, (await tx.heads.find(deviceId)) ?? newHead(deviceId), request, act(tx), isMaker);
      await tx.devices.put(rotated);
      const { fromSeq = 1, vouchedBy = 'registrant' } = rotated.keys.at(-1) ?? {};
      tx.tell(events.DeviceKeyRotated, { deviceId, vin, fromSeq, vouchedBy });
      return rotated;
    },
    async retire(tx, { deviceId }) {
      const device = await tx.devices.get(deviceId);
      mustSpeakFor(tx, await tx.vehicles.get(device.vin));
      if (tx.caller.role === 'workshop') tx.mustBe('who registered the device', device.by);
      const retired = retire(device, tx.now);
      await tx.devices.put(retired);
      tx.tell(events.DeviceRetired, { deviceId, vin: device.vin });
      return retired;
    },
    async anchor(tx, request) {
      const { deviceId, evidenceId, vin, seq, root, count, schema } = request;
      const known = await tx.anchors.known(deviceId, evidenceId);
      if (known) return known;
      const head = (await tx.heads.find(deviceId)) ?? newHead(deviceId);
      const anchored = anchor(await tx.devices.get(deviceId), head, request, act(tx));
      await tx.anchors.put(anchored);
      await tx.heads.put(extend(head, request, anchored.signs));
      const { tamper, signs, incident } = anchored;
      tx.tell(events.EvidenceAnchored, { vin, deviceId, evidenceId, seq, root, count, schema, tamper });
      if (tamper) tx.tell(events.TamperSuspected, { vin, deviceId, evidenceId, seq, signs });
      if (incident) tx.tell(events.IncidentAnchored, { vin, deviceId, evidenceId, kind: incident.kind, at: incident.at });
      return anchored;
    },
    read: (tx, { deviceId, evidenceId }) => tx.anchors.get(deviceId, evidenceId),
    readDevice: (tx, { deviceId }) => tx.devices.get(deviceId),
    async readChain(tx, { deviceId }) {
      await tx.devices.get(deviceId);
      return (await tx.heads.find(deviceId)) ?? newHead(deviceId);
    },
    listDevices: (tx, { vin, ...page }) => tx.devices.listBy('vin', [vin], page),
    listAnchors: (tx, { deviceId, ...page }) => tx.anchors.listBy('seq', [deviceId], page),
    listIncidents: (tx, { vin, ...page }) => tx.anchors.listBy('incident', [vin], page),
    listTampers: (tx, { vin, ...page }) => tx.anchors.listBy('tamper', [vin], page),
  },
  {
    register: ({ deviceId, vin }) => ({ devices: [[deviceId]], vehicles: [[vin]], births: [[vin]] }),
    rotateKey: (request) => ({ ...ofDevice(request), vehicles: [[request.vin]] }),
    retire: ({ deviceId }) => ({ devices: [[deviceId]] }),
    anchor: (request) => ({ ...ofDevice(request), anchors: [[request.deviceId, request.evidenceId]] }),
  },
);

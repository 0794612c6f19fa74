import { demand, kitErrors } from '../kit/errors';
import { implement } from '../kit/implement';
import type { Page } from '../kit/api';
import type { Listed } from '../kit/ledger/rows';
import type { Tx, TxOf } from '../kit/tx';
import { births } from '../vehicle/records/birth';
import { entrustments } from '../vehicle/records/entrustment';
import { isEntrusted } from '../vehicle/rules/entrustment';
import type { Vehicle } from '../vehicle/records/vehicle';
import { evidenceApi } from './api';
import { extend, newHead } from './rules/chain';
import { evidenceErrors } from './errors';
import { evidenceEvents as events } from './events';
import { around, onlookerOf } from './handlers/reader';
import { type Anchor, anchors, devices, heads } from './records/anchor';
import { anchorSeen, anchorsSeen, headSeen } from './records/view';
import { marked } from './rules/vouching';
import { type Act, anchor, register, retire, rotateKey } from './rules/device';

const tables = { devices, heads, anchors, births, entrustments, ...around };
const act = (tx: Tx): Act => ({ member: tx.caller.member, at: tx.now, txId: tx.id });
const ofDevice = ({ deviceId }: { readonly deviceId: string }) => ({ devices: [[deviceId]], heads: [[deviceId]] });

type Writing = TxOf<'submit', typeof tables>;
type Reading = TxOf<'evaluate', typeof tables>;

/** A manufacturer speaks for what it built; an owner only for the own vehicle. */
function mustSpeakFor(tx: Tx, { manufacturer, owner }: Vehicle): void {
  if (tx.caller.role === 'owner') tx.mustBe('the holder of the title', owner ?? '-');
  const made = tx.caller.role !== 'manufacturer' || manufacturer === tx.caller.org;
  demand(made, kitErrors.NOT_YOURS, {
    who: tx.caller.member,
    as: 'the manufacturer of this vehicle',
    needed: manufacturer ?? 'its manufacturer',
  });
}

/** Whether the caller has the vehicle in its hands by the word of its owner. */
const hasInHands = async (tx: Writing, vehicle: Vehicle): Promise<boolean> =>
  isEntrusted(await tx.entrustments.find(vehicle.vin, tx.caller.member), vehicle, tx.now);

/** As what the caller may register a device in the vehicle. */
async function mayRegister(tx: Writing, vehicle: Vehicle): Promise<'maker' | 'workshop' | 'owner'> {
  mustSpeakFor(tx, vehicle);
  const { role, member } = tx.caller;
  if (role !== 'workshop') return role === 'owner' ? 'owner' : 'maker';
  demand(await hasInHands(tx, vehicle), evidenceErrors.NOT_ENTRUSTED, { workshop: member, vin: vehicle.vin });
  return 'workshop';
}

/** Records of incidents: those for whose device birth certificate or maker vouches, or the others. */
async function incidentsOf(tx: Reading, vin: string, page: Page, unvouched: boolean): Promise<Listed<Anchor>> {
  const { items, ...more } = await tx.anchors.listBy('incident', [vin], page);
  const maker = (await tx.births.find(vin))?.manufacturer;
  const found = await tx.devices.findMany(items.map(({ deviceId }) => [deviceId]));
  const told = items.map((anchor, at) => marked(anchor, found[at], maker));
  return { items: told.filter((anchor) => (anchor.unvouched ?? false) === unvouched), ...more };
}

export const evidenceRoom = implement(
  evidenceApi,
  tables,
  {
    async register(tx, request) {
      const known = await tx.devices.known(request.deviceId);
      if (known) return known;
      const as = await mayRegister(tx, await tx.vehicles.get(request.vin));
      const birth = await tx.births.find(request.vin);
      const device = register(request, birth?.vehicleKey, act(tx), as);
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
      const vehicle = await tx.vehicles.get(vin);
      mustSpeakFor(tx, vehicle);
      const word = { isMaker: tx.caller.role === 'manufacturer', isEntrusted: await hasInHands(tx, vehicle) };
      const rotated = rotateKey(device, (await tx.heads.find(deviceId)) ?? newHead(deviceId), request, act(tx), word);
      await tx.devices.put(rotated);
      const { fromSeq = 1, vouchedBy = 'workshop' } = rotated.keys.at(-1) ?? {};
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
      const device = await tx.devices.get(deviceId);
      const maker = request.incident && (await tx.births.find(vin))?.manufacturer;
      const anchored = marked(anchor(device, head, request, act(tx)), device, maker);
      await tx.anchors.put(anchored);
      await tx.heads.put(extend(head, request, anchored.signs));
      const { tamper, signs, incident, unvouched } = anchored;
      tx.tell(events.EvidenceAnchored, { vin, deviceId, evidenceId, seq, root, count, schema, tamper });
      if (tamper) tx.tell(events.TamperSuspected, { vin, deviceId, evidenceId, seq, signs });
      if (incident) {
        const { kind, at } = incident;
        tx.tell(events.IncidentAnchored, { vin, deviceId, evidenceId, kind, at, ...(unvouched && { unvouched }) });
      }
      return anchored;
    },
    async read(tx, { deviceId, evidenceId }) {
      const found = await tx.anchors.get(deviceId, evidenceId);
      return anchorSeen(found, await onlookerOf(tx, found.vin));
    },
    readDevice: (tx, { deviceId }) => tx.devices.get(deviceId),
    async readChain(tx, { deviceId }) {
      const { vin } = await tx.devices.get(deviceId);
      return headSeen((await tx.heads.find(deviceId)) ?? newHead(deviceId), await onlookerOf(tx, vin));
    },
    listDevices: (tx, { vin, ...page }) => tx.devices.listBy('vin', [vin], page),
    async listAnchors(tx, { deviceId, ...page }) {
      const { vin } = await tx.devices.get(deviceId);
      return anchorsSeen(await tx.anchors.listBy('seq', [deviceId], page), await onlookerOf(tx, vin));
    },
    listIncidents: async (tx, { vin, ...page }) =>
      anchorsSeen(await incidentsOf(tx, vin, page, false), await onlookerOf(tx, vin)),
    listUnvouched: async (tx, { vin, ...page }) => anchorsSeen(await incidentsOf(tx, vin, page, true), await onlookerOf(tx, vin)),
    listTampers: async (tx, { vin, ...page }) =>
      anchorsSeen(await tx.anchors.listBy('tamper', [vin], page), await onlookerOf(tx, vin)),
  },
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

import type { Page } from '../../kit/api';
import type { Listed } from '../../kit/ledger/rows';
import { extend, newHead } from '../rules/chain';
import { evidenceEvents as events } from '../events';
import { readerOf } from './reader';
import { type Anchor } from '../records/anchor';
import { anchorSeen, anchorsSeen, headSeen } from '../rules/view';
import { withVouching } from '../rules/vouching';
import { anchorOf } from '../rules/anchor';
import type { ReadTx, HandlersOf } from '../tables';
import type { anchorOperations } from '../api/anchor';
import { act } from './device';

export const anchorHandlers: HandlersOf<typeof anchorOperations> = {
  async anchor(tx, request, { on: device, head: last, birth }) {
    const { deviceId, evidenceId, vin, seq, root, count, schema } = request;
    const head = last ?? newHead(deviceId);
    const anchored = withVouching(anchorOf(device, head, request, act(tx)), device, birth?.manufacturer);
    await tx.anchors.put(anchored);
    await tx.heads.put(extend(head, request, anchored.signs));
    const { tamper, signs, incident, unvouched } = anchored;
    tx.tell(events.EvidenceAnchored, { vin, deviceId, evidenceId, seq, root, count, schema, tamper });
    if (tamper) tx.tell(events.TamperSuspected, { vin, deviceId, evidenceId, seq, signs });
    if (incident) {
      const { kind, at } = incident;
      tx.tell(events.IncidentAnchored, {
        vin,
        deviceId,
        evidenceId,
        kind,
        at,
        ...(unvouched && { unvouched }),
      });
    }
    return anchored;
  },
  read: async (tx, _request, { on }) => anchorSeen(on, await readerOf(tx, on.vin)),
  readChain: async (tx, { deviceId }, { on, head = newHead(deviceId) }) =>
    headSeen(head, await readerOf(tx, on.vin)),
  listAnchors: async (tx, { deviceId, ...page }, { on }) =>
    anchorsSeen(await tx.anchors.listBy('seq', [deviceId], page), await readerOf(tx, on.vin)),
  listIncidents: async (tx, { vin, ...page }) =>
    anchorsSeen(await incidentsOf(tx, vin, page, false), await readerOf(tx, vin)),
  listUnvouched: async (tx, { vin, ...page }) =>
    anchorsSeen(await incidentsOf(tx, vin, page, true), await readerOf(tx, vin)),
  listTampers: async (tx, { vin, ...page }) =>
    anchorsSeen(await tx.anchors.listBy('tamper', [vin], page), await readerOf(tx, vin)),
};

/** Records of incidents: those for whose device birth certificate or maker vouches, or the others. */
async function incidentsOf(tx: ReadTx, vin: string, page: Page, unvouched: boolean): Promise<Listed<Anchor>> {
  const { items, ...more } = await tx.anchors.listBy('incident', [vin], page);
  const maker = (await tx.births.find(vin))?.manufacturer;
  const found = await tx.devices.findMany(items.map(({ deviceId }) => [deviceId]));
  const told = items.map((anchor, at) => withVouching(anchor, found[at], maker));
  return { items: told.filter((anchor) => (anchor.unvouched ?? false) === unvouched), ...more };
}

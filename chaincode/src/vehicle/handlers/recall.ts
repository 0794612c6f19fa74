import { vehicleEvents } from '../events';
import { readerOf } from './reader';
import { mustHaveCome } from '../rules/report/ahead';
import { mustBeVin } from '../rules/birth';
import { countRecalled, completeRecall, mustBeAnnouncer, reopenRecall } from '../rules/recall';
import { recallSeen } from '../rules/view';
import type { HandlersOf } from '../tables';
import type { recallOperations } from '../api/recall';

export const recallHandlers: HandlersOf<typeof recallOperations> = {
  async announceRecall(tx, request) {
    mustHaveCome(request.receivedOn, tx.now);
    const recall = { ...request, manufacturer: tx.caller.org };
    await tx.recalls.put(recall);
    const { campaign, manufacturer, parkIt, notification } = recall;
    tx.tell(vehicleEvents.RecallAnnounced, {
      campaign,
      manufacturer,
      parkIt,
      ...(notification && { notification }),
    });
    return recall;
  },
  async recallVehicle(tx, { vin, campaign }, { recall, vehicle }) {
    mustBeAnnouncer(recall, tx.caller.org);
    if (!vehicle) mustBeVin(vin);
    const recalled = { vin, campaign, openedAt: tx.now };
    await tx.recalledVehicles.put(recalled);
    tx.tell(vehicleEvents.VehicleRecalled, { vin, campaign });
    return recalled;
  },
  async completeRecall(tx, { vin, campaign, reference }, { on: open }) {
    const completed = completeRecall(open, { by: tx.caller.member, at: tx.now, reference });
    if (completed === open) return open;
    await tx.recalledVehicles.put(completed);
    tx.tell(vehicleEvents.RecallCompleted, { vin, campaign, by: tx.caller.member });
    return completed;
  },
  async reopenRecall(tx, { vin, campaign, reason }, { on, recall }) {
    mustBeAnnouncer(recall, tx.caller.org);
    const open = reopenRecall(on, { reason, at: tx.now });
    await tx.recalledVehicles.put(open);
    tx.tell(vehicleEvents.RecallReopened, { vin, campaign });
    return open;
  },
  readRecall: (_tx, _request, { on }) => on,
  async listRecalls(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.recalledVehicles.list(page, vin);
    return { items: items.map((one) => recallSeen(one, reader)), ...more };
  },
  listRecalled: (tx, { campaign, ...page }) => tx.recalledVehicles.listBy('campaign', [campaign], page),
  countRecalled: (tx, { campaign, after }) =>
    countRecalled((page) => tx.recalledVehicles.listBy('campaign', [campaign], page), after),
  listCampaigns: (tx, { notification, ...page }) => tx.recalls.listBy('notification', [notification], page),
};

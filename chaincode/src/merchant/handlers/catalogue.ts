import { serviceKey } from '../records/catalogue';
import { mustBeNext } from '../rules/catalogue';
import { mustServe } from './crew';
import { merchantEvents } from '../events';
import type { catalogueOperations } from '../api/catalogue';
import type { Part } from '../tables';

/** What a merchant sells. */
export const catalogueHandlers: Part<typeof catalogueOperations> = {
  async publishService(tx, wanted, { head: sold }) {
    const { merchant, serviceCode, version, price } = wanted;
    await mustServe(tx, merchant, 'manager');
    mustBeNext(wanted, sold?.version ?? 0);
    const service = { ...wanted, publishedAt: tx.now };
    await tx.services.put(service);
    await tx.heads.put({ merchant, serviceCode, version, withdrawn: false });
    tx.tell(merchantEvents.ServicePublished, { merchant, serviceCode, version, price });
    return service;
  },
  async withdrawService(tx, { merchant, serviceCode }, { head: sold }) {
    await mustServe(tx, merchant, 'manager');
    const head = { ...sold, withdrawn: true };
    await tx.heads.put(head);
    tx.tell(merchantEvents.ServiceWithdrawn, { merchant, serviceCode, version: head.version });
    return head;
  },
  async readService(tx, { merchant, serviceCode, version }) {
    const wanted = version ?? (await tx.heads.get(merchant, serviceCode)).version;
    return tx.services.get(...serviceKey(merchant, serviceCode, wanted));
  },
  listServices: (tx, { merchant, serviceCode, ...page }) =>
    tx.services.list(page, merchant, ...(serviceCode === undefined ? [] : [serviceCode])),
};

import type { modelOperations } from '../api/model';
import { orderEvents } from '../events';
import { mustBeModel } from '../rules/configuration';
import type { Carries } from '../tables';

/** What may be ordered. */
export const modelHandlers: Carries<typeof modelOperations> = {
  async offerModel(tx, offered) {
    const seller = tx.caller.staff ? tx.caller.org : tx.caller.member;
    const model = { ...offered, seller };
    mustBeModel(model);
    await tx.models.put(model);
    const { modelId, version } = model;
    tx.tell(orderEvents.ModelOffered, { seller, modelId, version });
    return model;
  },
  readModel: (_tx, _request, { on: model }) => model,
  listModels: (tx, { seller, ...page }) => tx.models.list(page, ...(seller === undefined ? [] : [seller])),
};

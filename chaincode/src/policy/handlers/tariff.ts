import { pageIn } from '../../kit/api';
import type { tariffOperations } from '../api/tariff';
import { policyEvents } from '../events';
import { publish } from '../rules/tariff';
import type { Carries } from '../tables';

/** Rules of price, published by version. */
export const tariffHandlers: Carries<typeof tariffOperations> = {
  async publishTariff(tx, stated, { before }) {
    const tariff = publish({ ...stated, insurer: tx.caller.org }, before);
    await tx.tariffs.put(tariff);
    const { insurer, tariffId, version, effectiveOn } = tariff;
    tx.tell(policyEvents.TariffPublished, { insurer, tariffId, version, effectiveOn });
    return tariff;
  },
  readTariff: (_tx, _request, { on }) => on,
  listTariffs: (tx, { insurer, ...asked }) => tx.tariffs.list(pageIn(asked), insurer),
};

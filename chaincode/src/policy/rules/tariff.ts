import { demand } from '../../kit/errors';
import { policyErrors } from '../errors';
import type { Tariff } from '../records/tariff';

/** A version of a tariff follows the one before, takes effect no earlier, and is never changed. */
export function publish(tariff: Tariff, before: Tariff | undefined): Tariff {
  const { tariffId, version, effectiveOn } = tariff;
  const follows =
    version === (before?.version ?? 0) + 1 && effectiveOn >= (before?.effectiveOn ?? effectiveOn);
  demand(follows, policyErrors.TARIFF_OUT_OF_ORDER, { tariffId, version });
  return tariff;
}

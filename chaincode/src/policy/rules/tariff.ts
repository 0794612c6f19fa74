import { demand, refuse } from '../../kit/errors';
import { policyErrors } from '../errors';
import { type Tariff, type Telematics, telematics } from '../records/tariff';

const DRIVEN = Object.keys(telematics.shape) as (keyof Telematics)[];

/** What a tariff publishes of prices by what was driven. Throws TARIFF_FIXED_ONLY if it has none. */
export function telematicsOf(tariff: Tariff): Telematics {
  const { tariffId, version } = tariff;
  return isMeasured(tariff) ? tariff : refuse(policyErrors.TARIFF_FIXED_ONLY, { tariffId, version });
}

/** Whether a tariff prices by what is driven. */
export const isMeasured = (tariff: Tariff): tariff is Tariff & Telematics =>
  DRIVEN.every((field) => tariff[field] !== undefined);

/** A version of a tariff follows the one before, takes effect no earlier, and is never changed. */
export function publish(tariff: Tariff, before: Tariff | undefined): Tariff {
  const { tariffId, version, effectiveOn } = tariff;
  const follows =
    version === (before?.version ?? 0) + 1 && effectiveOn >= (before?.effectiveOn ?? effectiveOn);
  demand(follows, policyErrors.TARIFF_OUT_OF_ORDER, { tariffId, version });
  const missing = DRIVEN.filter((field) => tariff[field] === undefined);
  const whole = missing.length === 0 || (missing.length === DRIVEN.length && !tariff.rolling);
  demand(whole, policyErrors.TARIFF_INCOMPLETE, { tariffId, version, missing: missing.join(', ') });
  return tariff;
}

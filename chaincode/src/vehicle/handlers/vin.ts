import type { HandlersOf } from '../tables';
import { examine, latestModelYear, type VinExamination } from '../rules/vin';
import { isWholeVin } from '../../words/vin';
import type { vinOperations } from '../api/vin';

/** The answer's lists are its own. */
const copied = (one: VinExamination) => ({
  ...one,
  modelYears: [...one.modelYears],
  findings: one.findings.map((finding) => ({ ...finding, positions: [...finding.positions] })),
  codes: [...one.codes],
  suggestions: [...one.suggestions],
});

export const vinHandlers: HandlersOf<typeof vinOperations> = {
  async examine(tx, { vin: text, modelYear, vehicleType }) {
    const latestYear = latestModelYear(tx.now);
    const { vin, kind, wmi, acceptable } = examine(text);
    const maker = wmi === '' ? undefined : await tx.wmis.find(wmi);
    const isKnowable = isWholeVin(vin) || (kind !== 'vin' && acceptable);
    const vehicle = isKnowable ? await tx.vehicles.find(vin) : undefined;
    const asked = {
      ...(isWholeVin(vin) && { manufacturerKnown: maker !== undefined }),
      ...(isKnowable && { vehicleKnown: vehicle !== undefined }),
      vehicleType: vehicleType ?? maker?.vehicleType,
    };
    return copied(examine(text, { modelYear, latestYear, ...asked }));
  },
};

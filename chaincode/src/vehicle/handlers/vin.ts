import type { HandlersOf } from '../tables';
import { examine, type VinExamination } from '../rules/vin';
import type { vinOperations } from '../api/vin';

/** The answer's lists are its own. */
const copied = (one: VinExamination) => ({
  ...one,
  modelYears: [...one.modelYears],
  findings: [...one.findings],
  codes: [...one.codes],
  suggestions: [...one.suggestions],
});

export const vinHandlers: HandlersOf<typeof vinOperations> = {
  async examine(tx, { vin: text, modelYear }) {
    const { vin, wmi, findings } = examine(text);
    const whole = vin.length === 17 && !findings.some(({ name }) => name === 'INVALID_CHARACTERS');
    const maker = whole ? await tx.wmis.find(wmi) : undefined;
    const vehicle = whole ? await tx.vehicles.find(vin) : undefined;
    const asked = {
      manufacturerKnown: maker !== undefined,
      vehicleKnown: vehicle !== undefined,
      vehicleType: maker?.vehicleType,
    };
    return copied(examine(text, { modelYear, ...(whole && asked) }));
  },
};

import { demand, kitErrors, refuse } from '../../kit/errors';
import type { Day, Instant } from '../../kit/value/time';
import { canonicalLink } from '../../part/door';
import type { Birth, BirthRequest, NamedThing, Wmi } from '../records/birth';
import { vehicleErrors } from '../errors';
import { vehicleLife } from '../life';
import type { Vehicle } from '../records/vehicle';
import { publicKeyOf } from '../../words/didkey';
import { kindOfVin } from '../../words/vin';
import { mustHaveCome } from './report/ahead';
import { examine, latestModelYear, type VinExamination, type VinFacts } from './vin';

/** Refuses a number that breaks the law of its region, or no number at all. */
export function mustBeVin(vin: string, facts: VinFacts = {}): VinExamination {
  const examined = examine(vin, facts);
  const why = examined.findings
    .filter(({ severity }) => severity === 'refusal')
    .map(({ name, positions }) => (positions.length > 0 ? `${name} at ${positions.join(' and ')}` : name));
  demand(examined.acceptable, vehicleErrors.VIN_REFUSED, {
    vin,
    why: why.join(', '),
    suggestions: examined.suggestions.slice(0, 5),
    codes: examined.codes,
  });
  return examined;
}

/** The record of a vehicle that the ledger meets for the first time. */
const fresh = (vin: string, at: Instant): Vehicle => ({
  vin,
  status: 'manufactured',
  recordedAt: at,
  owners: 0,
  liens: [],
  lienConsents: [],
  brands: [],
});

/**
 * Birth by the one organisation that holds the manufacturer code. A vehicle that was admitted before gets its
 * certificate later.
 */
export function certifyBirth(
  request: BirthRequest,
  maker: Wmi | undefined,
  known: Vehicle | undefined,
  by: { org: string; member: string; at: Instant },
): { birth: Birth; vehicle: Vehicle } {
  const facts = {
    vehicleType: request.type ?? maker?.vehicleType,
    modelYear: request.model.year,
    latestYear: latestModelYear(by.at),
  };
  demand(kindOfVin(request.vin) === 'vin', vehicleErrors.MAKER_UNNAMED, { vin: request.vin });
  const { findings, wmi } = mustBeVin(request.vin, facts);
  if (!maker) return refuse(vehicleErrors.WMI_UNKNOWN, { wmi });
  demand(maker.manufacturer === by.org, vehicleErrors.WMI_OF_ANOTHER, {
    wmi,
    manufacturer: maker.manufacturer,
    org: by.org,
  });
  const keyed = request.vehicleKey === undefined || publicKeyOf(request.vehicleKey) !== undefined;
  demand(keyed, vehicleErrors.VEHICLE_KEY_WRONG, { vin: request.vin });
  const warnings = findings.map(({ name }) => name);
  const birth = { ...request, manufacturer: by.org, warnings, certifiedBy: by.member, certifiedAt: by.at };
  return { birth, vehicle: { ...(known ?? fresh(request.vin, by.at)), manufacturer: by.org } };
}

/** What is known of the thing that a certificate names, with this certificate. */
export function naming({ vin, epc }: Birth, known: NamedThing | undefined): NamedThing | undefined {
  if (epc === undefined) return undefined;
  if (!known) return { epc: canonicalLink(epc), vin };
  return known.vin === vin || known.several ? known : { ...known, several: true };
}

/** Which of a maker's vehicles are meant; all conditions hold together. */
interface Built {
  readonly from?: Day | undefined;
  readonly until?: Day | undefined;
  readonly model?: string | undefined;
  readonly plant?: string | undefined;
  readonly numbers?: { readonly from: string; readonly until: string } | undefined;
}

/** Whether a vehicle is one of those that were built then, there and so. */
export function isMeant(
  { builtOn, model, plant, vin }: Birth,
  { from, until, numbers, ...of }: Built,
): boolean {
  const last = vin.slice(-6);
  const isIn = (from === undefined || builtOn >= from) && (until === undefined || builtOn <= until);
  const isOf = (of.model ?? model.id) === model.id && (of.plant ?? plant.id) === plant.id;
  return isIn && isOf && (numbers === undefined || (last >= numbers.from && last <= numbers.until));
}

/** A vehicle of a manufacturer outside the consortium comes in with the registrar's word alone. */
export function admit(vin: string, maker: Wmi | undefined, at: Instant): Vehicle {
  const { wmi } = mustBeVin(vin);
  if (maker)
    return refuse(vehicleErrors.MANUFACTURER_IS_MEMBER, { vin, wmi, manufacturer: maker.manufacturer });
  return fresh(vin, at);
}

/** The manufacturer names the first buyer. */
export function sell(vehicle: Vehicle, sale: NonNullable<Vehicle['sale']>, by: string, at: Instant): Vehicle {
  demand(vehicle.manufacturer === by, kitErrors.NOT_YOURS, {
    who: by,
    as: 'the manufacturer of this vehicle',
    needed: vehicle.manufacturer ?? 'nobody',
  });
  const { to, soldOn, country } = vehicle.sale ?? {};
  if (to === sale.to && soldOn === sale.soldOn && country === sale.country) return vehicle;
  vehicleLife.step('sell', vehicle.status);
  mustHaveCome(sale.soldOn, at);
  return { ...vehicle, sale };
}

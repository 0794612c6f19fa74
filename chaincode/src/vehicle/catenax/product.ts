import type { Birth, BirthRequest, Wmi } from '../records/birth';
import type { Vehicle } from '../records/vehicle';

/** Words of Catena-X `vehicle.product_description` 3.0.0 for ours. */
const DRIVES = {
  allWheel: 'All-Wheel Drive',
  frontWheel: 'Front-Wheel Drive',
  rearWheel: 'Rear-Wheel Drive',
} as const;
const HYBRIDS = {
  none: 'no hybrid',
  hybrid: 'hybrid electric vehicle',
  plugIn: 'plugin hybrid electric vehicle',
  rangeExtender: 'range extender',
  batteryElectric: 'battery electric vehicle',
} as const;

/**
 * A vehicle as `vehicle.product_description` 3.0.0 names it, with the VIN, model year and identity key that
 * this model leaves to others.
 */
export interface ProductDescription {
  readonly vin: string;
  readonly wmi: string;
  readonly modelIdentifier: string;
  readonly modelDescription: string;
  readonly vehicleSeries?: string | undefined;
  readonly modelYear?: number | undefined;
  readonly oem: {
    readonly cxBPN?: string | undefined;
    readonly wmiCode: string;
    readonly wmiDescription: string;
  };
  readonly production: {
    readonly productionDate: string;
    readonly plantIdentifier: string;
    readonly plantDescription?: string | undefined;
  };
  readonly body?: {
    readonly nhtsaBody?: string | undefined;
    readonly kbaBody?: string | undefined;
    readonly numberOfDoors?: number | undefined;
    readonly colorId?: string | undefined;
    readonly colorDescription?: string | undefined;
  };
  readonly driveType?: string | undefined;
  readonly fuel?: { readonly nhtsaFuelType: string };
  readonly hybridizationType?: string | undefined;
  readonly engines?: readonly {
    readonly engineId: string;
    readonly serialNumber: string;
    readonly power: number;
    readonly size?: number | undefined;
    readonly installDate?: string | undefined;
    readonly engineDescription?: string | undefined;
    readonly engineSeries?: string | undefined;
  }[];
  readonly equipments?: readonly {
    readonly equipmentIdentifier: string;
    readonly equipmentDescription?: string | undefined;
    readonly group: string;
  }[];
  readonly softwareVersion?: string | undefined;
  readonly sale?: { readonly soldDate: string; readonly countryCode: string };
  readonly did?: string | undefined;
  readonly hardwareRootKey?: string | undefined;
}

const startOfDay = (on: string): string => `${on}T00:00:00`;
const dayOf = (timestamp: string): string => timestamp.slice(0, 10);

/** Ours in the words of Catena-X. */
export function toProductDescription(birth: Birth, maker: Wmi, vehicle?: Vehicle): ProductDescription {
  const { model, plant, body, engines, equipment } = birth;
  return {
    vin: birth.vin,
    wmi: maker.wmi,
    modelIdentifier: model.id,
    modelDescription: model.name,
    vehicleSeries: model.series,
    modelYear: model.year,
    oem: { cxBPN: maker.bpn, wmiCode: maker.wmi.slice(0, 3), wmiDescription: maker.name },
    production: {
      productionDate: startOfDay(birth.builtOn),
      plantIdentifier: plant.id,
      plantDescription: plant.name,
    },
    ...(body && {
      body: {
        nhtsaBody: body.nhtsa,
        kbaBody: body.kba,
        numberOfDoors: body.doors,
        colorId: body.colourId,
        colorDescription: body.colour,
      },
    }),
    driveType: birth.drive && DRIVES[birth.drive],
    ...(birth.fuel && { fuel: { nhtsaFuelType: birth.fuel } }),
    hybridizationType: birth.hybrid && HYBRIDS[birth.hybrid],
    ...(engines && {
      engines: engines.map(({ installedOn, name, series, ...engine }) => ({
        ...engine,
        installDate: installedOn && startOfDay(installedOn),
        engineDescription: name,
        engineSeries: series,
      })),
    }),
    ...(equipment && {
      equipments: equipment.map(({ id, name, group }) => ({
        equipmentIdentifier: id,
        equipmentDescription: name,
        group,
      })),
    }),
    softwareVersion: birth.softwareVersion,
    ...(vehicle?.sale && {
      sale: { soldDate: startOfDay(vehicle.sale.soldOn), countryCode: vehicle.sale.country },
    }),
    did: birth.vehicleKey,
    hardwareRootKey: birth.vehicleKey,
  };
}

/**
 * The words of Catena-X in ours: what a manufacturer sends to `vehicle.certifyBirth`. The schema of the
 * request judges the result.
 */
export function fromProductDescription(
  description: ProductDescription,
): Record<Exclude<keyof BirthRequest, 'epc' | 'type'>, unknown> {
  const { body, production, engines, equipments } = description;
  return {
    vin: description.vin,
    model: {
      id: description.modelIdentifier,
      name: description.modelDescription,
      series: description.vehicleSeries,
      year: description.modelYear,
    },
    builtOn: dayOf(production.productionDate),
    plant: { id: production.plantIdentifier, name: production.plantDescription },
    body: body && {
      nhtsa: body.nhtsaBody,
      kba: body.kbaBody,
      doors: body.numberOfDoors,
      colourId: body.colorId?.trim(),
      colour: body.colorDescription,
    },
    drive: wordFor(DRIVES, description.driveType),
    fuel: description.fuel?.nhtsaFuelType,
    hybrid: wordFor(HYBRIDS, description.hybridizationType),
    engines: engines?.map(({ installDate, engineDescription, engineSeries, ...engine }) => ({
      ...engine,
      installedOn: installDate && dayOf(installDate),
      name: engineDescription,
      series: engineSeries,
    })),
    equipment: equipments?.map((one) => ({
      id: one.equipmentIdentifier,
      name: one.equipmentDescription,
      group: one.group,
    })),
    softwareVersion: description.softwareVersion,
    vehicleKey: description.hardwareRootKey ?? description.did,
  };
}

const wordFor = (words: Readonly<Record<string, string>>, theirs: string | undefined): string | undefined =>
  theirs === undefined ? undefined : (Object.keys(words).find((word) => words[word] === theirs) ?? theirs);

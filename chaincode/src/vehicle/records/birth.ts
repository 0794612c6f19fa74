import { z } from 'zod';
import { maybe } from '../../kit/ref';
import { table } from '../../kit/table';
import { count, line, member, org } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { keyOfThing } from '../../part/records/part';
import { uri } from '../../words/uri';
import { vin } from '../../words/vin';

/**
 * What kind of vehicle a manufacturer code is for; glider and off-road vehicles are told by vPIC's codes 9
 * and 10.
 */
export const vehicleType = z.enum([
  'passenger',
  'truck',
  /** Of 4,536 kg (10,000 lb) or less, where 49 CFR 565.15(d) tells trucks apart. */
  'lightTruck',
  'multipurpose',
  'bus',
  'motorcycle',
  'trailer',
  'incomplete',
  'lowSpeed',
  'offRoad',
  'glider',
]);

/**
 * World manufacturer identifier (ISO 3780): 3 characters, 6 for a maker of fewer than 1,000 (500 in the EU)
 * vehicles a year.
 */
export const wmi = z
  .string()
  .regex(
    /^[A-HJ-NPR-Z0-9]{2}([A-HJ-NPR-Z0-8]|9[A-HJ-NPR-Z0-9]{3})$/,
    'must be 3 characters, or 6 with a third of 9',
  )
  .meta({ examples: ['1M8'] });

/** A manufacturer code and the one organisation that may build under it. */
export const Wmi = z.strictObject({
  wmi,
  manufacturer: org,
  /** The manufacturer's registered name. */
  name: line(100),
  /** Catena-X business partner number. */
  bpn: z
    .string()
    .regex(/^BPNL[a-zA-Z0-9]{12}$/)
    .optional(),
  vehicleType: vehicleType.optional(),
});
export type Wmi = z.infer<typeof Wmi>;

// biome-ignore format: a table
export const NHTSA_BODIES = [
  'Cargo Van', 'Convertible', 'Cabriolet', 'Coupe', 'Crossover Utility Vehicle(CUV)', 'Hatchback', 'Liftback', 'Notchback', 'Limousine', 'Low Speed Vehicle(LSV)',
  'Neighborhood Electric Vehicle(NEV)', 'Minivan', 'Pickup', 'Roadster', 'Sedan', 'Saloon', 'Sport Utility Truck(SUT)', 'Sport Utility Vehicle(SUV)',
  'Multi-Purpose Vehicle(MPV)', 'Van', 'Wagon',
] as const;
// biome-ignore format: a table
export const KBA_BODIES = [
  'Limousine', 'Kombilimousine', 'Kabrio-Limousine', 'Cabrio-Limousine', 'Mehrzweckfahrzeug', 'Pkw-Pick-up', 'Van', 'Pick-up', 'Coupe', 'Schraeghecklimousine',
] as const;

export const Engine = z.strictObject({
  engineId: line(64),
  serialNumber: line(64),
  /** Kilowatt. */
  power: count(5000, 1),
  /** Cubic centimetres; an electric motor has none. */
  size: count(100_000, 1).optional(),
  installedOn: day.optional(),
  name: line(100).optional(),
  series: line(64).optional(),
});

/** What the manufacturer says of a vehicle when it is built; written once and never changed. */
export const Birth = z.strictObject({
  vin,
  manufacturer: org,
  /** Where the manufacturer code is for several kinds of vehicles. */
  type: vehicleType.optional(),
  model: z.strictObject({
    id: line(64),
    name: line(100),
    series: line(64).optional(),
    year: count(2039, 1980).optional(),
  }),
  builtOn: day,
  plant: z.strictObject({ id: line(64), name: line(100).optional() }),
  body: z
    .strictObject({
      nhtsa: z.enum(NHTSA_BODIES).optional(),
      kba: z.enum(KBA_BODIES).optional(),
      doors: count(9, 1).optional(),
      colourId: line(32).optional(),
      colour: line(64).optional(),
    })
    .optional(),
  drive: z.enum(['allWheel', 'frontWheel', 'rearWheel']).optional(),
  /** A fuel type of NHTSA's list, `Gasoline`, `Electric`, … */
  fuel: line(64).optional(),
  hybrid: z.enum(['none', 'hybrid', 'plugIn', 'rangeExtender', 'batteryElectric']).optional(),
  engines: z.array(Engine).max(8).optional(),
  equipment: z
    .array(z.strictObject({ id: line(32), name: line(100).optional(), group: line(64) }))
    .max(200)
    .optional(),
  softwareVersion: line(64).optional(),
  /** The identity under which the part room knows the vehicle; the trust chain lists what is fitted in it. */
  epc: uri.optional(),
  /** `did:key` of the P-256 key in the vehicle's hardware; its readings can be checked with it. */
  vehicleKey: z
    .string()
    .regex(/^did:key:zDn[1-9A-HJ-NP-Za-km-z]{45,46}$/, 'must be a did:key of a P-256 key')
    .optional(),
  /** What is unusual about the number and still lawful, `NON_STANDARD_CHECK_DIGIT` above all. */
  warnings: z.array(z.string().max(40)).max(8),
  certifiedBy: member,
  certifiedAt: instant,
});
export type Birth = z.infer<typeof Birth>;

export const birthRequest = Birth.omit({
  manufacturer: true,
  warnings: true,
  certifiedBy: true,
  certifiedAt: true,
});
export type BirthRequest = z.infer<typeof birthRequest>;

export const wmis = table({ kind: 'wmi', v: 1, schema: Wmi, id: (record) => [record.wmi] });
export const births = table({
  kind: 'birth',
  v: 2,
  schema: Birth,
  id: (record) => [record.vin],
  indexes: {
    epc: ({ epc }: Birth) => (epc === undefined ? undefined : [keyOfThing(epc)]),
    built: ({ manufacturer, builtOn }: Birth) => [manufacturer, builtOn],
  },
});

/** That a birth certificate names a thing: one read, made with many others, tells which vehicle it is. */
export const NamedThing = z.strictObject({
  epc: uri,
  /** The first whose certificate named it. */
  vin,
  /** Certificates of several vehicles name it. */
  several: z.literal(true).optional(),
});
export type NamedThing = z.infer<typeof NamedThing>;

export const namedThings = table({
  kind: 'named-thing',
  v: 1,
  schema: NamedThing,
  id: (record) => [record.epc],
});

/** What is known of the thing that a certificate names, if it names one. */
export const onNamed = ({ epc }: { readonly epc?: string | undefined }) =>
  epc === undefined ? undefined : maybe(namedThings.at(keyOfThing(epc)));

import { isCustom, toUtc } from '@roadbook/chaincode/api';
import { type Facet, termValue, uriValue } from './facets';
import type { Recorded } from './recorded';

/** A number by which an event can be found, in the unit in which it was written; a bare number has none. */
export type Measure = readonly [name: string, unit: string, value: number];

type Plain = Readonly<Record<string, unknown>>;
const recordsIn = (held: unknown): readonly Plain[] => (Array.isArray(held) ? (held as Plain[]) : []);

/** Fields of a sensor element and of its reports that hold addresses. */
export const SENSOR_URIS = [
  'deviceID',
  'dataProcessingMethod',
  'bizRules',
  'microorganism',
  'chemicalSubstance',
  'uriValue',
] as const;
export const SENSOR_TIMES = ['startTime', 'endTime'] as const;
/** Numbers of a report that have its unit, and the one that has none. */
export const SENSOR_VALUES = ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percValue'] as const;
const QUANTITIES = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'];

/** What sensors said, as far as it is compared as text. */
export function sensorFacetsOf({ event, namespaces }: Recorded): Facet[] {
  const elements = isCustom(event) ? [] : recordsIn((event as Plain)['sensorElementList']);
  const found = elements.flatMap((element): Facet[] => {
    const metadata = (element['sensorMetadata'] ?? {}) as Plain;
    const reports = recordsIn(element['sensorReport']);
    const texts = (name: string) =>
      [metadata, ...reports].flatMap((one) => (name in one ? [String(one[name])] : []));
    return [
      ['sensorElementList', ''],
      ...reports.map(({ type }): Facet => ['type', termValue('measurement', String(type), namespaces)]),
      ...SENSOR_URIS.flatMap((name) => texts(name).map((text): Facet => [name, uriValue(text, namespaces)])),
      ...SENSOR_TIMES.flatMap((name) => texts(name).map((text): Facet => [name, toUtc(text)])),
      ...['stringValue', 'booleanValue'].flatMap((name) => texts(name).map((text): Facet => [name, text])),
      ...texts('hexBinaryValue').map((text): Facet => ['hexBinaryValue', text.toUpperCase()]),
    ];
  });
  return distinct(found);
}

/** Every quantity and every number that a sensor reported, each once. */
export function measuresOf({ event }: Recorded): Measure[] {
  const held: Plain = isCustom(event) ? {} : event;
  const amounts = QUANTITIES.flatMap((field) => recordsIn(held[field])).flatMap(({ quantity }): Measure[] =>
    typeof quantity === 'number' ? [['quantity', '', quantity]] : [],
  );
  const reports = recordsIn(held['sensorElementList']).flatMap(({ sensorReport }) => recordsIn(sensorReport));
  const reported = reports.flatMap((report): Measure[] => {
    const unit = typeof report['uom'] === 'string' ? report['uom'] : '';
    const number = (name: string, of: string): Measure[] => {
      const value = report[name];
      return typeof value === 'number' ? [[name, of, value]] : [];
    };
    return [...SENSOR_VALUES.flatMap((name) => number(name, unit)), ...number('percRank', '')];
  });
  return distinct([...amounts, ...reported]);
}

/** Each once. */
export const distinct = <T extends readonly unknown[]>(all: readonly T[]): T[] => [
  ...new Map(all.map((one) => [one.join('\n'), one])).values(),
];

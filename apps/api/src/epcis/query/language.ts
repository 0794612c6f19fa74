import type { Namespaces } from '@roadbook/chaincode/api';
import { type Condition, facetTime, SENSOR_URIS, SENSOR_VALUES, termValue } from '@roadbook/copy';
import { fieldFamilies, fieldParameter } from './fields';
import {
  lists,
  measureOf,
  type Parameter,
  parameters,
  textsOf,
  timeOf,
  truthOf,
  typedParameters,
  uri,
} from './parameters';

const facet = (name: string, values: readonly string[]): Condition => ({
  by: 'facet',
  names: [name],
  values,
  below: [],
});
const texts = (says: string, name: string, as = (text: string) => text): Parameter => ({
  says,
  schema: lists({ type: 'string' }),
  make: (parameter, given) => facet(name, textsOf(parameter, given).map(as)),
});
const time = (says: string, name: string, from: boolean): Parameter => ({
  says,
  schema: { type: 'string', format: 'date-time' },
  make: (parameter, given) => facetTime(name, from ? '>=' : '<', timeOf(parameter, given)),
});

const COMPARISONS: Readonly<Record<string, readonly [sign: '=' | '>' | '>=' | '<' | '<=', says: string]>> = {
  EQ: ['=', 'of this number'],
  GT: ['>', 'above this number'],
  GE: ['>=', 'of this number or more'],
  LT: ['<', 'below this number'],
  LE: ['<=', 'of this number or less'],
};
const compared = (what: string, name: string, unit = ''): readonly (readonly [string, Parameter])[] =>
  Object.entries(COMPARISONS).map(([start, [sign, says]]) => [
    `${start}_${name}`,
    {
      says: `with ${what} ${says}`,
      schema: sign === '=' ? lists({ type: 'number' }) : { type: 'number' },
      make: (parameter, given) => ({
        by: 'measure',
        name,
        unit,
        sign,
        values: measureOf(parameter, given, sign === '='),
      }),
    },
  ]);

/** The parameters of sensors and quantities with a fixed name. */
const sensorParameters: Readonly<Record<string, Parameter>> = {
  ...Object.fromEntries(compared('a quantity, whatever its unit,', 'quantity')),
  EXISTS_sensorElementList: {
    says: 'that sensors report in',
    schema: { type: 'boolean' },
    make: (name, given) => (truthOf(name, given) ? facet('sensorElementList', ['']) : undefined),
  },
  EQ_type: texts('with a report of one of these types of measurement', 'type', (text) =>
    termValue('measurement', text),
  ),
  ...Object.fromEntries(
    SENSOR_URIS.map((name) => [`EQ_${name}`, uri(`whose sensors name one of these as ${name}`, name)]),
  ),
  EQ_stringValue: texts('with a report of one of these texts', 'stringValue'),
  EQ_hexBinaryValue: texts('with a report of one of these hexadecimal values', 'hexBinaryValue', (text) =>
    text.toUpperCase(),
  ),
  EQ_booleanValue: {
    says: 'with a report of this truth value',
    schema: { type: 'boolean' },
    make: (name, given) => facet('booleanValue', [String(truthOf(name, given))]),
  },
  GE_startTime: time('whose sensors began at this time or later', 'startTime', true),
  LT_startTime: time('whose sensors began before this time', 'startTime', false),
  GE_endTime: time('whose sensors ended at this time or later', 'endTime', true),
  LT_endTime: time('whose sensors ended before this time', 'endTime', false),
  ...Object.fromEntries(compared('a report whose percRank is', 'percRank')),
};

/** Every parameter with a fixed name. */
export const fixedParameters: Readonly<Record<string, Parameter>> = { ...parameters, ...sensorParameters };

/**
 * Families whose name ends with a type or a unit, as they are described: `EQ_bizTransaction_{type}`,
 * `GE_value_{uom}`.
 */
export const families: readonly (readonly [name: string, says: string, schema: Parameter['schema']])[] = [
  ...fieldFamilies,
  ...typedParameters.map(([start, , , says]) => [`${start}{type}`, says, lists({ type: 'string' })] as const),
  ...SENSOR_VALUES.flatMap((value) =>
    compared(`a report in this unit whose ${value} is`, value).map(
      ([name, { says, schema }]) => [`${name}_{uom}`, says, schema] as const,
    ),
  ),
];

const MEASURED = new RegExp(
  `^((?:${Object.keys(COMPARISONS).join('|')})_(${SENSOR_VALUES.join('|')}))_([!-~]{1,20})$`,
);

/** The parameter of a name. */
export function parameterOf(name: string, namespaces: Namespaces = {}): Parameter | undefined {
  if (Object.hasOwn(fixedParameters, name)) return fixedParameters[name];
  const [, start, value, unit] = MEASURED.exec(name) ?? [];
  if (value !== undefined) return compared('a report', value, unit).find(([one]) => one === start)?.[1];
  const typed = typedParameters.find(([one]) => name.startsWith(one) && name.length > one.length);
  if (!typed) return fieldParameter(name, namespaces);
  return uri(typed[3], `${typed[1]}_${termValue(typed[2], name.slice(typed[0].length))}`);
}

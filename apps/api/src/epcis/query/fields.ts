import { fieldName, type Namespaces } from '@roadbook/chaincode/api';
import { type Condition, facetTime, isExtension, nameOfField, timeIn } from '@roadbook/copy';
import { lists, measureOf, type Parameter, textsOf, truthOf, wrong } from './parameters';

const SIGNS = { GT: '>', GE: '>=', LT: '<', LE: '<=' } as const;
const NAMED = /^(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?(?:(ILMD|ERROR_DECLARATION)_)?(.+)$/;

/** What the families of fields are called where they are described. */
export const fieldFamilies: readonly (readonly [name: string, says: string, schema: Parameter['schema']])[] =
  [
    ['', 'a field that is not the standard’s'],
    ['ILMD_', 'a field of the master data of the instance or lot'],
    ['ERROR_DECLARATION_', 'a field of an error declaration'],
  ].flatMap(([where = '', what = '']) =>
    ['', 'INNER_'].flatMap((inner) => {
      const field = `${inner}${where}{field}`;
      const held = inner === '' ? what : `a field at any depth within ${what}`;
      return [
        [`EQ_${field}`, `with one of these texts or numbers in ${held}`, lists({ type: 'string' })] as const,
        ...Object.entries(SIGNS).map(
          ([start, sign]) =>
            [
              `${start}_${field}`,
              `with a number, a day or a time ${sign} this one in ${held}`,
              { type: 'string' },
            ] as const,
        ),
        [`EXISTS_${field}`, `with ${held}`, { type: 'boolean' }] as const,
      ];
    }),
  );

/**
 * The parameter of a field: named with a prefix that the query declares or the standard has, or by its whole
 * address.
 */
export function fieldParameter(parameter: string, namespaces: Namespaces): Parameter | undefined {
  const [, start = '', inner, where = 'EVENT', field = ''] = NAMED.exec(parameter) ?? [];
  if (!isExtension(field)) return undefined;
  const name = nameOfField(where, inner !== undefined, fieldName(field, namespaces));
  return { says: '', schema: {}, make: (told, given) => conditionOf(start, name, told, given) };
}

function conditionOf(start: string, name: string, told: string, given: unknown): Condition | undefined {
  const facet = (of: string, values: readonly string[]): Condition => ({
    ...{ by: 'facet', names: [of], values, below: [] },
  });
  if (start === 'EXISTS') return truthOf(told, given) ? facet(`EXISTS ${name}`, ['']) : undefined;
  if (start === 'EQ')
    return facet(name, textsOf(told, typeof given === 'number' ? String(given) : asTexts(given)));
  const sign = SIGNS[start as keyof typeof SIGNS];
  const time = typeof given === 'string' ? timeIn(given) : undefined;
  if (time !== undefined) return facetTime(`TIME ${name}`, sign, time);
  if (typeof given === 'string' && !/^-?\d/.test(given))
    throw wrong(told, 'it must be a number, a day or a time');
  return { by: 'measure', name, unit: '', sign, values: measureOf(told, given, false) };
}

const asTexts = (given: unknown): unknown => (Array.isArray(given) ? given.map(String) : given);

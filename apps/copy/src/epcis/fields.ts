import { fieldName, isCustom, isTimestamp, type Namespaces, time, toUtc } from '@roadbook/chaincode/api';
import type { Facet } from './facets';
import type { Recorded } from './recorded';
import type { Measure } from './sensors';

// Fields that are not of the standard, in an event, its master data or its declarations: found by where they
// stand, whether inside of others, and their name with its namespace.

type Plain = Readonly<Record<string, unknown>>;
interface Held {
  readonly name: string;
  readonly value: unknown;
}

/** Longer texts are not asked for; that the field is there, is. */
const MOST_CHARACTERS = 1_000;

/** Where a field stands: `ILMD`, `ERROR_DECLARATION`, or in the event itself. */
export const nameOf = (where: string, inner: boolean, field: string): string =>
  `${inner ? 'INNER ' : ''}${where} ${field}`;

/** Whether a name is of a field that is not the standard's: with a prefix or an address. */
export const isExtension = (name: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:./.test(name);

function heldIn({ event, namespaces, declarations }: Recorded): Held[] {
  if (isCustom(event)) return [];
  const { ilmd, '@context': _context, ...own } = event as Plain;
  return [
    ...fieldsIn('ILMD', (ilmd ?? {}) as Plain, namespaces),
    ...fieldsIn('EVENT', own, namespaces),
    ...declarations.flatMap(({ declaration, namespaces: spaces }) =>
      fieldsIn('ERROR_DECLARATION', declaration as Plain, spaces),
    ),
  ];
}

/** The extension fields of a record, and every field at any depth within them. */
function fieldsIn(where: string, record: Plain, namespaces: Namespaces): Held[] {
  return Object.entries(record).flatMap(([name, value]) =>
    isExtension(name)
      ? [
          { name: nameOf(where, false, fieldName(name, namespaces)), value },
          ...within(where, value, namespaces),
        ]
      : [],
  );
}

function within(where: string, value: unknown, namespaces: Namespaces): Held[] {
  if (Array.isArray(value)) return value.flatMap((one) => within(where, one, namespaces));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name.startsWith('@')
      ? []
      : [
          { name: nameOf(where, true, fieldName(name, namespaces)), value: inner },
          ...within(where, inner, namespaces),
        ],
  );
}

const plainIn = (value: unknown): (string | number | boolean)[] => {
  if (Array.isArray(value)) return value.flatMap(plainIn);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [value];
  return typeof value === 'object' && value !== null && '@value' in value ? plainIn(value['@value']) : [];
};

/** Fields by their presence, their texts and their times. */
export const fieldFacetsOf = (recorded: Recorded): Facet[] =>
  heldIn(recorded).flatMap(({ name, value }): Facet[] => {
    const texts = plainIn(value)
      .map(String)
      .filter((text) => text.length <= MOST_CHARACTERS);
    const times = texts.flatMap((text) => timeIn(text) ?? []);
    return [
      [`EXISTS ${name}`, ''],
      ...texts.map((text): Facet => [name, text]),
      ...times.map((text): Facet => [`TIME ${name}`, text]),
    ];
  });

/** Fields by their numbers. */
export const fieldMeasuresOf = (recorded: Recorded): Measure[] =>
  heldIn(recorded).flatMap(({ name, value }) =>
    plainIn(value).flatMap((one): Measure[] => {
      const number = typeof one === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(one) ? Number(one) : one;
      return typeof number === 'number' ? [[name, '', number]] : [];
    }),
  );

/** A time in UTC, or a day; `undefined` of any other text. Text order is time order. */
export const timeIn = (text: string): string | undefined =>
  isTimestamp(text) ? toUtc(text) : time.isDay(text) ? text : undefined;

import fc from 'fast-check';
import { type EpcisEvent, epcisEvent } from '../../../chaincode/src/part/epcis/event';
import {
  bizSteps,
  bizTransactionTypes,
  dispositions,
  measurementTypes,
  partyTypes,
} from '../../../chaincode/src/part/epcis/vocabulary';

const two = (value: number): string => String(value).padStart(2, '0');
const serial = fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/);
const instance = serial.map((text) => `urn:epc:id:sgtin:4012345.011111.${text}`);
const lot = serial.map((text) => `urn:epc:class:lgtin:4012345.012345.${text}`);
const location = fc.stringMatching(/^\d{5}$/).map((text) => `urn:epc:id:sgln:4012345.${text}.0`);
const uri = fc.oneof(
  location,
  instance,
  fc.webUrl({ validSchemes: ['https'] }).filter((text) => /^[\w:/.-]+$/.test(text)),
);
const time = fc
  .record({
    day: fc.integer({ min: 1, max: 28 }),
    hour: fc.nat(23),
    minute: fc.nat(59),
    fraction: fc.stringMatching(/^\d{0,6}$/),
    zone: fc.integer({ min: 0, max: 13 }),
  })
  .map(
    ({ day, hour, minute, fraction, zone }) =>
      `2025-0${1 + (day % 9)}-${two(day)}T${two(hour)}:${two(minute)}:09${fraction && `.${fraction}`}+${two(zone)}:00`,
  );
const number = fc.oneof(fc.nat(10_000), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
const name = fc.stringMatching(/^(?:example|other):[a-z]{1,6}$/);
const leaf = fc.oneof(fc.string({ maxLength: 12 }), number, fc.boolean());
const inner = fc.dictionary(name, fc.oneof(leaf, fc.array(leaf, { maxLength: 3 })), { maxKeys: 3 });
const extensions = fc.dictionary(name, fc.oneof(leaf, inner, fc.array(leaf, { maxLength: 3 })), {
  maxKeys: 3,
});
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const distinct = <T>(value: fc.Arbitrary<T>, minLength = 0) =>
  fc.uniqueArray(value, { minLength, maxLength: 4 });

const why = {
  bizStep: maybe(fc.constantFrom(...bizSteps)),
  disposition: maybe(fc.constantFrom(...dispositions)),
  readPoint: maybe(fc.tuple(location, extensions).map(([id, more]) => ({ id, ...more }))),
  bizLocation: maybe(location.map((id) => ({ id }))),
  sourceList: maybe(
    fc.array(fc.record({ type: fc.constantFrom(...partyTypes), source: uri }), { maxLength: 3 }),
  ),
  destinationList: maybe(
    fc.array(fc.record({ type: fc.constantFrom(...partyTypes), destination: uri }), { maxLength: 3 }),
  ),
  sensorElementList: maybe(
    fc.array(
      fc.record({
        sensorReport: fc.array(
          fc.record({ type: fc.constantFrom(...measurementTypes), value: number, time }),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
      }),
      { maxLength: 2 },
    ),
  ),
};
const transactions = fc.array(
  fc.record({ type: fc.constantFrom(...bizTransactionTypes), bizTransaction: uri }),
  {
    minLength: 1,
    maxLength: 3,
  },
);
const quantities = fc.array(
  fc.record({ epcClass: lot, quantity: fc.nat(1000), uom: fc.constantFrom('KGM', 'H87') }),
  {
    minLength: 1,
    maxLength: 3,
  },
);
const action = fc.constantFrom('ADD', 'OBSERVE', 'DELETE');

const shapes = fc.oneof(
  fc.record({
    type: fc.constant('ObjectEvent'),
    action: fc.constant('ADD'),
    epcList: distinct(instance),
    quantityList: maybe(quantities),
    ilmd: maybe(extensions),
    bizTransactionList: maybe(transactions),
    ...why,
  }),
  fc.record({
    type: fc.constant('AggregationEvent'),
    action,
    parentID: uri,
    childEPCs: distinct(instance, 1),
    childQuantityList: maybe(quantities),
    ...why,
  }),
  fc.record({
    type: fc.constant('AssociationEvent'),
    action,
    parentID: uri,
    childEPCs: distinct(instance, 1),
    ...why,
  }),
  fc.record({
    type: fc.constant('TransactionEvent'),
    action,
    epcList: distinct(instance),
    bizTransactionList: transactions,
    ...why,
  }),
  fc.record({
    type: fc.constant('TransformationEvent'),
    inputEPCList: distinct(instance, 1),
    outputQuantityList: quantities,
    ilmd: maybe(extensions),
    ...why,
  }),
);

/** Any event of the five types, with its own prefixes. */
export const someEvent: fc.Arbitrary<EpcisEvent> = fc
  .tuple(shapes, time, extensions)
  .map(([shape, eventTime, more]) =>
    epcisEvent.parse(
      JSON.parse(
        JSON.stringify({
          '@context': [{ example: 'https://ns.example.com/epcis/' }, { other: 'urn:other:' }],
          eventTime,
          eventTimeZoneOffset: '+01:00',
          ...shape,
          ...more,
        }),
      ),
    ),
  );

/** The same event with its members and lists in another order. */
export function shuffled<T>(value: T, seed: number): T {
  if (Array.isArray(value))
    return turned(
      value.map((item) => shuffled(item, seed)),
      seed,
    ) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    turned(Object.entries(value), seed).map(([key, inner]) => [key, shuffled(inner, seed + 1)]),
  ) as T;
}

function turned<T>(items: readonly T[], seed: number): T[] {
  const at = items.length === 0 ? 0 : seed % items.length;
  const moved = [...items.slice(at), ...items.slice(0, at)];
  return seed % 2 === 0 ? moved : moved.reverse();
}

import { type Api, apis, entriesOf } from '@roadbook/chaincode/api';
import fc from 'fast-check';
import { z } from 'zod';
import { decoded, encoded } from '../../chaincode/src/kit/transaction/fit';

/** A schema of short words that counts how often it is asked. */
function counting() {
  const asked = { times: 0 };
  const word = z.string().refine((text) => {
    asked.times++;
    return text.length < 5;
  }, 'must be short');
  return { asked, word };
}
const wrongIn = (fit: ReturnType<typeof decoded>) =>
  fit.success ? [] : fit.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

test.each([
  ['a list', (list: z.ZodType) => list, (list: unknown) => list, ''],
  [
    'a list in an object',
    (list: z.ZodType) => z.strictObject({ a: z.object({ list }) }),
    (list: unknown) => ({ a: { list } }),
    'a.list',
  ],
  [
    'a list that may be missing',
    (list: z.ZodType) => z.object({ list: list.optional().nullable() }),
    (list: unknown) => ({ list }),
    'list',
  ],
  [
    'a list or one',
    (list: z.ZodType) => z.object({ list: z.union([z.string(), list]) }),
    (list: unknown) => ({ list }),
    'list',
  ],
  ['a list by name', (list: z.ZodType) => z.record(z.string(), list), (list: unknown) => ({ list }), 'list'],
  ['a list in a list', (list: z.ZodType) => z.array(list).max(3), (list: unknown) => [list], '0'],
  [
    'a list in one of several forms',
    (list: z.ZodType) =>
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('a'), list }),
        z.object({ kind: z.literal('b') }),
      ]),
    (list: unknown) => ({ kind: 'a', list }),
    'list',
  ],
])('%s that is too long is refused before an item of it is looked at', (_, schemaOf, valueOf, where) => {
  const { asked, word } = counting();
  const fit = decoded(
    schemaOf(z.array(word).min(1).max(100)),
    valueOf(Array.from({ length: 101 }, () => 'x')),
  );
  expect(wrongIn(fit)).toEqual([`${where}: Too big: expected array to have <=100 items`]);
  expect(asked.times).toBe(0);
});

test('a long list is refused at its first wrong item, in both directions', () => {
  const { asked, word } = counting();
  const schema = z.strictObject({ words: z.array(z.object({ word })).max(100_000) });
  const value = { words: Array.from({ length: 90_000 }, () => ({ word: 'much too long' })) };
  expect(wrongIn(decoded(schema, value))).toEqual(['words.0.word: must be short']);
  expect(wrongIn(encoded(schema, value))).toEqual(['words.0.word: must be short']);
  expect(asked.times).toBe(2);
});

test('of a short list everything wrong is told', () => {
  const { word } = counting();
  expect(wrongIn(decoded(z.array(word).max(100), ['much too long', 'x', 'also too long']))).toHaveLength(2);
});

test('what is decoded is what the schema library decodes', () => {
  const amount = z.codec(z.string().regex(/^\d{1,5}$/), z.bigint(), { decode: BigInt, encode: String });
  const schema = z.strictObject({ amounts: z.array(z.strictObject({ amount })).max(100) });
  const wire = { amounts: Array.from({ length: 50 }, (_, at) => ({ amount: String(at) })) };
  const fit = decoded(schema, wire);
  expect(fit).toEqual({
    success: true,
    data: { amounts: Array.from({ length: 50 }, (_, at) => ({ amount: BigInt(at) })) },
  });
  expect(fit.success && encoded(schema, fit.data)).toEqual({ success: true, data: wire });
});

const entries = (Object.values(apis) as unknown as readonly Api[]).flatMap(entriesOf);

test('whatever is sent to whatever operation, it is taken or refused as by the schema library', () => {
  const list = fc.array(fc.oneof(fc.constant({}), fc.integer(), fc.string({ maxLength: 3 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...entries),
      fc.infiniteStream(fc.oneof(list, fc.jsonValue({ maxDepth: 2 }))),
      ({ request }, values) => {
        const names = Object.keys((request as z.ZodObject).shape ?? {});
        const wire = Object.fromEntries(names.map((name) => [name, values.next().value]));
        expect(decoded(request, wire).success).toBe(z.safeDecode(request, wire as never).success);
      },
    ),
    { numRuns: 1_000 },
  );
});

/** Where lists without a bound stand in a schema. */
function boundless(schema: z.core.$ZodType, at: string): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'array': {
      const bounded = def.checks?.some(({ _zod }) => 'maximum' in _zod.def || 'length' in _zod.def);
      return [...(bounded ? [] : [at]), ...boundless(def.element, `${at}[]`)];
    }
    case 'object':
      return Object.entries(def.shape).flatMap(([name, inner]) => boundless(inner, `${at}.${name}`));
    case 'record':
      return boundless(def.valueType as z.core.$ZodType, `${at}{}`);
    case 'union':
      return def.options.flatMap((option) => boundless(option, at));
    case 'pipe':
      return [...boundless(def.in, at), ...boundless(def.out, at)];
    default:
      return 'innerType' in def ? boundless(def.innerType as z.core.$ZodType, at) : [];
  }
}

test('every list of every request, private fact and answer has a bound', () => {
  const found = entries.flatMap(({ room, name, request, response, operation: { secret } }) => [
    ...boundless(request, `${room}.${name}`),
    ...boundless(response, `${room}.${name}→`),
    ...(secret ? boundless(secret, `${room}.${name}!`) : []),
  ]);
  expect(found).toEqual([]);
  expect(entries.length).toBeGreaterThan(250);
});

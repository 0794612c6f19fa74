import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { canonical, MAX_DEPTH, MAX_REQUEST, readBytes, readObject } from '../../chaincode/src/kit/value/json';

const vectors = join(__dirname, '../../../shared/vectors/jcs');
const pairs = existsSync(vectors) ? readdirSync(vectors).filter((name) => name.endsWith('.input.json')) : [];

(pairs.length ? describe : describe.skip)(
  'RFC 8785 pairs (skipped where the published vectors are absent)',
  () => {
    test.each(pairs)('%s', (name) => {
      const read = (file: string) => readFileSync(join(vectors, file), 'utf8');
      expect(canonical(JSON.parse(read(name)))).toBe(read(name.replace('.input.', '.output.')).trim());
    });
  },
);

test('the canonical form does not depend on the order of members', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (record) => {
      const turned = Object.fromEntries(Object.entries(record).reverse());
      expect(canonical(turned)).toBe(canonical(record));
    }),
  );
});

test('what was written canonically is read back the same', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue({ maxDepth: 4 })), (record) => {
      expect(canonical(readObject(canonical(record)))).toBe(canonical(record));
    }),
  );
});

test.each([
  ['', 'not JSON'],
  ['null', 'not an object'],
  ['[]', 'not an object'],
  ['"x"', 'not an object'],
  ['{"a":1}x', 'not JSON'],
  ['{"a":1,"a":2}', 'given twice'],
  ['{"a":1,"\\u0061":2}', 'given twice'],
  ['{"x":{"b":[{"c":1,"c":1}]}}', 'given twice'],
  ['{"__proto__":{}}', '__proto__'],
  ['{"\\u005f_proto__":{}}', '__proto__'],
  [`{"a":${'['.repeat(MAX_DEPTH + 1)}${']'.repeat(MAX_DEPTH + 1)}}`, 'nested deeper'],
  [`{${Array.from({ length: 10_001 }, (_, at) => `"a${at}":0`).join()}}`, 'more than 10000 members'],
  ['[', 'not JSON'],
  ['{"a":"\ud800"}', 'lone surrogate'],
  [`{"a":"${'x'.repeat(MAX_REQUEST)}"}`, 'longer than'],
])('refuses %.40j: %s', (text, why) => {
  expect(() => readObject(text)).toThrow(why);
  expect(() => readObject(text)).toThrow('UNREADABLE_REQUEST');
});

test('the same member name in two objects is no repetition', () => {
  expect(readObject('{"a":{"b":1},"c":{"b":2},"d":["b","b"]}')).toEqual({
    a: { b: 1 },
    c: { b: 2 },
    d: ['b', 'b'],
  });
});

test('a text of more than a million values is refused, however long it may be', () => {
  expect(() => readObject(`{"a":[${'0,'.repeat(1_000_000)}0]}`, 3 * MAX_REQUEST)).toThrow(
    'more than 1000000 values',
  );
});

test('bytes are read as their text, and more of them than any text has are refused', () => {
  expect(readBytes(Buffer.from('{"a":"é"}'))).toEqual({ a: 'é' });
  expect(() => readBytes(new Uint8Array(3 * MAX_REQUEST + 1))).toThrow('longer than');
});

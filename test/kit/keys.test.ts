import fc from 'fast-check';
import { keyOf, partsOfKey } from '../../chaincode/src/kit/ledger/keys';

const part = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .filter((text) => text.isWellFormed() && !/[\u0000\u{10ffff}]/u.test(text));
const parts = fc.array(part, { maxLength: 4 });

test('different parts make different keys, and a key tells its parts', () => {
  fc.assert(
    fc.property(part, parts, part, parts, (kind, ids, otherKind, otherIds) => {
      const same = JSON.stringify([kind, ids]) === JSON.stringify([otherKind, otherIds]);
      expect(keyOf(kind, ids) === keyOf(otherKind, otherIds)).toBe(same);
      expect(partsOfKey(keyOf(kind, ids))).toEqual({ kind, parts: ids });
    }),
  );
});

test.each([
  ['an empty part', ''],
  ['a NUL, with which A\\0B would equal A, B', 'A\u0000B'],
  ['U+10FFFF, which ends ranges', 'x\u{10ffff}'],
  ['a lone surrogate, which becomes U+FFFD', '\ud800'],
  ['a part that is too long', 'x'.repeat(513)],
])('refuses %s', (_, bad) => {
  expect(() => keyOf('part', [bad])).toThrow('KEY_UNUSABLE');
});

test('normalises nothing: composed and decomposed letters are two keys', () => {
  expect(keyOf('x', ['é'])).not.toBe(keyOf('x', ['e\u0301']));
});

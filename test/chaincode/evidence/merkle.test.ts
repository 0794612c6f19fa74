import fc from 'fast-check';
import {
  consistencyPath,
  EMPTY_ROOT,
  inclusionPath,
  isConsistent,
  leafHash,
  openingPath,
  rootFromInclusion,
  rootFromOpening,
  rootOf,
} from '../../../chaincode/src/evidence/rules/merkle';

const DATA = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const leaves = DATA.map((hex) => leafHash(Buffer.from(hex, 'hex')));

test.each([
  [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
])('the tree of %i leaves has its published root', (size, root) => {
  expect(rootOf(leaves.slice(0, size))).toBe(root);
});

const tree = fc
  .array(fc.uint8Array({ maxLength: 6 }), { minLength: 1, maxLength: 70 })
  .map((data) => data.map((one) => leafHash(one)));
const within = tree.chain((all) => fc.tuple(fc.constant(all), fc.nat({ max: all.length - 1 })));
const some = tree.chain((all) => fc.tuple(fc.constant(all), fc.subarray(all.map((_, place) => place))));
const opened = (all: readonly string[], places: readonly number[]) =>
  places.map((index) => ({ index, leaf: all[index] ?? '' }));

test('every leaf is proved by its path, at its place alone', () => {
  fc.assert(
    fc.property(within, ([all, index]) => {
      const path = inclusionPath(all, index);
      const other = leafHash(Buffer.from('never in the tree'));
      const { [index]: leaf = '' } = all;
      expect(rootFromInclusion(leaf, index, all.length, path)).toBe(rootOf(all));
      expect(rootFromInclusion(other, index, all.length, path)).not.toBe(rootOf(all));
      expect(rootFromInclusion(leaf, all.length, all.length, path)).toBeUndefined();
      expect(rootFromInclusion(leaf, index, all.length, [...path, other])).toBeUndefined();
    }),
  );
});

test('any leaves may be opened and the others stay closed', () => {
  fc.assert(
    fc.property(some, ([all, places]) => {
      const path = openingPath(all, places);
      expect(rootFromOpening(all.length, opened(all, places), path)).toBe(rootOf(all));
      expect(path.length).toBeLessThanOrEqual(all.length - places.length);
    }),
  );
});

test('an opening with a changed leaf, place, size or path leads elsewhere', () => {
  fc.assert(
    fc.property(some, fc.nat(), ([all, places], pick) => {
      fc.pre(places.length > 0);
      const root = rootOf(all);
      const path = openingPath(all, places);
      const shown = opened(all, places);
      const at = pick % shown.length;
      const forged = shown.map((one, index) =>
        index === at ? { ...one, leaf: leafHash(Buffer.from('forged data')) } : one,
      );
      expect(rootFromOpening(all.length, forged, path)).not.toBe(root);
      expect(rootFromOpening(all.length, shown, [...path, EMPTY_ROOT])).toBeUndefined();
      expect(rootFromOpening(all.length, [...shown].reverse(), path)).toBe(
        shown.length > 1 ? undefined : root,
      );
      if (path.length > 0) expect(rootFromOpening(all.length, shown, path.slice(1))).toBeUndefined();
    }),
  );
});

test('seconds 100 to 160 of ten minutes are handed over with a short path', () => {
  const seconds = Array.from({ length: 600 }, (_, second) => leafHash(Buffer.from(`second ${second}`)));
  const range = Array.from({ length: 60 }, (_, at) => 100 + at);
  const path = openingPath(seconds, range);
  expect(path.length).toBeLessThanOrEqual(12);
  expect(rootFromOpening(600, opened(seconds, range), path)).toBe(rootOf(seconds));
});

test('a tree that only grew is consistent with what it was, and no other tree is', () => {
  fc.assert(
    fc.property(within, ([all, size]) => {
      const before = { size, root: rootOf(all.slice(0, size)) };
      const after = { size: all.length, root: rootOf(all) };
      const path = consistencyPath(all, size);
      expect(isConsistent(before, after, path)).toBe(true);
      expect(isConsistent({ ...before, root: leafHash(Buffer.from('another')) }, after, path)).toBe(false);
      expect(isConsistent(after, before, path)).toBe(size === all.length);
    }),
  );
});

test('the published consistency proofs come out', () => {
  const after = { size: 8, root: rootOf(leaves) };
  expect(consistencyPath(leaves, 6)).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
  expect(isConsistent({ size: 6, root: rootOf(leaves.slice(0, 6)) }, after, consistencyPath(leaves, 6))).toBe(
    true,
  );
});

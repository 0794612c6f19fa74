import { createHash } from 'node:crypto';

/** A SHA-256 in lower-case hexadecimal. */
export type Hash = string;

const hashOf = (...parts: readonly Uint8Array[]): Hash => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const bytes = (hash: Hash): Uint8Array => Buffer.from(hash, 'hex');

/** Root of the tree without leaves (RFC 6962 §2.1): SHA-256 of nothing. */
export const EMPTY_ROOT: Hash = hashOf();

/** Leaf and node hashes begin with different bytes, so that no node passes for a leaf (RFC 6962 §2.1). */
export const leafHash = (data: Uint8Array): Hash => hashOf(LEAF, data);
/** The hash of an inner node (RFC 6962): SHA-256 of 01, the left and the right one. */
export const nodeHash = (left: Hash, right: Hash): Hash => hashOf(NODE, bytes(left), bytes(right));

/** How many leaves go to the left: the largest power of two below the size. */
function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** Root over leaf hashes from one place (inclusive) until another. */
export function rootOf(leaves: readonly Hash[], from = 0, until = leaves.length): Hash {
  if (until <= from) return EMPTY_ROOT;
  if (until - from === 1) return leaves[from] ?? EMPTY_ROOT;
  const middle = from + split(until - from);
  return nodeHash(rootOf(leaves, from, middle), rootOf(leaves, middle, until));
}

/** Audit path of one leaf, from the leaf up (RFC 6962 §2.1.1). */
export function inclusionPath(
  leaves: readonly Hash[],
  index: number,
  from = 0,
  until = leaves.length,
): Hash[] {
  if (until - from <= 1) return [];
  const middle = from + split(until - from);
  return index < middle
    ? [...inclusionPath(leaves, index, from, middle), rootOf(leaves, middle, until)]
    : [...inclusionPath(leaves, index, middle, until), rootOf(leaves, from, middle)];
}

/**
 * The root that a leaf and its path lead to; `undefined` when the path does not fit the size (RFC 9162
 * §2.1.3.2).
 */
export function rootFromInclusion(
  leaf: Hash,
  index: number,
  size: number,
  path: readonly Hash[],
): Hash | undefined {
  if (index < 0 || index >= size) return undefined;
  let [place, last, root] = [index, size - 1, leaf];
  for (const other of path) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      root = nodeHash(other, root);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else root = nodeHash(root, other);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : undefined;
}

/**
 * What somebody needs beside the open leaves: the roots of the largest subtrees without an open leaf, from
 * left to right. A range is proved by opening it; a leaf is redacted by leaving it closed. `open` holds
 * places in ascending order.
 */
export function openingPath(
  leaves: readonly Hash[],
  open: readonly number[],
  from = 0,
  until = leaves.length,
): Hash[] {
  if (until <= from) return [];
  if (open.length === 0) return [rootOf(leaves, from, until)];
  if (until - from === 1) return [];
  const middle = from + split(until - from);
  const [left, right] = [open.filter((place) => place < middle), open.filter((place) => place >= middle)];
  return [...openingPath(leaves, left, from, middle), ...openingPath(leaves, right, middle, until)];
}

/** A leaf that is shown: its place and its hash. */
export interface Open {
  readonly index: number;
  readonly leaf: Hash;
}

/**
 * The root that open leaves and a path lead to; `undefined` when the places are not ascending within the size
 * or the path does not fit.
 */
export function rootFromOpening(
  size: number,
  open: readonly Open[],
  path: readonly Hash[],
): Hash | undefined {
  const ordered = open.every(
    ({ index }, at) => Number.isSafeInteger(index) && index < size && index > (open[at - 1]?.index ?? -1),
  );
  if (!ordered || !Number.isSafeInteger(size) || size < 0) return undefined;
  let taken = 0;
  const rootWithin = (shown: readonly Open[], from: number, until: number): Hash | undefined => {
    if (shown.length === 0) return path[taken++];
    if (until - from === 1) return shown[0]?.leaf;
    const middle = from + split(until - from);
    const left = rootWithin(
      shown.filter(({ index }) => index < middle),
      from,
      middle,
    );
    const right = rootWithin(
      shown.filter(({ index }) => index >= middle),
      middle,
      until,
    );
    return left !== undefined && right !== undefined ? nodeHash(left, right) : undefined;
  };
  const root = size === 0 ? EMPTY_ROOT : rootWithin(open, 0, size);
  return taken === path.length ? root : undefined;
}

/** Proof that the tree over the first `size` leaves is the beginning of the whole one (RFC 6962 §2.1.2). */
export function consistencyPath(leaves: readonly Hash[], size: number): Hash[] {
  const proof = (first: number, from: number, until: number, whole: boolean): Hash[] => {
    if (first === until - from) return whole ? [] : [rootOf(leaves, from, until)];
    const half = split(until - from);
    return first <= half
      ? [...proof(first, from, from + half, whole), rootOf(leaves, from + half, until)]
      : [...proof(first - half, from + half, until, false), rootOf(leaves, from, from + half)];
  };
  return size <= 0 || size >= leaves.length ? [] : proof(size, 0, leaves.length, true);
}

/** Whether one root is that of the beginning of the other tree (RFC 9162 §2.1.4.2). */
export function isConsistent(
  before: { readonly size: number; readonly root: Hash },
  after: { readonly size: number; readonly root: Hash },
  path: readonly Hash[],
): boolean {
  if (before.size === after.size) return before.root === after.root && path.length === 0;
  if (before.size === 0) return before.root === EMPTY_ROOT && path.length === 0;
  if (before.size > after.size) return false;
  const nodes = Number.isInteger(Math.log2(before.size)) ? [before.root, ...path] : [...path];
  let [place, last] = [before.size - 1, after.size - 1];
  while (place % 2 === 1) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  const [first, ...rest] = nodes;
  if (first === undefined) return false;
  let [old, whole] = [first, first];
  for (const node of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      [old, whole] = [nodeHash(node, old), nodeHash(node, whole)];
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else whole = nodeHash(whole, node);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && old === before.root && whole === after.root;
}

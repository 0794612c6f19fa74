import type { z } from 'zod';
import { without } from '../../kit/view';
import { Anchor, Head } from './anchor';

/**
 * When somebody drove, for how long, which readings and which trip: for who held the title at that time, whom the present owner granted anything
 * of the vehicle, its maker, who anchored it, registrar and auditor. Everybody sees that the chain is whole, and what was noticed.
 */
const DRIVE = {
  evidenceId: true,
  prevRoot: true,
  root: true,
  count: true,
  t0: true,
  t1: true,
  categories: true,
  trip: true,
  cellSeal: true,
  incident: true,
  contentHash: true,
  signature: true,
  by: true,
  anchoredAt: true,
  txId: true,
} as const;
export const SeenAnchor = Anchor.partial(DRIVE);
type SeenAnchor = z.infer<typeof SeenAnchor>;
const LAST = { t1: true, root: true, readings: true, anchors: true } as const;
export const SeenHead = Head.partial(LAST);
/** How the caller sees what devices of a vehicle recorded. */
export interface Onlooker {
  /** Of any time. */
  readonly all: boolean;
  /** Whether the title is the caller's now. */
  readonly holds: boolean;
  /** Whether it was the caller's in that time. */
  held(from: string, until: string): boolean;
  is(party: string): boolean;
}

export function anchorSeen(anchor: Anchor, by: Onlooker): SeenAnchor {
  const madeUp = anchor.unvouched === true && by.holds;
  const own = by.all || by.is(anchor.by) || by.held(anchor.t0, anchor.t1) || madeUp;
  return own ? anchor : without(anchor, DRIVE);
}

export const anchorsSeen = ({ items, ...more }: { readonly items: readonly Anchor[]; next?: string }, by: Onlooker) => ({
  items: items.map((one) => anchorSeen(one, by)),
  ...more,
});

/** Whoever holds the title now may know where the chain ends. */
const sees = (by: Onlooker): boolean => by.all || by.holds;
export const headSeen = (head: Head, by: Onlooker): z.infer<typeof SeenHead> => (sees(by) ? head : without(head, LAST));

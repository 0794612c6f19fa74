import type { z } from 'zod';
import { without } from '../../kit/view';
import type { Anchor, Head } from '../records/anchor';
import { type SeenAnchor, type SeenHead, DRIVE, LAST } from '../records/view';

/** How the caller sees what devices of a vehicle recorded. */
export interface AnchorReader {
  /** Of any time. */
  readonly all: boolean;
  /** Whether the title is the caller's now. */
  readonly holds: boolean;
  /** Whether it was the caller's in that time. */
  held(from: string, until: string): boolean;
  is(party: string): boolean;
}

/** An anchor as a reader sees it; who holds the title sees whole what a device makes up about the car. */
export function anchorSeen(anchor: Anchor, by: AnchorReader): SeenAnchor {
  const madeUp = anchor.unvouched === true && by.holds;
  const own = by.all || by.is(anchor.by) || by.held(anchor.t0, anchor.t1) || madeUp;
  return own ? anchor : without(anchor, DRIVE);
}

/** The same of a page. */
export const anchorsSeen = (
  { items, ...more }: { readonly items: readonly Anchor[]; next?: string },
  by: AnchorReader,
) => ({
  items: items.map((one) => anchorSeen(one, by)),
  ...more,
});

/** Whoever holds the title now may know where the chain ends. */
const sees = (by: AnchorReader): boolean => by.all || by.holds;
/** The end of a chain as a reader sees it. */
export const headSeen = (head: Head, by: AnchorReader): z.infer<typeof SeenHead> =>
  sees(by) ? head : without(head, LAST);

import type { z } from 'zod';
import { Anchor, Head } from './anchor';

/**
 * When somebody drove, for how long, which readings and which trip: for who held the title at that time, whom
 * the present owner granted anything of the vehicle, its maker, who anchored it, registrar and auditor.
 * Everybody sees that the chain is whole, and what was noticed.
 */
export const DRIVE = {
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
export type SeenAnchor = z.infer<typeof SeenAnchor>;
export const LAST = { t1: true, root: true, readings: true, anchors: true } as const;
export const SeenHead = Head.partial(LAST);

import type { Emptying, Part } from '../../records/part';
import type { EventRecord } from '../../records/event';
import type { LotInside, LotUse } from '../../records/lot';

/** A page of what was found, and where the next begins. */
export interface Found<R> {
  readonly items: readonly R[];
  readonly next?: string;
}

/** What a trace reads, page by page. */
export interface Reader {
  parts(epcs: readonly string[]): Promise<readonly (Part | undefined)[]>;
  event(hash: string): Promise<EventRecord | undefined>;
  emptying(epc: string, generation: number): Promise<Emptying | undefined>;
  /** Transformations with an input, an output, or what several are one by. */
  events(by: 'input' | 'output' | 'transformation', id: string, after?: string): Promise<Found<EventRecord>>;
  /** Parts that say to be in a thing since one of its generations. */
  inside(parent: string, generation: number, after?: string): Promise<Found<Part>>;
  /** Lots in a thing since one of its generations. */
  lotsInside(parent: string, generation: number, after?: string): Promise<Found<LotInside>>;
  /** What a lot was put into. */
  lotParents(lot: string, after?: string): Promise<Found<LotInside>>;
  /** What older ledgers know of a lot. */
  lotUses(lot: string, after?: string): Promise<Found<LotUse>>;
}

/** How one thing led to another: it went into it by transformation, or it sits in it. */
export interface Link {
  readonly id: string;
  readonly depth: number;
  readonly how: 'transformed' | 'contained';
  readonly of: string;
  readonly event: string;
  /** Others claim the same thing too, and nobody settled it. */
  readonly claimed?: true;
}

export type Step = Pick<Link, 'id' | 'how' | 'event' | 'claimed'>;

/** All pages after one another. */
export async function* pagesOf<R>(
  list: (after?: string) => Promise<Found<R>>,
  from?: string,
): AsyncGenerator<Page<R>> {
  for (let after = from; ; ) {
    const { items, next } = await list(after);
    yield { items, at: after };
    if (next === undefined) return;
    after = next;
  }
}
export interface Page<R> {
  readonly items: readonly R[];
  /** Where it begins. */
  readonly at: string | undefined;
}

/** Pages of steps from one source, each with where it begins. */
export type Source = (
  after?: string,
) => AsyncGenerator<{ readonly steps: readonly Step[]; readonly at?: string }>;

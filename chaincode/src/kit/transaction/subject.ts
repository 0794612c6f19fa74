import type { Asking, Operation } from '../operation';
import { keyOf } from '../ledger/keys';
import type { AnyPlaced, AnyRef } from '../ref';

/**
 * The records that a call is about, as keys of the ledger: the one whose life it is, and the one that it
 * makes. None where that follows only from what stands on the ledger.
 */
export function subjectsOf({ needs }: Operation, request: unknown, asking: Asking): string[] {
  const { on, creates } = needs ?? {};
  const made =
    creates && creates.length < 3 ? creates(request as never, asking, undefined as never) : undefined;
  const about = [on?.(request as never, asking), made && placeOf(made)];
  return about.flatMap((ref) => (ref ? [keyOf(ref.table.kind, ref.id)] : []));
}

const placeOf = (made: AnyRef | AnyPlaced): AnyRef => ('first' in made ? made.first : made);

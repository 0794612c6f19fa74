import type { Asking, Operation } from '../operation';
import { keyOf } from '../ledger/keys';
import type { AnyPlaced, AnyRef } from '../ref';

/**
 * What a call is about, so that calls about the same keep their order: the record whose life it is and the one
 * that it makes, as keys of the ledger; else what the operation says; else the first text of the request, which
 * mostly is the id of something.
 */
export function subjectsOf(operation: Operation, request: object, asking: Asking): readonly string[] {
  const { on, creates } = operation.needs ?? {};
  const made =
    creates && creates.length < 3 ? creates(request as never, asking, undefined as never) : undefined;
  const records = [on?.(request as never, asking), made && placeOf(made)];
  const keys = records.flatMap((ref) => (ref ? [keyOf(ref.table.kind, ref.id)] : []));
  if (keys.length > 0) return keys;
  if (operation.about) return operation.about(request as never);
  return Object.values(request)
    .filter((value) => typeof value === 'string')
    .slice(0, 1);
}

const placeOf = (made: AnyRef | AnyPlaced): AnyRef => ('first' in made ? made.first : made);

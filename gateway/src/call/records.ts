import { type Asking, subjectsOf, type WireCall } from '@roadbook/chaincode/api';
import { apiOf } from '../rooms/apis';

/**
 * The records that a call is about, as keys of the ledger, so that calls on one record keep their order. None
 * when the request does not say.
 */
export function recordsOf({ room, name, request }: WireCall, asking: Asking): readonly string[] {
  const operation = apiOf(room)?.operations[name];
  if (!operation?.needs?.on && !operation?.needs?.creates) return [];
  try {
    return subjectsOf(operation, JSON.parse(request), asking);
  } catch {
    return [];
  }
}

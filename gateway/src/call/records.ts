import { type Asking, subjectsOf, type WireCall } from '@roadbook/chaincode/api';
import { operationOf } from '../rooms/apis';

/** What a call is about, so that calls about the same keep their order. None when the request does not say. */
export function recordsOf({ room, name, request }: WireCall, asking: Asking): readonly string[] {
  const operation = operationOf(room, name);
  try {
    return operation ? subjectsOf(operation, JSON.parse(request) as object, asking) : [];
  } catch {
    return [];
  }
}

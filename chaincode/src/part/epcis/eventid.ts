import type { EpcisEvent } from './event';
import { digestsOf } from './hash';
import type { Namespaces } from './namespace';

const HASH_ID = /^ni:\/\/\/sha-256;([0-9a-f]{64})\?ver=CBV2\.0$/i;

/**
 * Whether an event goes under the hash id of another content (CBV 2.0 §8.9). It is kept as it is and not
 * found by that id. A hash of another kind or version says nothing that could be compared.
 */
export function claimsAnother(event: EpcisEvent, namespaces: Namespaces): boolean {
  const claimed = HASH_ID.exec(event.eventID ?? '')?.[1]?.toLowerCase();
  if (claimed === undefined) return false;
  const { hash, former } = digestsOf(event, namespaces);
  return claimed !== hash && claimed !== former;
}

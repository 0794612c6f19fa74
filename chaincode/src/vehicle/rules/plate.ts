import { createHmac } from 'node:crypto';

/**
 * The tag of a plate: HMAC-SHA-256 under a key that only the registrar holds. A plate leads to a person and
 * there are few plates, so neither the plate nor a plain hash of it may stand on the ledger; the same plate
 * still gives the same tag, and so cannot be on two vehicles.
 */
export function plateTag(key: Uint8Array, jurisdiction: string, plate: string): string {
  const bare = plate.toUpperCase().replace(/[\s\-.·]/g, '');
  return createHmac('sha256', key).update(`${jurisdiction}|${bare}`).digest('hex');
}

import type { Anchor } from '../records/anchor';
import type { Device, DeviceKey } from '../records/device';

/**
 * The maker's word is in the birth certificate, or in a key that it registered itself; a key hands it on by
 * signing the next one in.
 */
function isKeyVouched(keys: readonly DeviceKey[], at: number, maker: string | undefined): boolean {
  const key = keys[at];
  if (!key) return false;
  if (key.vouchedBy === 'previousKey') return isKeyVouched(keys, at - 1, maker);
  // Of records of before it is known whose member registered the key, no more.
  const byMaker = key.vouchedBy === 'registrant' && maker !== undefined && key.by.startsWith(`${maker}/`);
  return byMaker || key.vouchedBy === 'birth' || key.vouchedBy === 'maker';
}

/**
 * Whether the birth certificate or the maker of the vehicle stands behind what the device signed under this
 * number.
 */
export const isVouched = ({ keys }: Pick<Device, 'keys'>, seq: number, maker: string | undefined): boolean =>
  isKeyVouched(
    keys,
    keys.findLastIndex(({ fromSeq }) => fromSeq <= seq),
    maker,
  );

/**
 * The record of an incident, marked when nobody who built the vehicle stands behind its device. Records
 * of before bear no mark of their own.
 */
export function withVouching(
  anchor: Anchor,
  device: Pick<Device, 'keys'> | undefined,
  maker: string | undefined,
): Anchor {
  const { unvouched: _before, ...rest } = anchor;
  const vouched =
    anchor.incident === undefined || (device !== undefined && isVouched(device, anchor.seq, maker));
  return vouched ? rest : { ...rest, unvouched: true };
}

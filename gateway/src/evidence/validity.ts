import { canonical, keyOf } from '@roadbook/chaincode/api';
import type { Parts } from './package';
import type { Examined, Place } from './transaction';

/** The transactions of a package by what they are for. */
export interface Transactions {
  readonly anchor: Examined;
  readonly device: Examined;
  readonly access: Examined | undefined;
  readonly witness: Examined | undefined;
}

/** A record that a package rests on: its key, and which transaction is said to have written it last. */
interface Written {
  readonly what: string;
  readonly key: string;
  readonly by: Examined;
  /** Who read it later. */
  readonly reader: Examined | undefined;
}

export const anchorKey = ({ deviceId, evidenceId }: Parts): string => keyOf('anchor', [deviceId, evidenceId]);
export const deviceKey = ({ deviceId }: Parts): string => keyOf('device', [deviceId]);
export const accessKey = ({ vin, access }: Parts): string => keyOf('access', [vin, access?.accessId ?? '-']);

const NAME = 'consent:witness';

/**
 * Whether the transactions counted. The code that says so stands in no signed part of a block; but a peer
 * signs for each key that a later call reads which transaction wrote it last, and names none that did not
 * count. So a call that a majority endorsed after the block of a transaction, and that read the key at
 * exactly that block and place, proves it; whether that call itself counted does not matter.
 */
export function validityOf(
  parts: Parts,
  { anchor, device, access, witness }: Transactions,
): string | undefined | Unproven {
  if (!witness)
    return new Unproven('nothing in it proves that its transactions counted: it is of the form before');
  const asked = askedOf(parts);
  const [name, request] = witness.decoded.args;
  if (name !== NAME || request !== asked)
    return `the transaction ${parts.witnessTx} is no call of ${NAME} for what is shown`;
  const written: readonly Written[] = [
    { what: 'anchor', key: anchorKey(parts), by: anchor, reader: witness },
    // What the anchor was judged by, whatever became of the device later.
    { what: 'device', key: deviceKey(parts), by: device, reader: anchor },
    ...(access ? [{ what: 'receipt', key: accessKey(parts), by: access, reader: witness }] : []),
  ];
  return written.map(faultOf).find((fault) => fault !== undefined);
}

/** The request of the witness for a package: exactly what it shows. */
export const askedOf = ({ deviceId, evidenceId, vin, access }: Parts): string =>
  canonical({ deviceId, evidenceId, ...(access && { access: { vin, accessId: access.accessId } }) });

/** Why something is neither proven nor refuted. */
export class Unproven {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

function faultOf({ what, key, by, reader }: Written): string | undefined {
  const { decoded, place } = by;
  const id = decoded.txId;
  if (!decoded.writes.some((write) => write.key === key))
    return `the transaction ${id} did not write the ${what}`;
  const read = reader?.decoded.reads.find((one) => one.key === key);
  if (!read || !reader) return `no later call in it read the ${what}`;
  if (reader.place.block <= place.block) return `the ${what} was read in no later block`;
  const { version } = read;
  if (!version) return `the ledger had no such ${what} when a majority looked`;
  return isAt(version, place)
    ? undefined
    : `the ${what} on the ledger was written at ${told(version)}, not at ${said(place)}`;
}

type Version = { readonly block: number; readonly tx: number };
const isAt = ({ block, tx }: Version, place: Place): boolean =>
  BigInt(block) === place.block && tx === place.tx;
const told = ({ block, tx }: Version): string => `${block}/${tx}`;
const said = ({ block, tx }: Place): string => `${block}/${tx}`;

import { createHash, createHmac } from 'node:crypto';
import { demand } from '../kit/errors';
import type { Day } from '../kit/time';
import { claimErrors } from './errors';
import type { Epoch, Fingerprint } from './records';

/** Where a loss happened, coarse enough that two reports of it agree: a geohash of 5 characters, about 5 km. */
export interface Loss {
  readonly vin: string;
  readonly lossOn: Day;
  readonly lossCell: string;
}

/** The public mark of a secret salt. The salt is 32 bytes as hexadecimal. */
export const saltHashOf = (salt: string): string => createHash('sha256').update(Buffer.from(salt, 'hex')).digest('hex');

/** HMAC-SHA256(salt, VIN|day|cell): the same for every insurer that holds the salt, and opaque to everybody else. */
export const fingerprintOf = (salt: string, { vin, lossOn, lossCell }: Loss): string =>
  createHmac('sha256', Buffer.from(salt, 'hex')).update(`${vin}|${lossOn}|${lossCell}`).digest('hex');

export function mustHold(epoch: Epoch, lossOn: Day): void {
  const { epochId, from, until } = epoch;
  demand(from <= lossOn && lossOn < until, claimErrors.EPOCH_UNUSABLE, { epochId, on: lossOn });
}

/** Adds an insurer to those that have this loss; whether another one has it is all that anybody is told. */
export function markedBy(
  known: Fingerprint | undefined,
  insurer: string,
  fresh: Omit<Fingerprint, 'insurers'>,
): { mark: Fingerprint; elsewhere: boolean } {
  const insurers = known?.insurers ?? [];
  const elsewhere = insurers.some((one) => one !== insurer);
  const more = insurers.includes(insurer) ? insurers : [...insurers, insurer].slice(0, 16);
  return { mark: { ...fresh, insurers: more }, elsewhere };
}

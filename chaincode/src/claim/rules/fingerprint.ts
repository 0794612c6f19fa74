import { createHash, createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { isSignedBy, multikeyOf } from '../../words/multikey';
import { demand, kitErrors, refuse } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import type { Day, Instant } from '../../kit/value/time';
import { claimErrors } from '../errors';
import { type Epoch, type Fingerprint, type LossMark, type Mark, MAX_MARKS } from '../records/fingerprint';

/**
 * Where a loss happened, coarse enough that two reports of it agree: a geohash of 5 characters, about 5 km.
 */
export interface Loss {
  readonly vin: string;
  readonly lossOn: Day;
  readonly lossCell: string;
}

/** The public mark of a secret salt. The salt is 32 bytes as hexadecimal. */
export const saltHashOf = (salt: string): string =>
  createHash('sha256').update(Buffer.from(salt, 'hex')).digest('hex');

/**
 * HMAC-SHA256(salt, VIN|day|cell): the same for every insurer that holds the salt, and opaque to everybody
 * else.
 */
export const fingerprintOf = (salt: string, { vin, lossOn, lossCell }: Loss): string =>
  createHmac('sha256', Buffer.from(salt, 'hex')).update(`${vin}|${lossOn}|${lossCell}`).digest('hex');

/**
 * The public half of a key that follows from the salt (Ed25519, RFC 8032; its seed is an HMAC of the salt).
 * It is published with the epoch, so that every peer can check that a mark was made by somebody who has the
 * salt, without having it.
 */
export const markKeyOf = (salt: string): string => multikeyOf(createPublicKey(markKey(salt))) ?? '';

/**
 * Proof that this insurer, with the salt, marks this fingerprint: another cannot use it. Ed25519 over the RFC
 * 8785 form, base64url.
 */
export const markProofOf = (salt: string, marked: Marking): string =>
  sign(undefined, textOf(marked), markKey(salt)).toString('base64url');

export interface Marking {
  readonly epochId: string;
  readonly fingerprint: string;
  readonly insurer: string;
}

const textOf = ({ epochId, fingerprint, insurer }: Marking): Buffer =>
  Buffer.from(canonical({ epochId, fingerprint, insurer }));

/** PKCS #8 of an Ed25519 key before its seed (RFC 8410). */
const HEAD = '302e020100300506032b657004220420';

function markKey(salt: string) {
  const seed = createHmac('sha256', Buffer.from(salt, 'hex')).update('roadbook mark key').digest();
  return createPrivateKey({
    key: Buffer.concat([Buffer.from(HEAD, 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
}

/** The salt must be that of the epoch, and the key of the epoch must follow from it. */
export const isSaltOf = ({ saltHash, markKey: key }: Epoch, salt: string): boolean =>
  saltHashOf(salt) === saltHash && markKeyOf(salt) === key;

/** The loss must lie in the days of the epoch, `from` inclusive and `until` exclusive (EPOCH_UNUSABLE). */
export function mustHold(epoch: Epoch, lossOn: Day): void {
  const { epochId, from, until } = epoch;
  demand(from <= lossOn && lossOn < until, claimErrors.EPOCH_UNUSABLE, { epochId, on: lossOn });
}

/**
 * Refuses a mark whose maker does not show possession of the salt of the epoch, or that belongs to another
 * epoch.
 */
export function mustBeProvenMark(
  epoch: Epoch,
  insurer: string,
  mark: LossMark,
  known: Fingerprint | undefined,
): void {
  const { epochId, fingerprint, proof } = mark;
  const text = textOf({ epochId, fingerprint, insurer });
  const proven = isSignedBy(epoch.markKey, text, Buffer.from(proof, 'base64url'));
  demand(proven && (known?.epochId ?? epochId) === epochId, claimErrors.MARK_UNPROVEN, {
    epochId,
    fingerprint,
    insurer,
  });
}

const standing = ({ withdrawnAt }: Mark): boolean => withdrawnAt === undefined;

/** Whether another insurer's mark stands: all that an insurer is told. */
export const isElsewhere = (known: Fingerprint | undefined, insurer: string): boolean =>
  known?.marks.some((one) => one.insurer !== insurer && standing(one)) ?? false;

/** Adds an insurer to those that have this loss. */
export function markedBy(
  known: Fingerprint | undefined,
  mark: Mark,
  { fingerprint, epochId }: LossMark,
): Fingerprint {
  const marks = known?.marks ?? [];
  if (marks.some((one) => one.insurer === mark.insurer && standing(one)))
    return known ?? { fingerprint, epochId, marks };
  const others = marks.filter((one) => one.insurer !== mark.insurer);
  demand(others.length < MAX_MARKS, claimErrors.MARKS_FULL, { fingerprint, max: MAX_MARKS });
  return { fingerprint, epochId, marks: [...others, mark] };
}

/**
 * The mark of an insurer on a loss, proven and not yet saved, and whether another insurer has the loss.
 * Throws MARK_UNPROVEN, MARKS_FULL.
 */
export function markedIn(
  epoch: Epoch,
  known: Fingerprint | undefined,
  mark: Mark,
  loss: LossMark,
): { mark: Fingerprint; elsewhere: boolean } {
  mustBeProvenMark(epoch, mark.insurer, loss, known);
  return { mark: markedBy(known, mark, loss), elsewhere: isElsewhere(known, mark.insurer) };
}

/** Takes an own mark back: a mistake, or a loss that turned out to be none. That it stood stays on record. */
export function unmarkedBy(known: Fingerprint, insurer: string, now: Instant): Fingerprint {
  const { fingerprint, marks } = known;
  const own = marks.find((one) => one.insurer === insurer && standing(one));
  if (!own) return refuse(kitErrors.NOT_FOUND, { kind: 'mark', id: fingerprint });
  return { ...known, marks: marks.map((one) => (one === own ? { ...own, withdrawnAt: now } : one)) };
}

import { z } from 'zod';
import { secretTable, table } from '../../kit/table';
import { id, member, org, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';

/**
 * A secret shared by the insurers for losses of some days; only its hash is public, and a key that follows
 * from it.
 */
export const epoch = z.strictObject({
  epochId: id,
  saltHash: sha256Hex,
  markKey: z
    .string()
    .regex(/^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/, 'must be the multikey of an Ed25519 key')
    .meta({ description: 'follows from the salt; proves that whoever marks a loss has it' }),
  from: day,
  until: day,
});
export type Epoch = z.output<typeof epoch>;
export const salt = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{64}$/, 'must be 32 bytes in lower-case hexadecimal'),
});

/** A fingerprint with the proof that its insurer has the salt. */
export const lossMark = z.strictObject({
  fingerprint: sha256Hex,
  epochId: id,
  proof: z
    .string()
    .regex(/^[A-Za-z0-9_-]{86}$/, 'must be an Ed25519 signature in base64url')
    .meta({ description: 'made with the salt for this insurer; computeFingerprint answers it' }),
});
export type LossMark = z.output<typeof lossMark>;

/** Who marked a loss, and when the mark was taken back. */
export const mark = z.strictObject({
  insurer: org,
  by: member,
  at: instant,
  withdrawnAt: instant.optional(),
});
export type Mark = z.output<typeof mark>;

/** Most insurers that mark one loss. */
export const MAX_MARKS = 100;

/**
 * HMAC of vehicle, day and place of a loss. Who marked it is known here; the loss, the vehicle and the people
 * are not.
 */
export const fingerprint = z.strictObject({
  fingerprint: sha256Hex,
  epochId: id,
  marks: z.array(mark).max(MAX_MARKS),
});
export type Fingerprint = z.output<typeof fingerprint>;

export const epochs = table({ kind: 'loss-epoch', v: 1, schema: epoch, id: (one) => [one.epochId] });
export const salts = secretTable({ kind: 'loss-salt', v: 1, schema: salt });
export const fingerprints = table({
  kind: 'loss-fingerprint',
  v: 1,
  schema: fingerprint,
  id: (one) => [one.fingerprint],
});

import { z } from 'zod';
import { money } from '../../kit/value/money';
import { secretTable, table } from '../../kit/table';
import { count, id, line, member, org, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { claimStatus, noticeStatus } from '../life';

export const lossCause = z.enum([
  'collision',
  'rollover',
  'animal',
  'theft',
  'fire',
  'flood',
  'hail',
  'glass',
  'vandalism',
  'other',
]);
export type LossCause = z.output<typeof lossCause>;

/** Why a claim needs a second look. A flag refuses nothing; it makes every payment need a second person. */
export const flag = z.enum([
  'earlyClaim',
  'odometerIllogical',
  'photoSeenBefore',
  'lossSeenElsewhere',
  'claimedBefore',
  'workshopRing',
  'deltaVInconsistent',
]);
export type Flag = z.output<typeof flag>;

export const denial = z.enum(['notCovered', 'excluded', 'premiumUnpaid', 'misstated', 'fraud', 'noLoss', 'late', 'duplicate']);

/** What is public of a crash record of the car; the record itself is kept by the insurer under the seal. */
export const crashStated = z.strictObject({
  deviceId: id,
  evidenceId: id,
  maxDeltaV: count(100).meta({ description: 'greatest change of speed along the vehicle, km/h, without its sign (49 CFR 563)' }),
  seal: sha256Hex,
});
export type CrashStated = z.output<typeof crashStated>;

/** First notice of loss. What is personal (place, people, injuries, police) is in the statement, of which only the seal is here. */
export const notice = z.strictObject({
  noticeId: id,
  policyId: id,
  insurer: org,
  policyholder: member,
  reporter: member,
  vin,
  status: noticeStatus,
  lossAt: instant,
  cause: lossCause,
  vehicles: count(100, 1).meta({ description: 'vehicles involved' }),
  injured: count(1000).meta({ description: 'people injured' }),
  evidenceIds: z.array(id).max(10).meta({ description: 'evidence that the owner lets the insurer see' }),
  doubt: line(40).optional().meta({ description: 'why it is a draft: where the policy stood at the loss' }),
  photos: count(100),
  photoSeenBefore: z.boolean(),
  statementSeal: sha256Hex.optional(),
  crash: crashStated.optional(),
  claimId: id.optional(),
});
export type Notice = z.output<typeof notice>;

/** The private side of a notice, kept by the insurer. */
export const statement = z.strictObject({
  description: line(4000),
  place: line(200).optional(),
  policeReportNo: line(64).optional(),
  drivers: z.array(line(100)).max(10),
  injuries: z.array(z.strictObject({ person: line(100), description: line(1000) })).max(20),
});

/** One loss is reported once: the slot that a second notice of the same finds taken. */
export const lossSlot = z.strictObject({ policyId: id, lossOn: day, cause: lossCause, reporter: member, noticeId: id });

/** The first claim for a policy, day and cause, whoever reported it; a second one is flagged. */
export const lossClaim = z.strictObject({ policyId: id, lossOn: day, cause: lossCause, claimId: id });

export const photo = z.strictObject({ hash: sha256Hex, noticeId: id, insurer: org });

export const claim = z.strictObject({
  claimId: id,
  noticeId: id,
  policyId: id,
  insurer: org,
  policyholder: member,
  vin,
  lossAt: instant,
  cause: lossCause,
  status: claimStatus,
  openedAt: instant,
  amount: money.meta({ description: 'confirmed; zero before' }),
  promised: money.meta({ description: 'indemnity scheduled and not yet paid' }),
  paid: money.meta({ description: 'indemnity paid' }),
  openPayments: count(9999),
  exposures: z.array(id).max(20),
  openExposures: count(20),
  ownFault: z.boolean().optional(),
  flags: z.array(flag).max(7),
  fingerprint: sha256Hex.optional().meta({ description: 'the mark of its loss, by which it is looked at again' }),
  denial: denial.optional(),
  endedAt: instant.optional(),
});
export type Claim = z.output<typeof claim>;

/** How much damage a change of speed explains, by steps: the repair in percent of the value of the vehicle. */
const deltaV = z
  .array(z.strictObject({ fromKmh: count(100), leastPercent: count(100), mostPercent: count(100) }))
  .min(1)
  .max(10)
  .refine(
    (rows) => rows.every((row, at) => row.fromKmh > (rows[at - 1]?.fromKmh ?? -1) && row.leastPercent <= row.mostPercent),
    'must rise from row to row, each with its least no higher than its most',
  );

/** Rules of an insurer that are its policy and no law; the version in effect on the day counts. */
export const practiceVersion = z.strictObject({
  version: count(9999, 1),
  effectiveOn: day,
  authorityLimit: money.meta({ description: 'a payment above needs a second person' }),
  earlyClaimDays: count(365).meta({ description: 'a loss within these days of inception is flagged' }),
  ringClaims: count(8, 2).meta({ description: 'a workshop paid in so many claims of one policyholder is flagged' }),
  totalLoss: z.enum(['formula', 'threshold']).meta({ description: 'repair + salvage ≥ value, or repair ≥ threshold of value' }),
  thresholdPercent: count(100, 1),
  comparative: z.boolean().meta({ description: 'whether the own share of fault reduces what is payable' }),
  madeWhole: z.boolean().meta({ description: 'whether a recovery fills the deductible first, instead of pro rata' }),
  deltaV: deltaV.optional().meta({ description: 'damage that the crash record explains; without it nothing is compared' }),
});
export type PracticeVersion = z.output<typeof practiceVersion>;
export const practice = z.strictObject({ insurer: org, versions: z.array(practiceVersion).min(1).max(20) });
export type Practice = z.output<typeof practice>;

/** Workshops paid for the same policyholder, by claim. */
export const pairing = z.strictObject({ workshop: z.string().max(100), policyholder: member, claims: z.array(id).max(8) });
export type Pairing = z.output<typeof pairing>;

/** A secret shared by the insurers for losses of some days; only its hash is public, and a key that follows from it. */
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
export const salt = z.strictObject({ salt: z.string().regex(/^[0-9a-f]{64}$/, 'must be 32 bytes in lower-case hexadecimal') });

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
export const mark = z.strictObject({ insurer: org, by: member, at: instant, withdrawnAt: instant.optional() });
export type Mark = z.output<typeof mark>;

/** Most insurers that mark one loss. */
export const MAX_MARKS = 100;

/** HMAC of vehicle, day and place of a loss. Who marked it is known here; the loss, the vehicle and the people are not. */
export const fingerprint = z.strictObject({ fingerprint: sha256Hex, epochId: id, marks: z.array(mark).max(MAX_MARKS) });
export type Fingerprint = z.output<typeof fingerprint>;

export const notices = table({ kind: 'notice', v: 1, schema: notice, id: (one) => [one.noticeId] });
export const lossSlots = table({
  kind: 'loss-slot',
  v: 1,
  schema: lossSlot,
  id: (one) => [one.policyId, one.lossOn, one.cause, one.reporter],
});
export const lossClaims = table({
  kind: 'loss-claim',
  v: 1,
  schema: lossClaim,
  id: (one) => [one.policyId, one.lossOn, one.cause],
});
export const photos = table({ kind: 'loss-photo', v: 1, schema: photo, id: (one) => [one.hash] });
export const statements = secretTable({ kind: 'statement', v: 1, schema: statement });
export const claims = table({
  kind: 'claim',
  v: 1,
  schema: claim,
  id: (one) => [one.claimId],
  indexes: { byPolicy: (one: Claim) => [one.policyId] },
});
export const practices = table({ kind: 'practice', v: 1, schema: practice, id: (one) => [one.insurer] });
export const pairings = table({ kind: 'pairing', v: 1, schema: pairing, id: (one) => [one.workshop, one.policyholder] });
export const epochs = table({ kind: 'loss-epoch', v: 1, schema: epoch, id: (one) => [one.epochId] });
export const salts = secretTable({ kind: 'loss-salt', v: 1, schema: salt });
export const fingerprints = table({ kind: 'loss-fingerprint', v: 1, schema: fingerprint, id: (one) => [one.fingerprint] });

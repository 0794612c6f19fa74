import { z } from 'zod';
import { maybe } from '../../kit/ref';
import { anybody, whoever } from '../../kit/side';
import { secretTable, table } from '../../kit/table';
import { count, id, line, member, org, sha256Hex } from '../../kit/value/text';
import { day, dayOf, instant, type Instant } from '../../kit/value/time';
import { lossCause } from '../../vehicle/records/accident';
import { vin } from '../../words/vin';

export const noticeStatus = z.enum(['draft', 'validated', 'claimed', 'completed', 'rejected', 'discarded']);

/** What is public of a crash record of the car; the record itself is kept by the insurer under the seal. */
export const crashStated = z.strictObject({
  deviceId: id,
  evidenceId: id,
  maxDeltaV: count(100).meta({
    description: 'greatest change of speed along the vehicle, km/h, without its sign (49 CFR 563)',
  }),
  seal: sha256Hex,
});

export type CrashStated = z.output<typeof crashStated>;

/**
 * First notice of loss. What is personal (place, people, injuries, police) is in the statement, of which only
 * the seal is here.
 */
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
  notifiedAt: instant.optional().meta({ description: 'from when on the insurer knew of it' }),
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

/** The minute of a loss, as clocks in UTC show it: `2026-04-30T18:00`. */
export const minuteOf = (lossAt: Instant): string => lossAt.slice(0, 16);

const lossMinute = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'must be a minute like 2026-04-30T18:00');

/**
 * One loss is reported once: the slot that a second notice of the same finds taken. Two losses on one day are
 * two; a slot without a minute, of an earlier version, is taken for its whole day.
 */
export const lossSlot = z.strictObject({
  policyId: id,
  lossOn: day,
  minute: lossMinute.optional(),
  cause: lossCause,
  reporter: member,
  noticeId: id,
});

export type LossSlot = z.output<typeof lossSlot>;

/** The key of a slot: policy, minute or day, cause and reporter. */
export const slotKey = ({ policyId, lossOn, minute, cause, reporter }: LossSlot) =>
  [policyId, minute ?? lossOn, cause, reporter] as const;

/** The first claim for a policy, day and cause, whoever reported it; a second one is flagged. */
export const lossClaim = z.strictObject({ policyId: id, lossOn: day, cause: lossCause, claimId: id });

export const photo = z.strictObject({ hash: sha256Hex, noticeId: id, insurer: org });

export const notices = table({
  kind: 'notice',
  v: 1,
  schema: notice,
  id: (one) => [one.noticeId],
  sides: {
    reporter: ({ reporter }: Notice) => reporter,
    policyholder: ({ policyholder }: Notice) => policyholder,
    insurer: ({ insurer }: Notice) => insurer,
    auditor: whoever('auditor'),
    anybody,
  },
});
/** The notice that a request names, for operations to state. */
export const onNotice = ({ noticeId }: { readonly noticeId: string }) => notices.at(noticeId);

export const lossSlots = table({
  kind: 'loss-slot',
  v: 1,
  schema: lossSlot,
  id: slotKey,
});

/** The slot of a loss, and that of its day if a notice of an earlier version took it. */
export const slotsOf = ({ policyId, lossAt, cause, reporter }: Told) => ({
  slot: maybe(lossSlots.at(policyId, minuteOf(lossAt), cause, reporter)),
  ofDay: maybe(lossSlots.at(policyId, dayOf(lossAt), cause, reporter)),
});

type Told = Pick<Notice, 'policyId' | 'lossAt' | 'cause' | 'reporter'>;

export const lossClaims = table({
  kind: 'loss-claim',
  v: 1,
  schema: lossClaim,
  id: (one) => [one.policyId, one.lossOn, one.cause],
});

export const photos = table({ kind: 'loss-photo', v: 1, schema: photo, id: (one) => [one.hash] });

export const statements = secretTable({ kind: 'statement', v: 1, schema: statement });

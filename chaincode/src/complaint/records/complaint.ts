import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { id, line, member, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { party } from '../../payment/records/party';
import { ComplaintLaw, subject } from './law';

export const complaintStatus = z.enum([
  ...(['filed', 'answered', 'settled', 'escalated', 'decided', 'withdrawn'] as const),
]);
export const outcome = z
  .enum(['upheld', 'partly', 'rejected'])
  .meta({ description: 'whether the complaint was right' });

const textHash = sha256Hex.meta({ description: 'SHA-256 of the text, which the sides keep' });
/** What is said in answer, or decided: in a word, and what it comes with. */
export const word = z.strictObject({
  outcome,
  textHash,
  remedy: positiveMoney.optional().meta({ description: 'money that is promised or owed for it' }),
});
export const Said = word.extend({ by: member, at: instant });

/** A complaint against an organisation or a merchant. The text stays with the sides; its hash is here. */
export const Complaint = z.strictObject({
  complaintId: id,
  complainant: party,
  against: party.meta({ description: 'an organisation, or a merchant as organisation/name' }),
  subject,
  concerns: z
    .strictObject({ room: line(20), id })
    .optional()
    .meta({ description: 'the record that it is about' }),
  textHash,
  law: ComplaintLaw.omit({ subjects: true, holidays: true }).meta({ description: 'as it stood when filed' }),
  status: complaintStatus,
  filedAt: instant,
  dueOn: day.meta({ description: 'last day for the answer' }),
  holding: z
    .strictObject({ reasonHash: sha256Hex, longestOn: day })
    .optional()
    .meta({ description: 'a holding reply, which says why the answer takes longer' }),
  answer: Said.extend({ late: z.boolean() }).optional(),
  escalation: z
    .strictObject({ why: z.enum(['silence', 'answer']), at: instant, textHash: textHash.optional() })
    .optional(),
  decision: Said.optional(),
});
export type Complaint = z.output<typeof Complaint>;

export const complaints = table({
  kind: 'complaint',
  v: 1,
  schema: Complaint,
  id: ({ complaintId }) => [complaintId],
  sides: {
    complainant: ({ complainant }: Complaint) => complainant,
    respondent: ({ against }: Complaint) => against,
    auditor: whoever('auditor'),
    registrar: whoever('registrar'),
  },
  indexes: {
    byRespondent: ({ against }: Complaint) => [against],
    byComplainant: ({ complainant }: Complaint) => [complainant],
  },
});
export const onComplaint = ({ complaintId }: { readonly complaintId: string }) => complaints.at(complaintId);

import { z } from 'zod';
import { table, secretTable } from '../../kit/table';
import { count, id, line, org, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { party } from './part';

/**
 * The disciplines of an 8D report (Catena-X report_8d 1.0.0). It names people, so it is kept privately; its
 * digest is public.
 */
const measure = z.strictObject({
  responsiblePerson: line(100).optional(),
  measure: line(500),
  proofOfEffectiveness: line(500).optional(),
  effectivenessResult: count(100).meta({ description: 'percent' }),
  causeAssignment: line(200).optional(),
  introductionDate: day,
  status: z.enum(['open', 'in progress', 'closed']),
});
const measures = z.array(measure).min(1).max(20);
const person = z.strictObject({
  name: line(100),
  role: line(100).optional(),
  department: line(100).optional(),
});

export const report8d = z.strictObject({
  stepD1: z.strictObject({ teamLeader: person, teamMembers: z.array(person).max(30) }).optional(),
  stepD2: z
    .strictObject({
      problemDescription: line(1000),
      errorType: line(200),
      errorLocation: line(200).optional(),
    })
    .optional(),
  stepD3: z.strictObject({ descriptionOfInterimContainmentActions: measures }).optional(),
  stepD4: z
    .strictObject({
      causes: z
        .array(
          z.strictObject({
            causeHypothesisDescription: line(1000),
            method: line(60).meta({ examples: ['5why'] }),
            typeOfCauses: line(20).meta({
              description: 'of occurrence or of non-detection, technical or systemic',
              examples: ['TUA'],
            }),
            result: line(1000).optional(),
            clarificationDate: day.optional(),
          }),
        )
        .min(1)
        .max(20),
    })
    .optional(),
  stepD5: z.strictObject({ definePermanentCorrectiveActions: measures }).optional(),
  stepD6: z.strictObject({ implementedCorrectiveMeasures: measures }).optional(),
  stepD7: z.strictObject({ errorPreventiveMeasures: measures }).optional(),
  stepD8: z.strictObject({ closingDate: day, resultAssesment: line(1000) }).optional(),
});
export type Report8d = z.output<typeof report8d>;

export const disciplines = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8'] as const;

/** What everybody may know of a report: how far it is, and the seal of the rest. */
export const ReportDigest = z.strictObject({
  notification: id,
  party,
  org,
  seal: sha256Hex,
  done: z.array(z.enum(disciplines)).max(disciplines.length),
  closedOn: day.optional(),
  at: instant,
});
export type ReportDigest = z.output<typeof ReportDigest>;

export const reportDigests = table({
  kind: 'report-8d',
  v: 1,
  schema: ReportDigest,
  id: ({ notification, party: by }) => [notification, by],
});
export const reports = secretTable({ kind: 'report-8d-facts', v: 1, schema: report8d });

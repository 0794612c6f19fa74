import { notifications } from '../records/notification';
import { reportDigests, disciplines, ReportDigest, report8d } from '../records/report';
import { z } from 'zod';
import { evaluate, keep, submit } from '../../kit/api';
import { id, org, sha256Hex } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { mayCapture, mayRead } from '../records/role';
import { partErrors as errors } from '../errors';
import { partEvents as events } from '../events';
import { party } from '../records/part';

/** 8D reports. */
export const reportOperations = {
  keepReport: keep({
    says: 'Keep an 8D report private; it names people.',
    by: mayCapture,
    request: z.strictObject({ notification: id }),
    secret: report8d,
    errors: [errors.REPORT_INCOMPLETE],
  }),
  report: submit({
    says:
      'Say publicly how far the 8D report on a received notification is, with the seal of the report that ' +
      'was kept.',
    by: mayCapture,
    request: z.strictObject({
      notification: id,
      seal: sha256Hex,
      done: z.array(z.enum(disciplines)).max(8),
      closedOn: day.optional(),
    }),
    on: ({ notification }) => notifications.at(notification),
    sides: ['recipient'],
    response: ReportDigest,
    errors: [errors.REPORT_INCOMPLETE],
    events: [events.ReportMoved],
  }),
  readReport: evaluate({
    says: 'Read how far an 8D report is.',
    by: mayRead,
    request: z.strictObject({ notification: id, party }),
    on: ({ notification, party: of }) => reportDigests.at(notification, of),
    response: ReportDigest,
  }),
  revealReport: evaluate({
    says: 'Read an 8D report that the own organisation keeps.',
    by: mayCapture,
    request: z.strictObject({ notification: id, org }),
    response: report8d,
  }),
};

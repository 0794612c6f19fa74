import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { org } from '../../kit/value/text';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { practice, practiceOf, practices, practiceVersion } from '../records/practice';
import { readerRoles } from './common';

/** The own rules of an insurer, published by version. */
export const practiceOperations = {
  publishPractice: submit({
    says: 'Publish the next version of the own rules: limit of authority, total loss, flags.',
    by: ['insurer'],
    request: practiceVersion,
    loads: (_next, _on, { org: insurer }) => ({ known: practiceOf({ insurer }) }),
    response: practice,
    errors: [errors.PRACTICE_OUT_OF_ORDER],
    events: [events.PracticePublished],
  }),
  readPractice: evaluate({
    says: 'Read the published rules of an insurer.',
    by: readerRoles,
    request: z.strictObject({ insurer: org }),
    on: ({ insurer }) => practices.at(insurer),
    response: practice,
  }),
};

import { z } from 'zod';
import { evaluate } from '../../kit/api';
import { count, org, ppm } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { vin } from '../../words/vin';
import { coverNote } from '../records/covernote';
import { coverCode, coverTerms, onPolicy, padded, termsNoAt } from '../records/policy';
import { tariffOf } from '../records/tariff';
import { policyNamed, readerRoles, readers } from './common';

/** What is covered, as of a moment. */
export const coverOperations = {
  readCoverNote: evaluate({
    says: 'Read who covers what, as of a moment; now if none is given.',
    by: readerRoles,
    request: policyNamed.extend({ at: instant.optional() }),
    on: onPolicy,
    sides: readers,
    loads: ({ policyId, at }, policy, { now }) => ({
      terms: coverTerms.at(policyId, padded(termsNoAt(policy, at ?? now))),
    }),
    response: coverNote,
  }),
  activeCover: evaluate({
    says:
      'Tell which covers a vehicle has at a moment; now if none is given. Names the insurer to the owner, ' +
      'to who holds a lien and to the sides.',
    by: everyone,
    request: z.strictObject({ vin, at: instant.optional() }),
    response: z.strictObject({
      covered: z.boolean(),
      covers: z
        .array(z.strictObject({ insurer: org.optional(), codes: z.array(coverCode).max(7), until: instant }))
        .max(20),
    }),
  }),
  readClaimFree: evaluate({
    says: 'Tell since when a policy is claim-free, and the factor that its tariff gives for it.',
    by: readerRoles,
    request: policyNamed.extend({ on: day.optional() }),
    on: onPolicy,
    sides: readers,
    loads: (_request, policy) => ({ tariff: tariffOf(policy) }),
    response: z.strictObject({ since: day, years: count(200), factor: ppm(5_000_000) }),
  }),
};

import type { z } from 'zod';
import { demand } from '../../kit/errors';
import { addMillis, type Instant } from '../../kit/value/time';
import { CLOCK_LEEWAY } from './capture';
import { partErrors } from '../errors';
import { passportLife, type PassportStep } from '../life';
import type { dynamic, Passport } from '../records/passport';

/** What an issuer states of a battery. */
export type Issue = Omit<Passport, 'issuer' | 'dynamic' | 'measuredBy' | 'metadata'> & {
  readonly metadata: Omit<Passport['metadata'], 'status'>;
};

/** Drafts a passport. Refuses one that ends before it begins: PASSPORT_ENDS_BEFORE. */
export function issue(request: Issue, issuer: string): Passport {
  const { issueDate, expirationDate } = request.metadata;
  demand(issueDate < expirationDate, partErrors.PASSPORT_ENDS_BEFORE, { issueDate, expirationDate });
  return { ...request, issuer, metadata: { ...request.metadata, status: 'draft' } };
}

/** Approves a passport or declares it invalid. */
export const decide = (passport: Passport, step: Exclude<PassportStep, 'measureBattery'>): Passport => ({
  ...passport,
  metadata: { ...passport.metadata, status: passportLife.step(step, passport.metadata.status) },
});

/** Cycles and negative events only grow, and measurements come in order, none of a time to come. */
export function measure(
  passport: Passport,
  measured: z.output<typeof dynamic>,
  by: string,
  now: Instant,
): Passport {
  const before = passport.dynamic;
  demand(passport.metadata.status === 'approved', partErrors.PASSPORT_NOT_APPROVED, {
    epc: passport.epc,
    status: passport.metadata.status,
  });
  const { measuredAt } = measured;
  demand(measuredAt <= addMillis(now, CLOCK_LEEWAY), partErrors.MEASURED_AHEAD, { measuredAt, now });
  const back =
    before &&
    (['fullCycles', 'negativeEvents', 'measuredAt'] as const).find((name) => measured[name] < before[name]);
  demand(!back, partErrors.MEASURED_BACKWARDS, { epc: passport.epc, field: back ?? '' });
  return { ...passport, dynamic: measured, measuredBy: by };
}

import { z } from 'zod';
import { evaluate, keep } from '../../kit/api';
import { id, org } from '../../kit/value/text';
import { mayCapture } from '../records/role';
import { partErrors as errors } from '../errors';
import { warrantyClaim } from '../records/warrantyclaim';

/** Warranty claims, private between maker and supplier. */
export const warrantyClaimOperations = {
  keepWarrantyClaim: keep({
    says: 'Keep a warranty claim private, once its sums hold.',
    by: mayCapture,
    request: z.strictObject({ claimId: id }),
    secret: warrantyClaim,
    errors: [errors.SUM_DIFFERS],
  }),
  revealWarrantyClaim: evaluate({
    says: 'Read a warranty claim that the own organisation keeps.',
    by: mayCapture,
    request: z.strictObject({ claimId: id, org }),
    response: warrantyClaim,
  }),
};

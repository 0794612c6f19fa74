import { z } from 'zod';
import { count, id, org } from '../../kit/value/text';

/** Names a policy. */
export const policyNamed = z.strictObject({ policyId: id });
/** Names a month of a policy. */
export const monthNamed = policyNamed.extend({ month: count(12, 1) });
/** Names a version of a tariff. */
export const tariffNamed = z.strictObject({ insurer: org, tariffId: id, tariffVersion: count(9999, 1) });
/** Roles that may read a policy in which they have a part. */
export const readerRoles = ['insurer', 'owner', 'auditor', 'registrar'] as const;
/** The sides of a policy that may read it. */
export const readers = ['policyholder', 'insurer', 'auditor', 'registrar'] as const;

import { z } from 'zod';
import { table } from '../../kit/table';
import { sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { placed } from '../../identity/records/credential';
import { party } from '../../payment/records/party';

/** That a party may hold notes: by a credential that anybody may look up (17 CFR 230.144A). */
export const Qualification = z.strictObject({
  holder: party,
  ...placed,
  documentHash: sha256Hex,
  qualifiedAt: instant,
  validUntil: instant.optional(),
});
export type Qualification = z.output<typeof Qualification>;
export const qualifications = table({
  kind: 'poolQualification',
  v: 1,
  schema: Qualification,
  id: ({ holder }) => [holder],
});

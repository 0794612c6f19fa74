import { z } from 'zod';
import { id, member, org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { standing, covers } from './policy';

/** What a policyholder shows: who covers what, from when until when. */
export const coverNote = z.strictObject({
  policyId: id,
  insurer: org,
  policyholder: member,
  vin,
  standing,
  covers,
  from: instant,
  until: instant,
});

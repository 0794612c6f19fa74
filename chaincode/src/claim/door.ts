import { type Answering, answer } from '../kit/answer';
import { givesCover } from '../policy/door';
import { policies } from '../policy/records/policy';
import { isInterested } from '../vehicle/door';
import { claims } from './records/claim';

/** A policy of the insurer's own that gives cover now, or a claim of its own that stands. */
async function interested(tx: Answering<'finds'>, vin: string, reference: string): Promise<boolean> {
  const { org } = tx.caller;
  const ours = tx.enter({ policies, claims });
  const policy = await ours.policies.find(reference);
  if (policy?.insurer === org && policy.vin === vin && givesCover(policy, tx.now)) return true;
  const claim = await ours.claims.find(reference);
  return (
    claim?.insurer === org && claim.vin === vin && claim.status !== 'withdrawn' && claim.status !== 'denied'
  );
}

/** What lower rooms ask of this one. */
export const claimAnswers = [answer(isInterested, interested)];

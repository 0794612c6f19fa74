import type { Api } from '../../kit/api';
import { demand, kitErrors } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { dayOf } from '../../kit/value/time';
import type { modelOperations } from '../api/model';
import { loanErrors } from '../errors';
import { loanEvents } from '../events';
import type { Decision } from '../records/application';
import { MOST_DECISIONS, placeOfModel } from '../records/model';
import type { ModelNamed } from '../records/scorecard';
import { driftOf, type Seen } from '../rules/decision/drift';
import { mustBeReviewed } from '../rules/decision/model';
import type { Reading, tables } from '../tables';

/** What decides, who answers for it, and how it drifts. */
export const modelHandlers: Handlers<Api<'loan', typeof modelOperations>, typeof tables> = {
  async registerModel(tx, stated, { before }) {
    const { modelId, version } = stated;
    demand(version === (before?.version ?? 0) + 1, loanErrors.MODEL_OUT_OF_ORDER, { modelId, version });
    const model = { ...stated, lender: tx.caller.org, registeredAt: tx.now };
    mustBeReviewed(model, dayOf(tx.now));
    await tx.models.put(model);
    const { lender, hash } = model;
    tx.tell(loanEvents.ModelRegistered, { lender, modelId, version, hash });
    return model;
  },
  async reviewModel(tx, { reviewOn }, { model }) {
    const { lender, modelId, version, owner } = model;
    demand(tx.caller.member === owner, loanErrors.MODEL_OF_ANOTHER, { modelId, owner });
    const reviewed = { ...model, reviewOn, reviewedBy: tx.caller.member };
    mustBeReviewed(reviewed, dayOf(tx.now));
    await tx.models.put(reviewed);
    tx.tell(loanEvents.ModelReviewed, { lender, modelId, version, reviewOn });
    return reviewed;
  },
  readModel: (_tx, _request, { on }) => on,
  listModels(tx, { lender, ...page }) {
    if (tx.caller.role === 'lender') tx.mustBe('the lender', lender);
    return tx.models.list(page, lender);
  },
  async readDrift(tx, { before, after, ...named }, { model: { scorecardVersion } }) {
    const card =
      scorecardVersion === undefined
        ? undefined
        : await tx.scorecards.find(tx.caller.org, `${scorecardVersion}`);
    const [first, second] = [await seenIn(tx, named, before), await seenIn(tx, named, after)];
    return { ...named, before, after, ...driftOf(first, second, card) };
  },
};

/** The decisions that name the model in a month, with the facts that the own organisation keeps of them. */
async function seenIn(tx: Reading, named: ModelNamed, month: string): Promise<Seen[]> {
  const found: Decision[] = [];
  for (let after: string | undefined; ; ) {
    const where = [tx.caller.org, ...placeOfModel(named), month];
    const { items, next } = await tx.decisions.listBy('model', where, { size: 100, ...(after && { after }) });
    found.push(...items);
    const facts = { count: found.length, what: 'decisions', max: MOST_DECISIONS };
    demand(found.length <= MOST_DECISIONS, kitErrors.TOO_MANY, facts);
    if (next === undefined) break;
    after = next;
  }
  const keys = found.map(({ applicationId, decisionId }) => [applicationId, decisionId]);
  const kept = await tx.underwritings.revealMany(tx.caller.org, keys);
  return found.map(({ outcome }, at) => ({ outcome, facts: kept[at] }));
}

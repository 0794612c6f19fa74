import { evaluate, page, pageOf, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { org } from '../../kit/value/text';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { Drift, Model, modelAt, months } from '../records/model';
import { modelNamed, scorecards } from '../records/scorecard';

const ofLender = modelNamed.extend({ lender: org });

/** What decides, who answers for it, and how it drifts. */
export const modelOperations = {
  registerModel: submit({
    says: 'Register the next version of a model that decides: its hash, inputs, owner and day of review.',
    by: ['lender'],
    request: Model.omit({ lender: true, registeredAt: true, reviewedBy: true }),
    creates: (named, { org: lender }) => modelAt(lender, named),
    loads: ({ modelId, version, scorecardVersion }, _on, { org: lender }) => ({
      before: maybe(modelAt(lender, { modelId, version: version - 1 })),
      card: scorecardVersion === undefined ? [] : [scorecards.at(lender, `${scorecardVersion}`)],
    }),
    response: Model,
    errors: [errors.MODEL_OUT_OF_ORDER, errors.MODEL_OVERDUE],
    events: [events.ModelRegistered],
  }),
  reviewModel: submit({
    says: 'Say as its owner that a model was reviewed, and by which day it is to be reviewed again.',
    by: ['lender'],
    request: modelNamed.extend({ reviewOn: Model.shape.reviewOn }),
    loads: (named, _on, { org: lender }) => ({ model: modelAt(lender, named) }),
    response: Model,
    errors: [errors.MODEL_OVERDUE, errors.MODEL_OF_ANOTHER],
    events: [events.ModelReviewed],
  }),
  readModel: evaluate({
    says: 'Read a model of the own organisation; the auditor reads any.',
    by: ['lender', 'auditor'],
    request: ofLender,
    on: ({ lender, ...named }) => modelAt(lender, named),
    sides: ['lender', 'auditor'],
    response: Model,
  }),
  listModels: evaluate({
    says: 'List the models of the own organisation; the auditor those of any.',
    by: ['lender', 'auditor'],
    request: page.extend({ lender: org }),
    response: pageOf(Model),
  }),
  readDrift: evaluate({
    says:
      'Tell how far the outcomes of a model, and what its scorecard looks at, moved between two months, on a ' +
      'peer of the own organisation.',
    by: ['lender'],
    request: modelNamed.extend(months.shape),
    loads: (named, _on, { org: lender }) => ({ model: modelAt(lender, named) }),
    response: Drift,
  }),
};

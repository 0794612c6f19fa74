import { demand } from '../../../kit/errors';
import type { Day } from '../../../kit/value/time';
import { loanErrors } from '../../errors';
import type { Model } from '../../records/model';

/** A model whose review is overdue decides nothing, and none is registered so. Throws MODEL_OVERDUE. */
export const mustBeReviewed = ({ modelId, version, reviewOn }: Model, today: Day): void =>
  demand(reviewOn >= today, loanErrors.MODEL_OVERDUE, { modelId, version, reviewOn });

import type { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { everyone } from '../../words/role';
import { orderErrors as errors } from '../errors';
import { orderEvents as events } from '../events';
import { Model, modelKey, models } from '../records/model';

export const sellers = ['manufacturer', 'dealer'] as const;
export const modelNamed = Model.pick({ seller: true, modelId: true, version: true });
export const onModel = (named: z.output<typeof modelNamed>) => models.at(...modelKey(named));

/** What may be ordered. */
export const modelOperations = {
  offerModel: submit({
    says: 'Offer a version of a model: options, prices, and the terms of an order. It never changes.',
    by: sellers,
    request: Model.omit({ seller: true }),
    creates: (asked, { org, member, role }) =>
      onModel({ ...asked, seller: role === 'manufacturer' ? org : member }),
    response: Model,
    errors: [errors.MODEL_WRONG],
    events: [events.ModelOffered],
  }),
  readModel: evaluate({
    says: 'Read a version of a model.',
    by: everyone,
    request: modelNamed,
    on: onModel,
    response: Model,
  }),
  listModels: evaluate({
    says: 'List the models of a seller, or of all, every version.',
    by: everyone,
    request: page.extend({ seller: Model.shape.seller.optional() }),
    response: pageOf(Model),
  }),
};

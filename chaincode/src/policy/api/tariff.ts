import { z } from 'zod';
import { evaluate, pageOf, submit, paged } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { count, id, org } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { policyErrors as errors } from '../errors';
import { policyEvents as events } from '../events';
import { tariff, tariffAt } from '../records/tariff';

/** Rules of price, published by version. */
export const tariffOperations = {
  publishTariff: submit({
    says: 'Publish the next version of a tariff: weights, factors, prices.',
    by: ['insurer'],
    request: tariff.omit({ insurer: true }),
    creates: ({ tariffId, version }, { org: insurer }) => tariffAt(insurer, tariffId, version),
    loads: ({ tariffId, version }, _on, { org: insurer }) => ({
      before: maybe(tariffAt(insurer, tariffId, version - 1)),
    }),
    response: tariff,
    errors: [errors.TARIFF_OUT_OF_ORDER],
    events: [events.TariffPublished],
  }),
  readTariff: evaluate({
    says: 'Read a version of a tariff.',
    by: everyone,
    request: z.strictObject({ insurer: org, tariffId: id, version: count(9999, 1) }),
    on: ({ insurer, tariffId, version }) => tariffAt(insurer, tariffId, version),
    response: tariff,
  }),
  listTariffs: evaluate({
    says: 'List the tariffs of an insurer.',
    by: everyone,
    request: z.strictObject({ insurer: org, ...paged }),
    response: pageOf(tariff),
  }),
};

import { z } from 'zod';
import { money, positiveMoney } from '../../kit/value/money';
import { anybody } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, line, ppm } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { party } from '../../payment/records/party';

const MOST_OPTIONS = 100;
const code = id.meta({ description: 'of an option' });
export const chosen = z.array(code).max(MOST_OPTIONS).meta({ description: 'options that are chosen' });

/** What time a side has, and what it costs to step back. */
export const Terms = z.strictObject({
  depositPpm: ppm().min(1).meta({ description: 'share of the price that waits from the order on' }),
  keptPpm: ppm().meta({ description: 'share of the deposit that a buyer who steps back loses' }),
  confirmDays: count(90, 1).meta({ description: 'days in which the seller confirms' }),
  graceDays: count(180).meta({ description: 'days after the delivery date until the buyer may step back' }),
  payDays: count(90, 1).meta({ description: 'days to pay the rest, and then to hand over' }),
});

/** A version of a model as its seller offers it; orders keep the version they were made with. */
export const Model = z.strictObject({
  seller: party.meta({ description: 'a manufacturer, or a dealer as organisation/name' }),
  modelId: id,
  version: count(10_000, 1),
  name: line(80),
  base: positiveMoney.meta({ description: 'price without options' }),
  options: z
    .array(
      z.strictObject({
        code,
        name: line(80),
        price: money,
        needs: chosen.meta({ description: 'options without which it cannot be had' }),
        excludes: chosen.meta({ description: 'options with which it cannot be had' }),
      }),
    )
    .max(MOST_OPTIONS),
  terms: Terms,
  until: instant.meta({ description: 'exclusive end of the offer' }),
});
export type Model = z.output<typeof Model>;

export const models = table({
  kind: 'order-model',
  v: 1,
  schema: Model,
  id: (model) => modelKey(model),
  sides: { seller: ({ seller }: Model) => seller, anybody },
});
export const modelKey = ({ seller, modelId, version }: Pick<Model, 'seller' | 'modelId' | 'version'>) => [
  seller,
  modelId,
  `${version}`.padStart(5, '0'),
];

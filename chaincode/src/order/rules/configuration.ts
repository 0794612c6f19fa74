import { demand } from '../../kit/errors';
import { add, type Money } from '../../kit/value/money';
import { isBefore, type Instant } from '../../kit/value/time';
import { orderErrors } from '../errors';
import type { Model } from '../records/model';

/** MODEL_WRONG unless each option stands once, in one currency, and names options of the model. */
export function mustBeModel({ modelId, base, options }: Model): void {
  const codes = new Set(options.map(({ code }) => code));
  const sound = options.every(
    ({ price, needs, excludes }) =>
      price.currency === base.currency && [...needs, ...excludes].every((other) => codes.has(other)),
  );
  demand(sound && codes.size === options.length, orderErrors.MODEL_WRONG, { modelId });
}

/** What a configuration costs. Refuses with MODEL_OVER, OPTION_UNKNOWN, OPTIONS_CLASH, OPTION_MISSING. */
export function priceOf(model: Model, chosen: readonly string[], now: Instant): Money {
  const { modelId, until, options, base } = model;
  demand(isBefore(now, until), orderErrors.MODEL_OVER, { modelId, until });
  let price = base;
  for (const code of new Set(chosen)) {
    const option = options.find((one) => one.code === code);
    demand(option !== undefined, orderErrors.OPTION_UNKNOWN, { code });
    const clash = option.excludes.find((other) => chosen.includes(other));
    demand(clash === undefined, orderErrors.OPTIONS_CLASH, { code, other: clash ?? '' });
    const missing = option.needs.find((other) => !chosen.includes(other));
    demand(missing === undefined, orderErrors.OPTION_MISSING, { code, other: missing ?? '' });
    price = add(price, option.price);
  }
  return price;
}

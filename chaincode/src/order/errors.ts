import { defineErrors } from '../kit/errors';

/** What the order room refuses, in order of precedence. */
export const orderErrors = defineErrors({
  MODEL_WRONG: {
    says: 'An option of {modelId} is named twice, or is of another currency, or needs what is not offered.',
    cure: 'Name each option once, in the currency of the price.',
  },
  MODEL_OVER: {
    says: 'The model {modelId} was offered until {until}.',
    cure: 'Ask the seller for a newer version.',
  },
  OPTION_UNKNOWN: {
    says: 'The option {code} is not offered.',
    cure: 'Choose of the model (order.readModel).',
  },
  OPTIONS_CLASH: { says: 'The option {code} does not go with {other}.', cure: 'Choose one of them.' },
  OPTION_MISSING: { says: 'The option {code} needs {other}.', cure: 'Choose both.' },
  DELIVERY_PAST: { says: 'The delivery date {deliverBy} has passed.', cure: 'Agree on a later day.' },
  ORDER_LATE: {
    says: 'The order {orderId} waited until {due} for this.',
    cure: 'Write down what time has made of it (order.tick).',
  },
  CAR_OTHER: {
    says: 'The car {vin} is not of this seller, or was sold to another.',
    cure: 'Name a car that this seller built or holds.',
  },
  CAR_UNSOLD: {
    says: 'The car {vin} is not sold to {buyer} yet.',
    cure: 'Sell it in the same transaction: vehicle.sell and order.handOver together.',
  },
  ORDER_MONEY_TAKEN: {
    says: 'A court took money of the order {orderId} out of its box.',
    cure: 'Write down the end of the order (order.tick).',
  },
});

import { refuse } from '../../kit/errors';
import { CURRENCY_EXPONENT, isCurrency } from '../../kit/value/currency';
import { type Money, of } from '../../kit/value/money';
import { paymentErrors } from '../errors';

/** `InstdAmt` and its kin: `{"@Ccy":"EUR","#":"12.50"}`, always with all decimals of the currency. */
export interface Amount {
  readonly '@Ccy': string;
  readonly '#': string;
}

/** Refuses a message with the ISO 20022 reason. */
export const unreadable = (reason: string, why: string): never =>
  refuse(paymentErrors.ISO_UNREADABLE, { reason, why });

/** `12.50`: always with all decimals of the currency. */
export function decimalOf({ amount, currency }: Money): string {
  const exponent = CURRENCY_EXPONENT[currency];
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  return `${amount < 0n ? '-' : ''}${whole}${exponent ? `.${digits.slice(-exponent)}` : ''}`;
}

/**
 * A decimal as XML Schema has it (`12.5`, `.50`, `+12.50`, `5.`) and banks write it, without leading zeros. Decimals beyond those of the currency
 * are refused (AM12) unless they are zeros, fewer are filled up.
 */
export function moneyOf(text: string, code: string): Money {
  if (!isCurrency(code)) return unreadable('AM03', `the currency ${code.slice(0, 3)} is not accepted`);
  const found = /^([+-]?)(0|[1-9]\d{0,17})?(?:\.(\d{0,17}))?$/.exec(text.trim());
  const [, sign, whole = '', rest = ''] = found ?? [];
  const exponent = CURRENCY_EXPONENT[code];
  const decimals = rest.replace(/0+$/, '');
  const digits = `${whole}${decimals.padEnd(exponent, '0')}`.replace(/^0+(?=\d)/, '');
  if (!found || `${whole}${rest}` === '' || decimals.length > exponent || digits.length > 18)
    return unreadable('AM12', 'the amount is not a decimal of the currency');
  const minor = BigInt(digits || '0');
  return of(sign === '-' ? -minor : minor, code);
}

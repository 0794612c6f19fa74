import { demand, refuse } from '../../kit/errors';
import { type Currency, isCurrency } from '../../kit/value/currency';
import type { Money } from '../../kit/value/money';
import { paymentErrors } from '../errors';
import { payable } from '../records/party';
import { category } from '../../words/category';
import { id, org } from '../../kit/value/text';
import { isInstant } from '../../kit/value/time';
import type { z } from 'zod';

/** What the square on a till says. */
export interface Code {
  readonly requestId?: string | undefined;
  readonly payee: string;
  readonly currency: Currency;
  readonly amount?: Money | undefined;
  readonly issuer?: string | undefined;
  readonly category?: string | undefined;
  readonly until?: string | undefined;
}

const HEAD = 'roadbook:pay?v=1';

/** What a code says, field by field in this order; amounts are minor units. */
export function fieldsOf({ requestId, payee, currency, amount, issuer, category: mcc, until }: Code): string {
  const fields: [string, string | undefined][] = [
    ['to', payee],
    ['cur', currency],
    ['amt', amount && `${amount.amount}`],
    ['req', requestId],
    ['iss', issuer],
    ['mcc', mcc],
    ['exp', until],
  ];
  return fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])).join('&');
}

/**
 * One line of text for a QR code, then a checksum over all that stands before it, as EMVCo's merchant-presented
 * codes have it (CRC-16/CCITT-FALSE, 4 capital hexadecimal digits).
 */
export function writeCode(code: Code): string {
  const body = `${HEAD}&${fieldsOf(code)}&crc=`;
  return body + crc16(body);
}

/** Reads what `writeCode` wrote and nothing else: the text must be exactly the one that its content gives. */
export function readCode(text: string): Code {
  const at = text.lastIndexOf('&crc=') + 5;
  if (!text.startsWith(`${HEAD}&`) || at < 5) return broken('it is not a payment code of this version');
  if (crc16(text.slice(0, at)) !== text.slice(at)) return broken('its checksum is wrong');
  return readFields(text.slice(HEAD.length + 1, at - 5));
}

/** Reads what `fieldsOf` wrote and nothing else. Throws QR_BROKEN. */
export function readFields(text: string): Code {
  const fields = new Map(
    text.split('&').map((field) => {
      const equals = field.indexOf('=');
      return [field.slice(0, equals), field.slice(equals + 1)] as const;
    }),
  );
  const currency = fields.get('cur') ?? '';
  if (!isCurrency(currency)) return broken('its currency is unknown');
  const amount = fields.get('amt');
  if (amount !== undefined && !/^[1-9][0-9]{0,17}$/.test(amount))
    return broken('its amount is not a number of minor units');
  const until = fields.get('exp');
  if (until !== undefined && !isInstant(until)) return broken('its end is not an instant');
  const code: Code = {
    payee: fits(payable, fields.get('to') ?? '', 'payee'),
    currency,
    ...(amount && { amount: { amount: BigInt(amount), currency } }),
    ...pick(id, fields.get('req'), 'requestId'),
    ...pick(org, fields.get('iss'), 'issuer'),
    ...pick(category, fields.get('mcc'), 'category'),
    ...(until && { until }),
  };
  demand(fieldsOf(code) === text, paymentErrors.QR_BROKEN, { why: 'it holds something beside' });
  return code;
}

const broken = (why: string): never => refuse(paymentErrors.QR_BROKEN, { why });
const fits = (schema: z.ZodType<string>, text: string, name: string): string =>
  schema.safeParse(text).success ? text : broken(`its ${name} is not usable`);
const pick = (
  schema: z.ZodType<string>,
  text: string | undefined,
  name: 'requestId' | 'issuer' | 'category',
) => (text === undefined ? {} : { [name]: fits(schema, text, name) });

/** CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF; the check value of "123456789" is 29B1. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

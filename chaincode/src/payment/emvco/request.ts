import { demand } from '../../kit/errors';
import { numericOf } from '../../kit/value/money';
import { decimalOf } from '../iso20022/amount';
import { paymentErrors } from '../errors';
import { type Code, fieldsOf, readFields } from '../rules/qr';
import { type Item, itemsIn, readMerchantCode, writeMerchantCode, written } from './code';

/** What every wallet shows of a merchant and the ledger does not know. */
export interface Shop {
  readonly name?: string | undefined;
  readonly city?: string | undefined;
  readonly country?: string | undefined;
}

/** The identifier of our template; the text of a code of ours follows it in pieces. */
const OURS = 'roadbook';
const PIECE = 83;
const TEMPLATES = ['26', '27', '28', '29', '30', '31'] as const;

/**
 * A payment request as an EMVCo merchant-presented code that any wallet parses. Our own fields are merchant
 * account information (26 and following); where the shop says nothing, its name is that of the payee, its city
 * that of no place and its country the unknown one of ISO 3166 (ZZ).
 */
export function writeRequest(code: Code, { name, city, country }: Shop, reusable: boolean): string {
  const { payee, currency, amount, category = '0000', requestId } = code;
  const text = fieldsOf(code);
  const pieces = text.match(new RegExp(`.{1,${PIECE}}`, 'gu')) ?? [];
  const account = pieces.map((value, n): Item => {
    const template = [
      { id: '00', value: OURS },
      { id: '01', value },
    ];
    return { id: TEMPLATES[n] ?? '', value: written(template) };
  });
  const shown = name ?? payee.slice(payee.indexOf('/') + 1).slice(0, 25);
  const label = requestId !== undefined && requestId.length <= 25;
  return writeMerchantCode([
    { id: '01', value: reusable ? '11' : '12' },
    ...account,
    { id: '52', value: category },
    { id: '53', value: numericOf(currency) },
    ...(amount ? [{ id: '54', value: decimalOf(amount) }] : []),
    { id: '58', value: country ?? 'ZZ' },
    { id: '59', value: shown },
    { id: '60', value: city ?? '-' },
    ...(label ? [{ id: '62', value: written([{ id: '05', value: requestId }]) }] : []),
  ]);
}

/** What our template in an EMVCo code asks for; currency and amount must be those that every wallet shows. */
export function readRequest(text: string): Code {
  const items = readMerchantCode(text);
  const value = (id: string) => items.find((item) => item.id === id)?.value;
  const pieces = TEMPLATES.flatMap((id) => {
    const template = itemsIn(value(id) ?? '');
    const ours = template.find((item) => item.id === '00')?.value === OURS;
    return ours ? template.filter((item) => item.id === '01').map((item) => item.value) : [];
  });
  demand(pieces.length > 0, paymentErrors.QR_BROKEN, { why: 'it names no account of this ledger' });
  const code = readFields(pieces.join(''));
  const { currency, amount } = code;
  const same = value('53') === numericOf(currency) && value('54') === (amount && decimalOf(amount));
  demand(same, paymentErrors.QR_BROKEN, { why: 'it shows another amount than it asks for' });
  return code;
}

export const isMerchantCode = (text: string): boolean => text.startsWith('000201');

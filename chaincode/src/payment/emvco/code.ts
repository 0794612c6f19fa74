import { refuse } from '../../kit/errors';
import { paymentErrors } from '../errors';
import { crc16 } from '../rules/qr';

/** One data object of an EMVCo code: an id of two digits and its value. */
export interface Item {
  readonly id: string;
  readonly value: string;
}

const broken = (why: string): never => refuse(paymentErrors.QR_BROKEN, { why });
const CRC = '63';

/** The data objects of a text or of a template; a length counts characters, as the specification has it. */
export function itemsIn(text: string): Item[] {
  const letters = [...text];
  const items: Item[] = [];
  for (let at = 0; at < letters.length; ) {
    const head = letters.slice(at, at + 4).join('');
    if (!/^[0-9]{4}$/.test(head)) return broken('its fields do not follow one another');
    const length = Number(head.slice(2));
    const value = letters.slice(at + 4, at + 4 + length);
    if (length === 0 || value.length < length) return broken('a field is cut off');
    items.push({ id: head.slice(0, 2), value: value.join('') });
    at += 4 + length;
  }
  return items;
}

/** Data objects as text, in the order given. Throws QR_BROKEN for one that is empty or over 99 characters. */
export const written = (items: readonly Item[]): string =>
  items
    .map(({ id, value }) => {
      const { length } = [...value];
      return length < 1 || length > 99
        ? broken(`field ${id} does not fit`)
        : `${id}${`${length}`.padStart(2, '0')}${value}`;
    })
    .join('');

/**
 * A merchant-presented code (EMVCo QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1): payload
 * format 01 first, the checksum over all before it, its own id and length included, last.
 */
export function writeMerchantCode(items: readonly Item[]): string {
  const body = `${written([{ id: '00', value: '01' }, ...items])}${CRC}04`;
  return body + crc16(body);
}

/** Reads any merchant-presented code: its data objects in order, without format and checksum. */
export function readMerchantCode(text: string): Item[] {
  const body = text.slice(0, -4);
  if (!text.startsWith('000201') || !body.endsWith(`${CRC}04`)) return broken('it is no code of this kind');
  if (crc16(body) !== text.slice(-4).toUpperCase()) return broken('its checksum is wrong');
  const items = itemsIn(body.slice(0, -4)).slice(1);
  const ids = items.map(({ id }) => id);
  return new Set(ids).size === ids.length && !ids.includes(CRC) ? items : broken('a field comes twice');
}

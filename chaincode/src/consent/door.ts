import { type Answering, answer } from '../kit/answer';
import { isGranted } from '../vehicle/door';
import type { Vehicle } from '../vehicle/records/vehicle';
import { type Grant, grants } from './records/grant';
import { grantStatusAt } from './rules/grant';

/** Grants of a vehicle that are looked through. */
const [PAGES, SIZE] = [16, 100];

async function granted(
  tx: Answering<'lists'>,
  { vin, owners }: Vehicle,
  category?: string,
): Promise<boolean> {
  const opens = ({ terms, ...grant }: Grant) =>
    (category === undefined || terms.categories.some((one) => one === category)) &&
    tx.is(terms.grantee) &&
    ['granted', 'used'].includes(grantStatusAt({ terms, ...grant }, owners, tx.now));
  const known = tx.enter({ grants }).grants;
  let after: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { items, next } = await known.list({ size: SIZE, ...(after !== undefined && { after }) }, vin);
    if (items.some(opens)) return true;
    if (next === undefined) return false;
    after = next;
  }
  return false;
}

/** What lower rooms ask of this one. */
export const consentAnswers = [answer(isGranted, granted)];

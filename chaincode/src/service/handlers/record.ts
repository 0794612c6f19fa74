import { canonicalLink, capture } from '../../part/door';
import type { Flag } from '../../part/records/part';
import type { Writing } from '../tables';
import { type Report, type ServiceRecord } from '../records/work';
import { exchangeEvents, judgePart } from '../rules/record';

/**
 * Each exchange is checked against what room part knows, and told to its chain if the vehicle has an identity
 * there.
 */
export async function exchange(
  tx: Writing,
  vin: string,
  wanted: Report['parts'],
): Promise<ServiceRecord['parts']> {
  if (wanted.length === 0) return [];
  const epc = (await tx.births.find(vin))?.epc;
  const done: ServiceRecord['parts'] = [];
  for (const one of wanted) {
    const judged = judgePart(await tx.parts.find(canonicalLink(one.fitted)));
    const raised: Flag[] = [];
    for (const event of epc === undefined ? [] : exchangeEvents(epc, one, tx.now)) {
      const answer = await capture(tx, event);
      raised.push(
        ...answer.raised.filter((sign) => sign.epc === canonicalLink(one.fitted)).map(({ flag }) => flag),
      );
    }
    const worse = judged.genuineness === 'genuine' && raised.some((flag) => flag !== 'custody_break');
    const flags = [...new Set([...judged.flags, ...raised])];
    done.push({ ...one, flags, genuineness: worse ? 'suspect' : judged.genuineness });
  }
  return done;
}

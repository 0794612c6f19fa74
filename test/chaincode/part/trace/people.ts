import { openWorld, type Someone } from '@roadbook/ledger';
import type { EpcisEvent } from '../../../../chaincode/src/part/epcis/event';

export const lotOf = (lot: string) => `https://id.gs1.org/01/04012345123456/10/${lot}`;
/** Cars that nobody has to commission. */
export const carOf = (number: number) =>
  `https://id.gs1.org/8004/4012345WVWZZZ1KZAW${String(number).padStart(6, '0')}`;
export const boxOf = (number: number) => {
  const digits = `34012345${String(number).padStart(9, '0')}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `https://id.gs1.org/00/${digits}${(10 - (sum % 10)) % 10}`;
};

export async function people() {
  const world = await openWorld({ batched: true });
  return {
    ...world,
    maker: await world.be('manufacturer/bolts', 'supplier'),
    plant: await world.be('manufacturer/plant', 'manufacturer'),
    dealer: await world.be('lender/dealer', 'dealer'),
    garage: await world.be('insurer/garage', 'workshop'),
    auditor: await world.be('registry/audit', 'auditor'),
  };
}

/** Captures events in their order, a hundred in a transaction. */
export async function captured(who: Someone, ...events: EpcisEvent[]): Promise<string[]> {
  const signs: string[] = [];
  for (let from = 0; from < events.length; from += 100) {
    const items = events.slice(from, from + 100).map((event) => ({ event }));
    const { results } = await who.on.part.captureMany({ items });
    signs.push(...results.flatMap(({ raised }) => raised.map(({ flag }) => flag)));
  }
  return signs;
}

type Traced = Awaited<ReturnType<Someone['on']['part']['whereUsed']>>;
type Query = 'whereUsed' | 'whereFrom';

/** The ids of all links, page by page to the end. */
export async function all(who: Someone, query: Query, id: string, size?: number): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | undefined; ; ) {
    const page: Traced = await who.on.part[query]({ id, ...(size && { size }), ...(after && { after }) });
    found.push(...page.links.map((link) => link.id));
    if (page.next === undefined) {
      expect(page.truncated).toBe(false);
      return found;
    }
    expect(page.truncated).toBe(true);
    after = page.next;
  }
}

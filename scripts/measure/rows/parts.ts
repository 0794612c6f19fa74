import type { EpcisEvent } from '@roadbook/chaincode/api';
import { attemptsOf, type Cast } from '../cast';
import { bothWays, numbers, type Row, rowOf } from '../row';

/** Part events: each commissions one part of a serial number of its own. */
export function partRows(cast: Cast, batches: number, sizes: readonly number[]): Row[] {
  const { plant, single: singly, mark, inFlight } = cast;
  const place = { id: 'urn:epc:id:sgln:4012345.00005.0' };
  let count = 0;
  const made = (): EpcisEvent => ({
    ...{ type: 'ObjectEvent', action: 'ADD', epcList: [`urn:epc:id:sgtin:4012345.011111.${mark}${count++}`] },
    ...{ eventTime: new Date(Date.now() - 60_000).toISOString(), eventTimeZoneOffset: '+00:00' },
    ...{ bizStep: 'commissioning', disposition: 'active', readPoint: place, bizLocation: place },
  });
  const single = bothWays(
    { name: 'capture', says: 'capture a part event', inFlight },
    plant,
    singly.plant,
    async (by) => attemptsOf(await by.part.capture({ event: made() })),
  );
  const many = sizes.map((items) =>
    rowOf({
      ...{ name: `capture×${items}`, says: `capture ${items} part events in one transaction`, sort: 'batch' },
      ...{ inFlight: batches, items },
      act: async () =>
        attemptsOf(await plant.part.captureMany({ items: numbers(items).map(() => ({ event: made() })) })),
    }),
  );
  return [...single, ...many];
}

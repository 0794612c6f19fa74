import { openWorld } from '@roadbook/ledger';
import { box, happened } from './yard';

describe('I8, gs1/EPCIS example 9.6.2: events about lots alone', () => {
  const CHEESE = 'urn:epc:class:lgtin:4012345.012345.998877';
  const told = (more: object) =>
    happened({ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', ...more });

  test('are listed and exported, page by page, each once, however the lot is spelled', async () => {
    const { be } = await openWorld();
    const maker = await be('manufacturer/bolts', 'supplier');
    const quantityList = [{ epcClass: CHEESE, quantity: 200, uom: 'KGM' }];
    const events = [
      told({ action: 'ADD', bizStep: 'commissioning', quantityList }),
      told({ quantityList }),
      happened({
        type: 'TransformationEvent',
        inputQuantityList: [{ epcClass: CHEESE, quantity: 100 }],
        outputQuantityList: [
          { epcClass: CHEESE, quantity: 50 },
          { epcClass: `${CHEESE}1`, quantity: 50 },
        ],
      }),
      happened({
        type: 'AggregationEvent',
        action: 'ADD',
        parentID: box,
        childQuantityList: [{ epcClass: CHEESE, quantity: 1 }],
      }),
    ];
    for (const event of events) await maker.on.part.capture({ event });
    for (const [epc, size] of [
      [CHEESE, 1],
      ['https://cheese.example/01/04012345123456/10/998877', 100],
    ] as const) {
      const found: { eventTime: string }[] = [];
      for (let after: string | undefined; ; ) {
        const page = await maker.on.part.exportEvents({ epc, size, ...(after && { after }) });
        found.push(...page.document.epcisBody.eventList);
        if (page.next === undefined) break;
        after = page.next;
      }
      const times = (list: readonly { eventTime: string }[]) => list.map(({ eventTime }) => eventTime).sort();
      expect(times(found)).toEqual(times(events));
    }
    expect((await maker.on.part.listEvents({ epc: `${CHEESE}1` })).items).toHaveLength(1);
    await expect(maker.on.part.exportEvents({ epc: `${CHEESE}2` })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

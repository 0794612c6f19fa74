import { openWorld } from '@roadbook/ledger';

const epc = (serial: string) => `https://id.gs1.org/01/04012345111118/21/${serial}`;
const at = (minute: number) => ({
  eventTime: `2026-03-02T08:${String(minute).padStart(2, '0')}:00.000+00:00`,
  eventTimeZoneOffset: '+00:00',
});
const commission = (minute: number, ...serials: string[]) =>
  ({
    type: 'ObjectEvent',
    ...at(minute),
    action: 'ADD',
    bizStep: 'commissioning',
    epcList: serials.map(epc),
  }) as const;

describe.each([true, false])('part, with batched messages: %s', (batched) => {
  const open = async () => {
    const world = await openWorld({ batched });
    const supplier = await world.be('manufacturer/bolts', 'supplier');
    const maker = await world.be('manufacturer/plant', 'manufacturer');
    const workshop = await world.be('insurer/garage', 'workshop');
    return { ...world, supplier, maker, workshop };
  };

  test('a commissioned part is held by its maker', async () => {
    const { supplier, ledger } = await open();
    const { eventId, recorded, raised } = await supplier.on.part.capture({ event: commission(1, 'A') });
    expect([recorded, raised]).toEqual(['new', []]);
    expect(await supplier.on.part.read({ epc: 'urn:epc:id:sgtin:4012345.011111.A' })).toMatchObject({
      epc: epc('A'),
      state: { status: 'active', custodian: 'manufacturer/bolts', maker: 'manufacturer/bolts' },
      flags: [],
    });
    expect((await supplier.on.part.readEvent({ eventId })).event).toMatchObject({
      eventId,
      by: 'manufacturer/bolts',
    });
    expect(ledger.events.at(-1)?.facts[0]).toMatchObject({ name: 'EventCaptured', things: 1 });
  });

  test('the same event written otherwise exists already', async () => {
    const { supplier } = await open();
    const first = await supplier.on.part.capture({ event: commission(1, 'A', 'B') });
    const again = await supplier.on.part.capture({
      event: { ...commission(1), epcList: ['urn:epc:id:sgtin:4012345.011111.B', epc('A')] },
    });
    expect(again).toEqual({ ...first, recorded: 'exists' });
  });

  test('a batch is captured in one transaction, its doubles recognised', async () => {
    const { supplier } = await open();
    const items = Array.from({ length: 100 }, (_, index) => ({ event: commission(1, `S${index}`) }));
    const { results } = await supplier.on.part.captureMany({
      items: [...items, { event: commission(1, 'S5') }],
    });
    expect(results.map(({ recorded }) => recorded)).toEqual([...items.map(() => 'new'), 'exists']);
  });
});

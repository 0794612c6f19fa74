import { contentSeal } from '../../../chaincode/src/part/rules/proof';
import { openWorld, type Someone } from '@roadbook/ledger';
import {
  box,
  car,
  commission,
  epc,
  fit,
  inspect,
  pack,
  receive,
  remove,
  ship,
  transform,
  unpack,
} from './yard';

const [A, B, C, D] = [epc('A'), epc('B'), epc('C'), epc('D')] as const;
const lotOf = (lot: string) => `https://id.gs1.org/01/04012345123456/10/${lot}`;

describe.each([true, false])('part on the ledger, with batched messages: %s', (batched) => {
  const open = async () => {
    const world = await openWorld({ batched });
    return {
      ...world,
      maker: await world.be('manufacturer/bolts', 'supplier'),
      plant: await world.be('manufacturer/plant', 'manufacturer'),
      dealer: await world.be('lender/dealer', 'dealer'),
      garage: await world.be('insurer/garage', 'workshop'),
      auditor: await world.be('registry/audit', 'auditor'),
    };
  };

  describe('an event', () => {
    test('declared false is taken back once, and stays on the ledger', async () => {
      const { maker, auditor } = await open();
      const shipped = ship(A);
      await maker.on.part.capture({ event: commission(A) });
      const { eventId } = await maker.on.part.capture({ event: shipped });
      const errorDeclaration = { declarationTime: '2026-03-02T08:30:00Z', reason: 'did_not_occur' } as const;
      const declared = await maker.on.part.capture({ event: { ...shipped, errorDeclaration } });
      expect(declared).toEqual({ eventId, recorded: 'declared', raised: [] });
      expect((await maker.on.part.read({ epc: A })).state.status).toBe('active');
      expect((await maker.on.part.capture({ event: { ...shipped, errorDeclaration } })).recorded).toBe(
        'exists',
      );
      const { event, declarations } = await auditor.on.part.readEvent({ eventId });
      expect([event.erroneous, declarations.length]).toEqual(['did_not_occur', 1]);
      const { document } = await auditor.on.part.exportEvents({ epc: A });
      expect(document.epcisBody.eventList[0]?.errorDeclaration).toEqual(errorDeclaration);
      const other = { ...errorDeclaration, declarationTime: '2026-03-02T08:31:00Z' };
      expect((await maker.on.part.capture({ event: { ...shipped, errorDeclaration: other } })).recorded).toBe(
        'declared',
      );
      expect((await maker.on.part.read({ epc: A })).state.status).toBe('active');
    });

    test('with incorrect data keeps its effect and says which events correct it', async () => {
      const { maker } = await open();
      const wrong = commission(A);
      const { eventId } = await maker.on.part.capture({ event: wrong });
      const correction = await maker.on.part.capture({ event: commission(B) });
      const errorDeclaration = {
        declarationTime: '2026-03-02T08:30:00Z',
        reason: 'incorrect_data' as const,
        correctiveEventIDs: [correction.eventId],
      };
      await maker.on.part.capture({ event: { ...wrong, errorDeclaration } });
      expect((await maker.on.part.read({ epc: A })).state.status).toBe('active');
      expect((await maker.on.part.readEvent({ eventId })).event.erroneous).toBe('incorrect_data');
    });

    test('that nobody captured cannot be declared wrong, so no stranger stands in its way: EVENT_UNKNOWN', async () => {
      const { maker, dealer } = await open();
      const [event, errorDeclaration] = [commission(A), { declarationTime: '2026-03-02T08:30:00Z' }];
      await expect(dealer.on.part.capture({ event: { ...event, errorDeclaration } })).rejects.toMatchObject({
        code: 'EVENT_UNKNOWN',
      });
      expect((await maker.on.part.capture({ event })).recorded).toBe('new');
      expect((await maker.on.part.capture({ event: { ...event, errorDeclaration } })).recorded).toBe(
        'declared',
      );
    });

    test('and its error declaration may come in one batch, in this order', async () => {
      const { maker } = await open();
      const [event, errorDeclaration] = [commission(A), { declarationTime: '2026-03-02T08:30:00Z' }];
      const both = [{ event: { ...event, errorDeclaration } }, { event }];
      await expect(maker.on.part.captureMany({ items: both })).rejects.toMatchObject({
        code: 'EVENT_UNKNOWN',
      });
      const { results } = await maker.on.part.captureMany({ items: both.toReversed() });
      expect(results.map(({ recorded }) => recorded)).toEqual(['new', 'declared']);
    });

    test.each<[string, (who: Awaited<ReturnType<typeof open>>) => Promise<unknown>]>([
      [
        'NOT_ITS_CAPTURER',
        async ({ maker, dealer }) => {
          const event = commission(A);
          await maker.on.part.capture({ event });
          return dealer.on.part.capture({
            event: { ...event, errorDeclaration: { declarationTime: '2026-03-02T08:30:00Z' } },
          });
        },
      ],
      [
        'CHECK_DIGIT_WRONG',
        async ({ maker }) =>
          maker.on.part.capture({ event: commission('https://id.gs1.org/01/04012345111119/21/A') }),
      ],
      [
        'EVENT_IN_FUTURE',
        async ({ maker }) =>
          maker.on.part.capture({ event: { ...commission(A), eventTime: '2026-03-02T09:20:00Z' } }),
      ],
      [
        'LINK_MALFORMED',
        async ({ maker }) =>
          maker.on.part.capture({ event: commission('https://id.gs1.org/21/W1/01/04012345111118') }),
      ],
      [
        'HAND_OVER_NEEDS_SHIPPING',
        async ({ maker }) => maker.on.part.capture({ event: commission(A), to: 'lender/dealer' }),
      ],
      ['NOT_ALLOWED', async ({ auditor }) => auditor.on.part.capture({ event: commission(A) })],
      [
        'INVALID_REQUEST',
        async ({ maker, ledger }) => {
          const request = JSON.stringify({ event: { ...commission(A), bizStep: 'teleporting' } });
          return ledger.call(maker, { manner: 'submit', room: 'part', name: 'capture', request });
        },
      ],
    ])('is refused with %s', async (code, act) => {
      await expect(act(await open())).rejects.toMatchObject({ code });
    });

    test('crafted to have the hash of another is refused with EXISTS_DIFFERENTLY', async () => {
      const { maker, dealer } = await open();
      const genuine = { ...commission(A), 'x:a': '1', 'x:b': '2' };
      const { 'x:b': _, ...crafted } = { ...genuine, 'x:a': '1{urn:x:}b=2' };
      const context = { x: 'urn:x:' };
      await dealer.on.part.capture({ event: crafted, context });
      await expect(maker.on.part.capture({ event: genuine, context })).rejects.toMatchObject({
        code: 'EXISTS_DIFFERENTLY',
      });
    });

    test('with fields of its own keeps their namespace', async () => {
      const { maker } = await open();
      const { eventId } = await maker.on.part.capture({
        event: { ...commission(A), 'plant:line': '7' },
        context: [
          'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
          { plant: 'https://plant.example.com/' },
        ],
      });
      const { document } = await maker.on.part.exportEvents({ epc: A });
      expect(document['@context']).toEqual([expect.any(String), { plant: 'https://plant.example.com/' }]);
      expect(await maker.on.part.captureDocument({ document })).toEqual({
        results: [{ eventId, recorded: 'exists', raised: [] }],
      });
    });
  });

  describe('a document', () => {
    const documentWith = (...eventList: unknown[]) =>
      ({
        '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-03-02T08:00:00Z',
        epcisBody: { eventList },
      }) as never;

    test('tells the story of its things in its own order', async () => {
      const { maker, dealer, ledger } = await open();
      const document = documentWith(commission(A, B), pack(box, A, B), ship(box));
      const { results } = await maker.on.part.captureDocument({ document });
      expect(results.map(({ recorded }) => recorded)).toEqual(['new', 'new', 'new']);
      await dealer.on.part.capture({ event: receive(box) });
      const { raised } = await dealer.on.part.capture({ event: unpack(box, A) });
      expect(raised).toEqual([]);
      expect((await dealer.on.part.read({ epc: A })).state).toMatchObject({
        status: 'active',
        custodian: 'lender/dealer',
        maker: 'manufacturer/bolts',
      });
      expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['EventCaptured']);
    });

    test('of a packed box: what is read of a part is where its box is', async () => {
      const { maker, dealer, auditor } = await open();
      await maker.on.part.captureDocument({ document: documentWith(commission(A), pack(box, A), ship(box)) });
      await dealer.on.part.capture({ event: receive(box) });
      expect((await auditor.on.part.read({ epc: A })).state).toMatchObject({
        status: 'packed',
        custodian: 'lender/dealer',
      });
      await dealer.on.part.capture({ event: unpack(box) });
      expect((await auditor.on.part.read({ epc: A })).state).toMatchObject({
        status: 'active',
        custodian: 'lender/dealer',
      });
    });

    test('is refused as a whole when one event is', async () => {
      const { maker, dealer } = await open();
      await maker.on.part.capture({ event: commission(C) });
      await expect(
        dealer.on.part.captureDocument({ document: documentWith(commission(D), ship(C)) }),
      ).rejects.toMatchObject({
        code: 'NOT_IN_CUSTODY',
      });
      await expect(dealer.on.part.read({ epc: D })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  test('a batch names the item that is refused and records none', async () => {
    const { maker, dealer } = await open();
    await maker.on.part.capture({ event: commission(C) });
    const items = [{ event: commission(D) }, { event: ship(C) }];
    const unread = [
      { event: commission(D) },
      { event: commission('https://id.gs1.org/21/W1/01/04012345111118') },
    ];
    await expect(dealer.on.part.captureMany({ items: unread })).rejects.toMatchObject({
      code: 'LINK_MALFORMED',
      facts: { item: 1 },
    });
    await expect(dealer.on.part.captureMany({ items })).rejects.toMatchObject({
      code: 'NOT_IN_CUSTODY',
      facts: { item: 1 },
    });
    await expect(dealer.on.part.read({ epc: D })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  describe('in one block', () => {
    const calling = (who: Someone, event: unknown) =>
      [who, { manner: 'submit', room: 'part', name: 'capture', request: JSON.stringify({ event }) }] as const;

    test('only one of two events on the same part is valid', async () => {
      const { maker, ledger } = await open();
      await maker.on.part.capture({ event: commission(A) });
      expect(await ledger.race(calling(maker, ship(A)), calling(maker, pack(box, A)))).toEqual([
        'VALID',
        'MVCC_READ_CONFLICT',
      ]);
    });

    test('the same event captured twice is recorded once', async () => {
      const { maker, ledger } = await open();
      const event = commission(A);
      expect(await ledger.race(calling(maker, event), calling(maker, event))).toEqual([
        'VALID',
        'MVCC_READ_CONFLICT',
      ]);
    });

    test('users of one lot do not collide', async () => {
      const { maker, dealer, ledger } = await open();
      const use = (input: string, output: string) => ({
        ...transform([input], [output]),
        inputQuantityList: [{ epcClass: lotOf('STEEL'), quantity: 1, uom: 'KGM' }],
      });
      expect(await ledger.race(calling(maker, use(A, B)), calling(dealer, use(C, D)))).toEqual([
        'VALID',
        'VALID',
      ]);
    });
  });

  test('signs are told to whoever listens', async () => {
    const { maker, dealer, ledger } = await open();
    await maker.on.part.capture({ event: commission(A) });
    const { raised } = await dealer.on.part.capture({ event: inspect(A) });
    expect(raised).toEqual([{ epc: A, flag: 'seen_elsewhere' }]);
    expect(ledger.events.at(-1)?.facts).toContainEqual(
      expect.objectContaining({ name: 'PartFlagged', epc: A, flag: 'seen_elsewhere' }),
    );
  });

  test('the events of a part are listed page by page, newest first', async () => {
    const { maker } = await open();
    const events = [commission(A), inspect(A), inspect(A, B), ship(A)];
    for (const event of events) await maker.on.part.capture({ event });
    const first = await maker.on.part.listEvents({ epc: A, size: 3 });
    const rest = await maker.on.part.listEvents({ epc: A, size: 3, after: first.next ?? '' });
    expect([...first.items, ...rest.items].map(({ event }) => event.eventTime)).toEqual(
      events.map(({ eventTime }) => eventTime).reverse(),
    );
    expect(rest.next).toBeUndefined();
  });

  describe('a trace', () => {
    const story = async () => {
      const world = await open();
      const { maker } = world;
      const lot = {
        type: 'TransformationEvent' as const,
        eventTime: '2026-03-01T07:00:00Z',
        eventTimeZoneOffset: '+00:00',
        inputQuantityList: [{ epcClass: lotOf('STEEL'), quantity: 12.5, uom: 'KGM' }],
        outputEPCList: [A],
      };
      await maker.on.part.captureMany({
        items: [
          { event: lot },
          { event: transform([A], [B]) },
          { event: commission(C) },
          { event: fit(car, B, C) },
        ],
      });
      return world;
    };

    test('goes from the car to what it is made of', async () => {
      const { auditor } = await story();
      const { links, truncated } = await auditor.on.part.whereFrom({ id: car });
      expect(links.map(({ id, depth, how }) => [id, depth, how])).toEqual([
        [B, 1, 'contained'],
        [C, 1, 'contained'],
        [A, 2, 'transformed'],
        [lotOf('STEEL'), 3, 'transformed'],
      ]);
      expect(truncated).toBe(false);
    });

    test('goes from the lot to every car', async () => {
      const { auditor } = await story();
      const { links } = await auditor.on.part.whereUsed({ id: 'urn:epc:class:lgtin:4012345.012345.STEEL' });
      expect(links.map(({ id, depth }) => [id, depth])).toEqual([
        [A, 1],
        [B, 2],
        [car, 3],
      ]);
    });

    test('counts how far a fault reaches without naming anybody', async () => {
      const { auditor } = await story();
      expect(await auditor.on.part.countAffected({ ids: [lotOf('STEEL')] })).toEqual({
        reached: 4,
        outermost: 1,
        truncated: false,
      });
      expect(await auditor.on.part.countAffected({ ids: [C, car] })).toEqual({
        reached: 2,
        outermost: 1,
        truncated: false,
      });
    });

    test('stops at its depth and says so', async () => {
      const { auditor } = await story();
      expect(await auditor.on.part.whereUsed({ id: lotOf('STEEL'), depth: 1 })).toMatchObject({
        links: [{ id: A }],
        truncated: true,
      });
    });

    test('forgets what was removed', async () => {
      const { auditor, garage } = await story();
      await garage.on.part.capture({ event: remove(car, B) });
      const { links } = await auditor.on.part.whereFrom({ id: car });
      expect(links.map(({ id }) => id)).toEqual([C]);
    });
  });

  describe('a quality notification', () => {
    const content = (id: string, to: string) => ({
      id,
      type: 'ALERT' as const,
      severity: 'LIFE-THREATENING' as const,
      title: 'Loose bolts',
      information: 'Torque below the limit',
      affected: ['urn:epc:id:sgtin:4012345.011111.A'],
      to,
    });

    test('goes from tier to tier, acknowledged at each', async () => {
      const { plant, maker, garage, auditor } = await open();
      await plant.on.part.raise(content('N-1', 'manufacturer/bolts'));
      await plant.on.part.send({ id: 'N-1' });
      await maker.on.part.receive({ id: 'N-1' });
      await maker.on.part.acknowledge({ id: 'N-1' });
      const passed = await maker.on.part.forward({
        id: 'N-2',
        relatedNotificationId: 'N-1',
        to: 'insurer/garage',
      });
      expect(passed).toMatchObject({
        status: 'SENT',
        tier: 2,
        root: 'N-1',
        relatedNotificationId: 'N-1',
        affected: [A],
        from: 'manufacturer/bolts',
      });
      await garage.on.part.acknowledge({ id: 'N-2' });
      await garage.on.part.accept({ id: 'N-2', answer: 'Batch blocked' });
      expect((await plant.on.part.listTiers({ id: 'N-1' })).items).toMatchObject([
        { tier: 1, status: 'ACKNOWLEDGED' },
        { tier: 2, status: 'ACCEPTED' },
      ]);
      await expect(plant.on.part.readNotification({ id: 'N-2' })).rejects.toMatchObject({
        code: 'NOT_YOURS',
      });
      expect(await auditor.on.part.readNotification({ id: 'N-2' })).toMatchObject({
        answer: 'Batch blocked',
      });
      expect(
        (await garage.on.part.listNotifications({ side: 'received' })).items.map(({ id }) => id),
      ).toEqual(['N-2']);
      expect((await maker.on.part.listNotifications({ side: 'sent' })).items.map(({ id }) => id)).toEqual([
        'N-2',
      ]);
      await maker.on.part.close({ id: 'N-2' });
      await expect(garage.on.part.decline({ id: 'N-2' })).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    });

    test('of the type BLOCK holds the parts of who acknowledged it: PART_BLOCKED', async () => {
      const { plant, maker, garage } = await open();
      await maker.on.part.capture({ event: commission(A, B) });
      await plant.on.part.raise({ ...content('N-1', 'manufacturer/bolts'), type: 'BLOCK' });
      await plant.on.part.send({ id: 'N-1' });
      await maker.on.part.acknowledge({ id: 'N-1' });
      await expect(maker.on.part.capture({ event: ship(A) })).rejects.toMatchObject({ code: 'PART_BLOCKED' });
      expect((await maker.on.part.capture({ event: ship(B) })).recorded).toBe('new');
      await garage.on.part.capture({ event: inspect(A) });
      await plant.on.part.close({ id: 'N-1' });
      expect((await maker.on.part.capture({ event: ship(A) })).recorded).toBe('new');
    });

    test('reaches a car through a private bill of material, shown line by line', async () => {
      const { plant, garage: smelter } = await open();
      const [salt, other] = ['1'.repeat(32), '2'.repeat(32)];
      const lines = [
        { epc: A, quantity: 1, salt },
        { epc: B, quantity: 1, salt: other },
      ];
      const { seal } = await plant.on.part.keepBom({ epc: car }, { epc: car, children: lines });
      await plant.on.part.seal({
        epc: car,
        what: 'bom',
        seal,
        children: lines.map((line) => contentSeal(line.salt, line.epc)),
      });
      await smelter.on.part.raise(content('N-1', 'manufacturer'));
      await smelter.on.part.send({ id: 'N-1' });
      await plant.on.part.acknowledge({ id: 'N-1' });
      const next = { id: 'N-2', relatedNotificationId: 'N-1', to: 'lender/dealer', affected: [car] };
      await expect(
        plant.on.part.forward({ ...next, proofs: [{ parent: car, child: A, salt: other }] }),
      ).rejects.toMatchObject({
        code: 'PROOF_FAILS',
      });
      await expect(
        plant.on.part.forward({ ...next, proofs: [{ parent: car, child: B, salt: other }] }),
      ).rejects.toMatchObject({
        code: 'PROOF_FAILS',
      });
      await plant.on.part.forward({ ...next, proofs: [{ parent: car, child: A, salt }] });
      expect((await smelter.on.part.listTiers({ id: 'N-1' })).items).toMatchObject([
        { tier: 1, status: 'ACKNOWLEDGED', affected: 1, proven: 0 },
        { tier: 2, status: 'SENT', affected: 1, proven: 1, overdue: false },
      ]);
    });

    test('raised twice is the same, and cancelled before it is sent', async () => {
      const { plant } = await open();
      const first = await plant.on.part.raise(content('N-1', 'manufacturer/bolts'));
      expect(await plant.on.part.raise(content('N-1', 'manufacturer/bolts'))).toEqual(first);
      await expect(plant.on.part.raise(content('N-1', 'insurer/garage'))).rejects.toMatchObject({
        code: 'EXISTS_DIFFERENTLY',
      });
      expect((await plant.on.part.cancel({ id: 'N-1' })).status).toBe('CANCELED');
    });

    test.each<[string, (who: { plant: Someone; maker: Someone; garage: Someone }) => Promise<unknown>]>([
      ['SENT_TO_ITSELF', ({ plant }) => plant.on.part.raise(content('N-9', 'manufacturer'))],
      ['WRONG_SIDE', ({ maker }) => maker.on.part.send({ id: 'N-1' })],
      [
        'UNKNOWN_TIER',
        ({ garage }) =>
          garage.on.part.forward({ id: 'N-2', relatedNotificationId: 'N-1', to: 'lender/dealer' }),
      ],
      [
        'NOT_ACKNOWLEDGED',
        ({ maker }) =>
          maker.on.part.forward({ id: 'N-2', relatedNotificationId: 'N-1', to: 'lender/dealer' }),
      ],
      ['NOT_FOUND', ({ maker }) => maker.on.part.receive({ id: 'N-7' })],
    ])('is refused with %s', async (code, act) => {
      const world = await open();
      await world.plant.on.part.raise(content('N-1', 'manufacturer/bolts'));
      await expect(act(world)).rejects.toMatchObject({ code });
    });
  });

  describe('private facts', () => {
    test('are kept by their organisation, and only their seal is public', async () => {
      const { plant, dealer } = await open();
      const price = { epc: A, price: { amount: 1250n, currency: 'EUR' as const } };
      const { seal } = await plant.on.part.keepPrice({ epc: A }, price);
      const sealed = await plant.on.part.seal({ epc: A, what: 'price', seal });
      expect(await dealer.on.part.readSeal({ epc: A, what: 'price', party: 'manufacturer' })).toEqual(sealed);
      expect(await plant.on.part.revealPrice({ epc: A, org: 'manufacturer' })).toEqual(price);
      await expect(dealer.on.part.revealPrice({ epc: A, org: 'manufacturer' })).rejects.toMatchObject({
        code: 'NOT_YOURS',
      });
    });

    test('a bill of material is kept like a price, and a false seal is refused', async () => {
      const { plant } = await open();
      const bom = {
        epc: car,
        children: [{ epc: A, supplier: 'manufacturer/bolts', quantity: 4, salt: '1'.repeat(32) }],
      };
      const { seal } = await plant.on.part.keepBom({ epc: car }, bom);
      await expect(plant.on.part.seal({ epc: car, what: 'bom', seal: '0'.repeat(64) })).rejects.toMatchObject(
        {
          code: 'PRIVATE_DIFFERS',
        },
      );
      expect((await plant.on.part.seal({ epc: car, what: 'bom', seal })).org).toBe('manufacturer');
      expect(await plant.on.part.revealBom({ epc: car, org: 'manufacturer' })).toEqual(bom);
    });
  });
});

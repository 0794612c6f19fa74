import fc from 'fast-check';
import { mustBeLive, grantStatusAt, markUsed } from '../../../chaincode/src/consent/rules/grant';
import { birth } from '../evidence/cast';
import { FROM, G1, minute, openStage, reading, sellCar, slice, terms, VIN } from './cast';

const asked = { ...G1, terms };

test('nothing is read before the owner gives consent', async () => {
  const { desk, owner } = await openStage();
  expect(await desk.on.consent.ask(asked)).toMatchObject({
    status: 'requested',
    owner: 'registry/owner',
    titleNo: 1,
  });
  await expect(desk.on.consent.access(reading('A-1'))).rejects.toMatchObject({ code: 'GRANT_UNGIVEN' });
  expect(await owner.on.consent.give(G1)).toMatchObject({ status: 'granted' });
  expect(await desk.on.consent.access(reading('A-1'))).toMatchObject({
    reader: 'insurer',
    by: 'insurer/desk',
    readsLeft: 2,
  });
});

test('without a grant there is nothing to read', async () => {
  const { desk } = await openStage();
  await expect(desk.on.consent.access(reading('A-1'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('every read leaves a receipt, and the same read again is the same receipt', async () => {
  const { ledger, desk, owner } = await openStage();
  await owner.on.consent.grant(asked);
  const receipt = await desk.on.consent.access(reading('A-1'));
  expect(await desk.on.consent.access(reading('A-1'))).toEqual(receipt);
  expect(receipt).toMatchObject({
    basis: 'grant',
    reference: 'G-1',
    slice,
    purpose: 'usageBasedInsurance',
    precision: 'full',
  });
  expect(ledger.events.at(-1)?.facts[0]).toMatchObject({
    name: 'DataAccessed',
    accessId: 'A-1',
    reader: 'insurer',
  });
  expect((await owner.on.consent.listAccesses({ vin: VIN })).items).toEqual([receipt]);
  expect(await owner.on.consent.readAccess({ vin: VIN, accessId: 'A-1' })).toEqual(receipt);
});

test('reads are used up one by one', async () => {
  const { desk, owner } = await openStage();
  await owner.on.consent.grant(asked);
  for (const left of [2, 1, 0])
    expect(await desk.on.consent.access(reading(`A-${left}`))).toMatchObject({ readsLeft: left });
  await expect(desk.on.consent.access(reading('A-4'))).rejects.toMatchObject({ code: 'GRANT_EXHAUSTED' });
  expect(await desk.on.consent.read(G1)).toMatchObject({ status: 'exhausted', readsLeft: 0 });
  await owner.on.consent.renew({ ...G1, validUntil: '2026-03-21T00:00:00.000Z', maxReads: 1 });
  expect(await desk.on.consent.access(reading('A-4'))).toMatchObject({ readsLeft: 0 });
});

test('a renewal with fewer reads counts, and the same once more changes nothing', async () => {
  const { desk, owner, ledger } = await openStage();
  await owner.on.consent.grant(asked);
  const validUntil = '2026-03-21T00:00:00.000Z';
  await owner.on.consent.renew({ ...G1, validUntil, maxReads: 5 });
  await owner.on.consent.renew({ ...G1, validUntil, maxReads: 1 });
  const told = ledger.events.length;
  await owner.on.consent.renew({ ...G1, validUntil, maxReads: 1 });
  expect(ledger.events).toHaveLength(told);
  expect(await desk.on.consent.read(G1)).toMatchObject({ status: 'granted', readsLeft: 1 });
});

test('the key turns when a given grant has ended by time, and stays when one was only asked for', async () => {
  const { desk, owner, ledger } = await openStage();
  await owner.on.consent.grant(asked);
  await desk.on.consent.ask({ ...asked, grantId: 'G-2' });
  ledger.pass(30 * 86_400_000);
  await desk.on.consent.close({ ...G1, grantId: 'G-2' });
  expect(await owner.on.consent.readEpoch({ vin: VIN })).toMatchObject({ epoch: '1.0' });
  await desk.on.consent.close(G1);
  await desk.on.consent.close(G1);
  expect(await owner.on.consent.readEpoch({ vin: VIN })).toMatchObject({ epoch: '1.1' });
});

test('peers without batched messages come to the same', async () => {
  const stage = await openStage({ batched: false });
  const { desk, owner } = stage;
  await owner.on.consent.grant(asked);
  expect(await desk.on.consent.access(reading('A-1'))).toMatchObject({ readsLeft: 2 });
  await owner.on.consent.withdraw(G1);
  await expect(desk.on.consent.access(reading('A-2'))).rejects.toMatchObject({ code: 'GRANT_REVOKED' });
});

test('a batch of reads takes all or nothing', async () => {
  const { desk, owner } = await openStage();
  await owner.on.consent.grant(asked);
  const items = ['A-1', 'A-2', 'A-3', 'A-4'].map((one) => reading(one));
  await expect(desk.on.consent.accessMany({ items })).rejects.toMatchObject({ code: 'GRANT_EXHAUSTED' });
  expect(await desk.on.consent.read(G1)).toMatchObject({ readsLeft: 3 });
  const { results } = await desk.on.consent.accessMany({ items: items.slice(0, 2) });
  expect(results.map(({ readsLeft }) => readsLeft)).toEqual([2, 1]);
});

test('access after a revocation in a later block is denied', async () => {
  const { desk, owner } = await openStage();
  await owner.on.consent.grant(asked);
  await desk.on.consent.access(reading('A-1'));
  const withdrawn = await owner.on.consent.withdraw(G1);
  expect(withdrawn).toMatchObject({ status: 'revoked' });
  expect(withdrawn.events.map(({ type }) => type)).toEqual(['given', 'withdrawn']);
  expect(await owner.on.consent.withdraw(G1)).toEqual(withdrawn);
  await expect(desk.on.consent.access(reading('A-2'))).rejects.toMatchObject({ code: 'GRANT_REVOKED' });
});

test('of a read and a revocation in one block only the first counts', async () => {
  const { ledger, desk, owner } = await openStage();
  await owner.on.consent.grant(asked);
  const call = (name: string, request: object) =>
    ({ manner: 'submit', room: 'consent', name, request: JSON.stringify(request) }) as const;
  const verdicts = await ledger.race([owner, call('withdraw', G1)], [desk, call('access', reading('A-1'))]);
  expect(verdicts).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
});

test('a grant ends by itself, and closing it writes that down once', async () => {
  const { ledger, desk, owner, dealer } = await openStage();
  await owner.on.consent.grant(asked);
  await expect(dealer.on.consent.close(G1)).rejects.toMatchObject({ code: 'GRANT_RUNNING' });
  const end = Date.parse(asked.terms.validUntil);
  ledger.now = end - 1;
  await expect(dealer.on.consent.close(G1)).rejects.toMatchObject({ code: 'GRANT_RUNNING' });
  ledger.now = end + 19_999;
  await expect(dealer.on.consent.close(G1)).rejects.toMatchObject({ code: 'GRANT_RUNNING' });
  ledger.now = end + 20_000;
  expect(await desk.on.consent.read(G1)).toMatchObject({ status: 'expired', readsLeft: 0 });
  await expect(desk.on.consent.access(reading('A-1'))).rejects.toMatchObject({ code: 'GRANT_EXPIRED' });
  const closed = await dealer.on.consent.close(G1);
  expect(closed).toMatchObject({ status: 'expired' });
  expect(await desk.on.consent.close(G1)).toEqual(closed);
  expect(ledger.events.filter(({ facts }) => facts[0]?.name === 'GrantClosed')).toHaveLength(1);
});

test('a change of owner ends all grants without touching them', async () => {
  const stage = await openStage();
  const { desk, owner, buyer } = stage;
  await owner.on.consent.grant(asked);
  await desk.on.consent.ask({ ...asked, grantId: 'G-2' });
  await sellCar(stage);
  await expect(desk.on.consent.access(reading('A-1'))).rejects.toMatchObject({
    code: 'GRANT_OF_FORMER_OWNER',
  });
  expect(await desk.on.consent.read(G1)).toMatchObject({ status: 'revoked', readsLeft: 0 });
  await expect(buyer.on.consent.give({ vin: VIN, grantId: 'G-2' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(owner.on.consent.give({ vin: VIN, grantId: 'G-2' })).rejects.toMatchObject({
    code: 'GRANT_OF_FORMER_OWNER',
  });
  await expect(
    owner.on.consent.renew({ ...G1, validUntil: terms.validUntil, maxReads: 1 }),
  ).rejects.toMatchObject({
    code: 'GRANT_OF_FORMER_OWNER',
  });
  expect(await desk.on.consent.close(G1)).toMatchObject({ status: 'revoked' });
  expect((await buyer.on.consent.listGrants({ vin: VIN })).items).toEqual([]);
});

test('the next owner opens nothing of the time before', async () => {
  const stage = await openStage();
  const { buyer } = stage;
  await sellCar(stage);
  await expect(buyer.on.consent.grant(asked)).rejects.toMatchObject({ code: 'DATA_BEFORE_TITLE' });
});

test.each([
  ['PURPOSE_DIFFERS', { purpose: 'research' }],
  ['CATEGORY_CLOSED', { slice: { ...slice, category: 'location' } }],
  ['TIME_CLOSED', { slice: { ...slice, fromTime: '2026-03-02T08:00:00.000Z' } }],
  ['EVIDENCE_UNFITTING', { slice: { ...slice, untilLeaf: 61 } }],
  ['EVIDENCE_UNFITTING', { slice: { ...slice, fromLeaf: 20 } }],
  [
    'EVIDENCE_UNFITTING',
    { slice: { ...slice, fromTime: '2026-03-05T00:00:00.000Z', untilTime: '2026-03-06T00:00:00.000Z' } },
  ],
] as const)('%s: a read keeps to what was granted', async (code, more) => {
  const { desk, owner } = await openStage();
  await owner.on.consent.grant(asked);
  await expect(desk.on.consent.access(reading('A-1', more))).rejects.toMatchObject({ code });
});

test('consent for one trip opens no other', async () => {
  const { desk, owner, device } = await openStage();
  await owner.on.consent.grant({ ...asked, terms: { ...terms, trip: 'T-2' } });
  await expect(desk.on.consent.access(reading('A-1'))).rejects.toMatchObject({ code: 'TRIP_CLOSED' });
  const trip = { t0: '2026-03-02T09:20:00.000Z', t1: '2026-03-02T09:20:59.000Z', trip: 'T-2' };
  await owner.on.evidence.anchor(device.anchors(minute(2, trip)));
  const there = { ...slice, evidenceId: 'E-2', fromTime: trip.t0, untilTime: trip.t1 };
  expect(await desk.on.consent.access(reading('A-1', { slice: there }))).toMatchObject({ readsLeft: 2 });
});

test.each([
  ['TERMS_OVER', { validUntil: FROM }],
  ['TIME_CLOSED', { untilTime: terms.fromTime }],
  ['DATA_BEFORE_TITLE', { fromTime: '2026-03-02T08:59:59.000Z' }],
] as const)('%s: terms that cannot be granted', async (code, more) => {
  const { desk, owner } = await openStage();
  await expect(owner.on.consent.grant({ ...asked, terms: { ...terms, ...more } })).rejects.toMatchObject({
    code,
  });
  await expect(desk.on.consent.ask({ ...asked, terms: { ...terms, ...more } })).rejects.toMatchObject({
    code,
  });
});

test('only the owner grants, only the grantee asks and reads', async () => {
  const { desk, owner, buyer, workshop } = await openStage();
  await expect(buyer.on.consent.grant(asked)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(workshop.on.consent.ask(asked)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(
    owner.on.consent.grant({ ...asked, terms: { ...terms, grantee: 'registry/owner' } }),
  ).rejects.toMatchObject({
    code: 'SELF_GRANT',
  });
  await owner.on.consent.grant(asked);
  await expect(workshop.on.consent.access(reading('A-1'))).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(workshop.on.consent.read(G1)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(workshop.on.consent.listGranted({ grantee: 'insurer' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  expect((await desk.on.consent.listGranted({ grantee: 'insurer' })).items).toHaveLength(1);
});

test('what was refused is refused, and asking again is another grant', async () => {
  const { desk, owner } = await openStage();
  await desk.on.consent.ask(asked);
  const refused = await owner.on.consent.refuse(G1);
  expect(refused).toMatchObject({ status: 'denied', events: [{ type: 'requested' }, { type: 'refused' }] });
  expect(await owner.on.consent.refuse(G1)).toEqual(refused);
  await expect(owner.on.consent.give(G1)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  await expect(desk.on.consent.access(reading('A-1'))).rejects.toMatchObject({ code: 'GRANT_UNGIVEN' });
});

test('a vehicle that nobody holds has no one to ask', async () => {
  const { plant, desk } = await openStage();
  const vin = 'WP0ZZZ99ZTS392124';
  await expect(desk.on.consent.ask({ ...asked, vin })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await plant.on.vehicle.certifyBirth(birth(vin));
  await expect(desk.on.consent.ask({ ...asked, vin })).rejects.toMatchObject({ code: 'NO_TITLE_HOLDER' });
});

test('a story has room for sixty-four events and always for the withdrawal', async () => {
  const { owner } = await openStage();
  await owner.on.consent.grant(asked);
  const renew = (reads: number) =>
    owner.on.consent.renew({ ...G1, validUntil: `2026-03-2${reads % 2}T00:00:00.000Z`, maxReads: 1 });
  for (let at = 0; at < 62; at++) await renew(at);
  await expect(renew(62)).rejects.toMatchObject({ code: 'GRANT_STORY_FULL' });
  expect((await owner.on.consent.withdraw(G1)).events).toHaveLength(64);
});

const one = {
  ...G1,
  terms,
  owner: 'registry/owner',
  titleNo: 1,
  status: 'granted' as const,
  reads: 0,
  events: [{ type: 'given' as const, at: FROM, by: 'registry/owner' }],
};
const step = fc.constantFrom('read', 'withdraw', 'sell', 'wait');

test('over any history nothing is read without a live grant', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let [grant, titleNo, now, reads, over] = [
        { ...one } as Parameters<typeof markUsed>[0],
        1,
        FROM,
        0,
        false,
      ];
      for (const next of steps) {
        if (next === 'withdraw') [grant, over] = [{ ...grant, status: 'revoked' }, true];
        if (next === 'sell') [titleNo, over] = [titleNo + 1, true];
        if (next === 'wait') [now, over] = [terms.validUntil, true];
        if (next !== 'read') continue;
        const before = reads;
        let read = true;
        try {
          mustBeLive(grant, titleNo, now);
          grant = markUsed(grant);
          reads += 1;
        } catch {
          read = false;
        }
        expect(read).toBe(!over && before < terms.maxReads);
        expect(['granted', 'used'].includes(grantStatusAt(grant, titleNo, now))).toBe(
          !over && reads < terms.maxReads,
        );
      }
      expect(reads).toBeLessThanOrEqual(terms.maxReads);
    }),
  );
});

test('who closes a grant learns its status and nothing else of it', async () => {
  const { owner, dealer, ledger } = await openStage();
  await owner.on.consent.grant({ ...G1, terms });
  await owner.on.consent.withdraw(G1);
  ledger.pass(60_000);
  await expect(dealer.on.consent.read(G1)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect(await dealer.on.consent.close(G1)).toEqual({ ...G1, status: 'revoked' });
});

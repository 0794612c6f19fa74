import { clientOf, apis, money } from '@roadbook/chaincode/api';
import { enrol, founders, Ledger, type Options, type Person } from '@roadbook/ledger';
import { toyApi, toyContracts } from './toy';

const eur = (amount: bigint) => money.of(amount, 'EUR');

async function open(options: Options) {
  const ledger = new Ledger({ ...options, contracts: toyContracts });
  let salts = 0;
  const salt = () => `${salts++}`.padStart(32, '0');
  const on = (person: Person) => clientOf(toyApi, (call) => ledger.call(person, call), salt);
  const admin = await enrol('registry', 'admin', {}, 'admin');
  await clientOf(apis.member, (call) => ledger.call(admin, call)).found({ organisations: founders });
  const desk = await ledger.enrol('lender', 'desk', 'lender');
  const other = await ledger.enrol('insurer', 'desk', 'insurer');
  return { ledger, desk, other, on, lender: on(desk), insurer: on(other) };
}

const fill = (jarId: string, amount = '5') => ({
  manner: 'submit' as const,
  room: 'toy',
  name: 'fill',
  request: JSON.stringify({ jarId, holds: { amount, currency: 'EUR' } }),
});
const top = (jarId: string) => ({
  manner: 'submit' as const,
  room: 'toy',
  name: 'top',
  request: JSON.stringify({ jarId, more: { amount: '1', currency: 'EUR' } }),
});

describe.each([true, false])('a transaction, with batched messages: %s', (batched) => {
  test('reads its own writes', async () => {
    const { lender } = await open({ batched });
    await lender.fill({ jarId: 'a', holds: eur(5n) });
    expect((await lender.top({ jarId: 'a', more: eur(2n) })).holds).toEqual(eur(9n));
    expect((await lender.read({ jarId: 'a' })).holds).toEqual(eur(9n));
  });

  test('writes nothing and tells nothing when it is refused', async () => {
    const { lender, ledger } = await open({ batched });
    await lender.fill({ jarId: 'a', holds: eur(5n) });
    const before = [ledger.world.state.size, ledger.events.length];
    await expect(lender.spill({ jarId: 'a' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect([ledger.world.state.size, ledger.events.length]).toEqual(before);
    expect((await lender.read({ jarId: 'a' })).holds).toEqual(eur(5n));
  });

  test('repeated by the same caller answers the first result and changes nothing', async () => {
    const { lender, ledger } = await open({ batched });
    const first = await lender.fill({ jarId: 'a', holds: eur(5n) });
    expect(await lender.fill({ jarId: 'a', holds: eur(5n) })).toEqual(first);
    expect(ledger.events).toHaveLength(2);
  });

  test('with a known id and other content, or from somebody else, is refused', async () => {
    const { lender, insurer } = await open({ batched });
    await lender.fill({ jarId: 'a', holds: eur(5n) });
    await expect(lender.fill({ jarId: 'a', holds: eur(6n) })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    await expect(insurer.fill({ jarId: 'a', holds: eur(5n) })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
  });

  test('with a clock behind the record is taken, and the record keeps its later time', async () => {
    const { lender, ledger } = await open({ batched });
    await lender.fill({ jarId: 'a', holds: eur(5n) });
    ledger.pass(-1);
    const written = (): { updatedAt: string } => {
      const [, value] = [...ledger.world.state].find(([key]) => key.includes('jar\u0000a')) ?? [];
      return JSON.parse(Buffer.from(value?.value ?? []).toString());
    };
    const { updatedAt } = written();
    await expect(lender.top({ jarId: 'a', more: eur(1n) })).resolves.toMatchObject({ holds: eur(7n) });
    expect(written().updatedAt).toBe(updatedAt);
  });

  test('in a batch is all or nothing, and says which item was refused', async () => {
    const { lender, ledger } = await open({ batched });
    const items = ['a', 'b', 'c'].map((jarId) => ({ jarId, holds: eur(1n) }));
    await lender.fill({ jarId: 'b', holds: eur(9n) });
    await expect(lender.fillMany({ items })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
      facts: { item: 1 },
    });
    await expect(lender.read({ jarId: 'a' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { results } = await lender.fillMany({ items: items.filter(({ jarId }) => jarId !== 'b') });
    expect(results.map(({ jarId }) => jarId)).toEqual(['a', 'c']);
    expect(ledger.events.at(-1)?.facts).toHaveLength(2);
  });

  test('in a batch refuses too many items', async () => {
    const { lender } = await open({ batched });
    const items = Array.from({ length: 51 }, (_, at) => ({ jarId: `j${at}`, holds: eur(1n) }));
    await expect(lender.fillMany({ items })).rejects.toMatchObject({ code: 'TOO_MANY', facts: { max: 50 } });
  });

  test('finds records by index, page by page, and no longer once removed', async () => {
    const { lender } = await open({ batched });
    for (const jarId of ['a', 'b', 'c']) await lender.fill({ jarId, holds: eur(1n), shelf: 'top' });
    await lender.fill({ jarId: 'd', holds: eur(1n), shelf: 'to' });
    const first = await lender.listOnShelf({ shelf: 'top', page: { size: 2 } });
    expect(first.items.map(({ jarId }) => jarId)).toEqual(['a', 'b']);
    const second = await lender.listOnShelf({ shelf: 'top', page: { size: 2, after: first.next } });
    expect(second).toEqual({ items: [expect.objectContaining({ jarId: 'c' })] });
    await lender.smash({ jarId: 'b' });
    expect((await lender.listOnShelf({ shelf: 'top', page: {} })).items.map(({ jarId }) => jarId)).toEqual([
      'a',
      'c',
    ]);
    expect((await lender.list({ size: 100 })).items).toHaveLength(3);
  });
});

describe('a block', () => {
  test('of two first writers of one key has one winner', async () => {
    const { ledger, desk, other } = await open({});
    expect(await ledger.race([desk, fill('a')], [other, fill('a')])).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  });

  test('of two changes of one record has one winner', async () => {
    const { ledger, desk, lender } = await open({});
    await lender.fill({ jarId: 'a', holds: eur(5n) });
    expect(await ledger.race([desk, top('a')], [desk, top('a')], [desk, fill('b')])).toEqual([
      'VALID',
      'MVCC_READ_CONFLICT',
      'VALID',
    ]);
  });

  test('refuses public writes that too few organisations endorsed', async () => {
    const { ledger, desk } = await open({});
    const simulated = await ledger.simulate(desk, fill('a'));
    expect(ledger.commit({ ...simulated, endorsers: ['lender', 'insurer'] })).toEqual([
      'ENDORSEMENT_POLICY_FAILURE',
    ]);
  });
});

describe('private facts', () => {
  test('stay with the organisation that keeps them, under a seal that everybody can check', async () => {
    const { lender, insurer, ledger } = await open({});
    const { seal } = await lender.hide({ jarId: 'a' }, { text: 'two spoons of cinnamon' });
    expect(await lender.show({ org: 'lender', jarId: 'a' })).toEqual({ text: 'two spoons of cinnamon' });
    await expect(insurer.show({ org: 'lender', jarId: 'a' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
    expect(await insurer.vouch({ org: 'lender', jarId: 'a', seal })).toEqual({});
    await expect(insurer.vouch({ org: 'lender', jarId: 'a', seal: 'f'.repeat(64) })).rejects.toMatchObject({
      code: 'PRIVATE_DIFFERS',
    });
    const everything = JSON.stringify([
      [...ledger.world.state.values()].map(({ value }) => value.toString()),
      ledger.events,
    ]);
    expect(everything).not.toContain('cinnamon');
  });

  test('are not replaced by other facts under the same id', async () => {
    const { lender } = await open({});
    const first = await lender.hide({ jarId: 'a' }, { text: 'salt' });
    expect(await lender.hide({ jarId: 'a' }, { text: 'salt' })).toEqual(first);
    await expect(lender.hide({ jarId: 'a' }, { text: 'sugar' })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
  });

  test('kept again by their keeper have their first seal, whatever the salt; a colleague who guesses them learns nothing', async () => {
    const { lender, ledger, on } = await open({});
    const first = await lender.hide({ jarId: 'a' }, { text: 'salt' });
    expect(await lender.hide({ jarId: 'a' }, { text: 'salt' })).toEqual(first);
    expect(await lender.vouch({ org: 'lender', jarId: 'a', seal: first.seal })).toEqual({});
    const colleague = on(await ledger.enrol('lender', 'colleague', 'lender'));
    await expect(colleague.hide({ jarId: 'a' }, { text: 'salt' })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    expect(await lender.show({ org: 'lender', jarId: 'a' })).toEqual({ text: 'salt' });
  });

  /**
   * A ledger from before collections: no organisation bears the mark, and the facts lie in the implicit
   * collection.
   */
  async function openFormer(facts: { text: string }) {
    const world = await open({});
    const { ledger, desk, lender } = world;
    const { seal } = await lender.hide({ jarId: 'old' }, facts);
    const [secrets, hashes] = [ledger.world.secrets, ledger.world.hashes];
    for (const kept of [secrets, hashes] as Map<string, never>[]) {
      kept.set('_implicit_org_lender', kept.get('of_lender') as never);
      kept.delete('of_lender');
    }
    for (const [key, { value, version }] of ledger.world.state)
      if (key.includes('organisation'))
        ledger.world.state.set(key, {
          value: Buffer.from(value.toString().replace('"collection":true,', '')),
          version,
        });
    return { ...world, seal, desk };
  }

  test('kept before there were collections stay readable, checkable, and in the way of others under their id', async () => {
    const { lender, insurer, seal } = await openFormer({ text: 'cloves' });
    expect(await lender.show({ org: 'lender', jarId: 'old' })).toEqual({ text: 'cloves' });
    expect(await insurer.vouch({ org: 'lender', jarId: 'old', seal })).toEqual({});
    await expect(insurer.vouch({ org: 'lender', jarId: 'old', seal: 'f'.repeat(64) })).rejects.toMatchObject({
      code: 'PRIVATE_DIFFERS',
    });
    await expect(lender.hide({ jarId: 'old' }, { text: 'nutmeg' })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    expect(await lender.hide({ jarId: 'old' }, { text: 'cloves' })).toEqual({ seal });
    expect(await lender.show({ org: 'lender', jarId: 'old' })).toEqual({ text: 'cloves' });
  });

  test('are written into the collection of the organisation and no other', async () => {
    const { ledger, lender } = await openFormer({ text: 'cloves' });
    const before = ledger.world.secrets.get('_implicit_org_lender')?.size;
    await lender.hide({ jarId: 'new' }, { text: 'mace' });
    expect([...(ledger.world.secrets.get('of_lender') ?? new Map()).values()].join()).toContain('mace');
    expect(ledger.world.secrets.get('_implicit_org_lender')?.size).toBe(before);
  });

  test('are endorsed by the peer of their organisation and no other', async () => {
    const { ledger, desk } = await open({});
    const secret = JSON.stringify({ salt: '0'.repeat(32), facts: { text: 'mace' } });
    const call = { manner: 'keep', room: 'toy', name: 'hide', request: '{"jarId":"a"}', secret } as const;
    await expect(ledger.simulate(desk, call, ['insurer'])).rejects.toMatchObject({
      code: 'PRIVATE_ELSEWHERE',
      facts: { org: 'lender' },
    });
    const endorsed = await ledger.simulate(desk, call);
    expect(ledger.commit({ ...endorsed, endorsers: ['insurer'] })).toEqual(['ENDORSEMENT_POLICY_FAILURE']);
    expect(ledger.commit(endorsed)).toEqual(['VALID']);
  });

  test('wait for their collection where the definition has none yet', async () => {
    const { ledger, lender } = await open({});
    ledger.world.collections.splice(0);
    await expect(lender.hide({ jarId: 'a' }, { text: 'mace' })).rejects.toMatchObject({
      code: 'NO_COLLECTION',
      facts: { collection: 'of_lender' },
    });
  });

  test('must be sent, salted, as transient data', async () => {
    const { ledger, desk } = await open({});
    const call = { manner: 'keep', room: 'toy', name: 'hide', request: '{"jarId":"a"}' } as const;
    await expect(ledger.call(desk, call)).rejects.toMatchObject({ code: 'PRIVATE_MISSING' });
    const unsalted = { ...call, secret: '{"salt":"1","facts":{"text":"x"}}' };
    await expect(ledger.call(desk, unsalted)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      facts: { field: 'private.salt' },
    });
  });
});

import { digestsOf, type Store } from '@roadbook/copy';
import { sql } from 'kysely';
import { copyAll, openChain, sourceOf } from './network';
import { tellStory } from './story';

const rowsOf = async (store: Store, text: string) => (await sql.raw(text).execute(store.database)).rows as Record<string, unknown>[];

test('first', async () => {
  const t = performance.now();
  const { chain, world, source } = await openChain();
  await tellStory(world);
  console.log('blocks', chain.blocks.length, performance.now() - t);
  const store = await copyAll({ memory: true }, source);
  console.log('copied', performance.now() - t);
  console.log(await rowsOf(store, 'select number, transactions from ledger.blocks order by number'));
  console.log(await rowsOf(store, 'select * from loan.loans'));
  console.log(await rowsOf(store, 'select * from ledger.transactions limit 3'));
  console.log([...(await digestsOf(store.database))].filter(([, d]) => d.rows > 0).map(([n, d]) => `${n} ${d.rows}`));
  await store.close();
  void sourceOf;
});

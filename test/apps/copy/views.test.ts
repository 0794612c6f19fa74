import { readOnly, type Store, views } from '@roadbook/copy';
import { copyAll, openChain } from './network';
import { freshStore } from './store';
import { tellStory } from './story';

let store: Store;
let vin: string;
beforeAll(async () => {
  const { world, source } = await openChain();
  vin = await tellStory(world);
  store = await copyAll({ folder: '' }, source, await freshStore());
}, 120_000);
afterAll(async () => await store.close());

const ask = (text: string) => readOnly(store.database, { text, values: [] });

test.each(views.map(({ name }) => name))('the view %s can be asked by who may only read', async (name) => {
  expect(Array.isArray(await ask(`SELECT * FROM views.${name} LIMIT 5`))).toBe(true);
});

test('the story of the README stands in the views: the loan is settled, the lien released, the claim paid', async () => {
  expect(await ask('SELECT lender, status, loans, outstanding_amount FROM views.loan_portfolio')).toEqual([
    { lender: 'lender', status: 'settled', loans: '1', outstanding_amount: '0' },
  ]);
  expect(await ask('SELECT * FROM views.open_liens')).toEqual([]);
  // "A second person agrees, 1700.00 EUR is paid, and the claim is closed."
  expect(await ask('SELECT insurer, currency, payments, amount FROM views.claims_paid')).toEqual([
    { insurer: 'insurer', currency: 'EUR', payments: '1', amount: '170000' },
  ]);
  expect(await ask('SELECT holder FROM views.title_history ORDER BY no')).toEqual([
    { holder: 'registry/owner' },
    { holder: 'registry/buyer' },
  ]);
  // "The owner lets the insurer read speeds": a grant, of which nobody made use.
  expect(await ask(`SELECT * FROM views.data_accesses WHERE vin = '${vin}'`)).toEqual([]);
});

test('what is lent, paid back and moved adds up: entries of a loan end at what is outstanding', async () => {
  // 24000.00 lent; twelve instalments and the payoff of 18525.85 of the story pay all principal back.
  const [row] = await ask(`
    SELECT sum(principal_amount) FILTER (WHERE kind = 'repayment' OR kind = 'proceeds') AS paid FROM views.loan_entries WHERE loan_id = 'L-1'`);
  expect(row).toEqual({ paid: '2400000' });
});

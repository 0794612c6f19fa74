import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorld, type Verdict } from '@roadbook/ledger';
import { wireOf } from '@roadbook/gateway';

async function race(): Promise<Verdict[]> {
  const { ledger, be } = await openWorld();
  const registrar = await be('registry/registrar', 'registrar');
  const call = await wireOf((rooms) => rooms.member.suspend({ party: 'lender/desk' }));
  return await ledger.race([registrar, call], [registrar, call]);
}

test('of two that write one record on the same state one wins, as its page says', async () => {
  expect(await race()).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  const page = readFileSync(join(__dirname, '../../ledger/README.md'), 'utf8');
  expect(page).toContain(/^async function race[\s\S]*?^}/m.exec(readFileSync(__filename, 'utf8'))?.[0]);
});

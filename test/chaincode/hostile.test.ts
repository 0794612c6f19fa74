import { type Api, apis, namesOf, operationNamed, type Role, roleNames } from '@roadbook/chaincode/api';
import { enrol, founders, openWorld, type Refused } from '@roadbook/ledger';
import { hostile, REFUSALS } from './hostile';

const all = Object.values(apis) as Api[];
const names = all.flatMap((api) => namesOf(api).map((name) => [`${api.room}.${name}`, api, name] as const));
const open = openWorld();

async function allowedCaller(by: readonly string[]) {
  if (by.includes('admin')) return enrol('registry', 'admin', {}, 'admin');
  const role = roleNames.find((one) => by.includes(one)) as Role;
  const home = founders.find(({ confers }) => (confers as Role[]).includes(role));
  return enrol(home?.org ?? 'registry', 'somebody', { 'roadbook.role': role });
}

describe.each(names)('%s', (_, api, name) => {
  test('refuses hostile input with a code and stays able to answer', async () => {
    const { ledger } = await open;
    const operation = operationNamed(api, name)?.operation;
    const person = await allowedCaller(operation?.by ?? []);
    for (const [what, request] of hostile) {
      const before = ledger.world.state.size;
      const code = await ledger.simulate(person, { manner: 'evaluate', room: api.room, name, request }).then(
        () => 'ANSWERED',
        (error: Refused) => error.code,
      );
      expect([what, REFUSALS.includes(code) ? 'refused' : code]).toEqual([what, 'refused']);
      expect(ledger.world.state.size).toBe(before);
    }
  });
});

test.each([
  ['member:nothing'],
  ['nothing:read'],
  ['member:constructor'],
  ['member:__proto__'],
  ['member:getName'],
  [''],
])('the unknown operation %j is refused', async (target) => {
  const { ledger } = await open;
  const person = await enrol('registry', 'registrar', { 'roadbook.role': 'registrar' });
  const [room = '', name = ''] = target.split(':');
  await expect(ledger.simulate(person, { manner: 'evaluate', room, name, request: '{}' })).rejects.toThrow();
});

import {
  type Api,
  apis,
  namesOf,
  operationNamed,
  type Role,
  roleNames,
  TIMEKEEPER,
} from '@roadbook/chaincode/api';
import { enrol, founders, openWorld, type Person, type Refused } from '@roadbook/ledger';

const all = Object.values(apis) as Api[];
const names = all.flatMap((api) => namesOf(api).map((name) => [api, name] as const));
const open = openWorld();

const people = new Map<string, Promise<Person>>();

/** One certificate for each organisation and role: to make one takes longer than to call. */
function personOf(org: string, attributes: Record<string, string>): Promise<Person> {
  const key = JSON.stringify([org, attributes]);
  const person = people.get(key) ?? enrol(org, 'somebody', attributes);
  people.set(key, person);
  return person;
}

/** One peer is asked: who is let in is decided before anything is written. */
async function codeOf(
  api: Api,
  name: string,
  org: string,
  attributes: Record<string, string>,
): Promise<string> {
  const { ledger } = await open;
  const person = await personOf(org, attributes);
  return ledger.simulate(person, { manner: 'evaluate', room: api.room, name, request: '{}' }).then(
    () => 'ALLOWED',
    (error: Refused) => error.code,
  );
}

describe.each(names.map(([api, name]) => [`${api.room}.${name}`, api, name] as const))(
  '%s',
  (_, api, name) => {
    const by = operationNamed(api, name)?.operation.by ?? [];
    const everybody = founders.flatMap(({ org, confers }) =>
      roleNames.map((role) => [org, role, (confers as Role[]).includes(role)] as const),
    );

    // What an agenda may do is what falls due, in every organisation alike.
    const agendas = founders.map(({ org }) => [org, TIMEKEEPER, true] as const);

    test.each([...everybody, ...agendas])('%s calling as %s', async (org, role, conferred) => {
      const code = await codeOf(api, name, org, { 'roadbook.role': role });
      if (!conferred) expect(code).toBe('ROLE_NOT_CONFERRED');
      else if (!by.includes(role)) expect(code).toBe('NOT_ALLOWED');
      else
        expect([
          'NOT_ALLOWED',
          'ROLE_NOT_CONFERRED',
          'STRANGER',
          'NO_ROLE',
          'BROKEN',
          'UNCODED',
        ]).not.toContain(code);
    });

    test('nobody without a role, from outside the consortium or with an invented role', async () => {
      expect(await codeOf(api, name, 'lender', {})).toBe('NO_ROLE');
      expect(await codeOf(api, name, 'elsewhere', { 'roadbook.role': 'lender' })).toBe('STRANGER');
      expect(await codeOf(api, name, 'lender', { 'roadbook.role': 'god' })).toBe('ROLE_NOT_CONFERRED');
      expect(await codeOf(api, name, 'lender', { 'roadbook.role': 'toString' })).toBe('ROLE_NOT_CONFERRED');
    });
  },
);

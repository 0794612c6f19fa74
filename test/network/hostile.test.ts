import 'reflect-metadata';
import {
  type Api,
  apis,
  canonical,
  namesOf,
  type Operation,
  operationNamed,
  type Role,
  roleNames,
} from '@roadbook/chaincode/api';
import { type CallFailed, connect, type Roadbook } from '@roadbook/gateway';
import { join } from 'node:path';
import { hostile, REFUSALS } from '../chaincode/hostile';
import { founders } from '@roadbook/ledger';
import { marked } from './marks';
import { realWorld } from './world';

jest.setTimeout(300_000);

const AT_ONCE = 16;
const world = realWorld();
const profile = () => join(process.env['ROADBOOK_HOME'] ?? '', 'profiles', 'registry.json');
let admin: Roadbook;
beforeAll(async () => {
  admin = await connect({ profile: profile(), user: 'admin' });
});
afterAll(async () => {
  await admin.close();
  await world.close();
});

async function allowedCaller(by: readonly string[]): Promise<Roadbook> {
  if (by.includes('admin')) return admin;
  const role = roleNames.find((one) => by.includes(one)) as Role;
  const home = founders.find(({ confers }) => (confers as Role[]).includes(role));
  return (await world.be(`${home?.org ?? 'registry'}/hostile-${role}`, role)).on;
}

const operations = (Object.values(apis) as Api[]).flatMap((api) =>
  namesOf(api).map((name) => ({ room: api.room, name, operation: operationNamed(api, name)?.operation })),
);
const answers = (
  on: Roadbook,
  room: string,
  name: string,
  request: string,
  secret?: string,
): Promise<string> =>
  on.carry({ manner: 'evaluate', room, name, request, ...(secret !== undefined && { secret }) }).then(
    () => 'ANSWERED',
    ({ code, name: stage }: CallFailed) =>
      stage === 'RefusedByContract' && REFUSALS.includes(code) ? 'refused' : `${stage} ${code}`,
  );

/** A request that passes its schema, so that the private facts are looked at. */
const wellFormed = (operation: Operation | undefined): string =>
  canonical(operation ? marked(operation.request).value : {});

/** Does the work for every item, so many at a time. */
async function forAll<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

async function refusedEverywhere(
  cases: readonly (typeof operations)[number][],
  forms: typeof hostile,
): Promise<void> {
  const wrong: string[] = [];
  await forAll(
    cases.flatMap((one) => forms.map((form) => ({ ...one, form }))),
    async ({ room, name, operation, form: [what, request] }) => {
      const outcome = await answers(await allowedCaller(operation?.by ?? []), room, name, request);
      if (outcome !== 'refused') wrong.push(`${room}.${name}, ${what}: ${outcome}`);
    },
  );
  expect(wrong).toEqual([]);
}

const isLarge = ([what]: (typeof hostile)[number]) => what === 'size';

test('everybody who calls in this file is enrolled', async () => {
  for (const { operation } of operations) await allowedCaller(operation?.by ?? []);
  expect(operations.length).toBeGreaterThan(250);
});

test('every operation of every room refuses every hostile form with a code', async () => {
  await refusedEverywhere(
    operations,
    hostile.filter((form) => !isLarge(form)),
  );
});

test('a request that is too large is refused by every room', async () => {
  const rooms = [...new Map(operations.map((one) => [one.room, one])).values()];
  await refusedEverywhere(rooms, hostile.filter(isLarge));
});

test('hostile private facts beside a request that is right are refused', async () => {
  const keeping = operations.filter(({ operation }) => operation?.manner === 'keep');
  const wrong: string[] = [];
  await forAll(
    keeping.flatMap((one) => hostile.filter((form) => !isLarge(form)).map((form) => ({ ...one, form }))),
    async ({ room, name, operation, form: [what, secret] }) => {
      const outcome = await answers(
        await allowedCaller(operation?.by ?? []),
        room,
        name,
        wellFormed(operation),
        secret,
      );
      if (outcome !== 'refused') wrong.push(`${room}.${name}, ${what}: ${outcome}`);
    },
  );
  expect(keeping.length).toBeGreaterThan(8);
  expect(wrong).toEqual([]);
});

test.each([
  ['member', 'nothing'],
  ['nothing', 'read'],
  ['member', 'constructor'],
  ['member', '__proto__'],
  ['', ''],
])('the unknown operation %s:%s is refused', async (room, name) => {
  await expect(admin.carry({ manner: 'evaluate', room, name, request: '{}' })).rejects.toMatchObject({
    stage: expect.any(String),
    code: expect.stringMatching(/^[A-Z_]+$/),
  });
});

test('after all of it every organisation still gets an answer', async () => {
  for (const { org, kind } of founders) {
    const role: Role = kind === 'registry' ? 'registrar' : kind;
    const { on } = await world.be(`${org}/hostile-${role}`, role);
    expect(await on.member.whoAmI({})).toMatchObject({ org, role });
  }
});

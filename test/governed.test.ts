import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyLife, SomeLife } from '../chaincode/src/kit/life';
import { stepsOf } from '../chaincode/src/kit/next';
import { rooms } from '../chaincode/src/rooms';

const apis = rooms.map(({ api }) => api);
const operations = apis.flatMap(({ room, operations: all }) =>
  Object.entries(all).map(([name, operation]) => ({ name: `${room}.${name}`, operation })),
);
const isLife = (value: unknown): value is SomeLife & Partial<AnyLife> =>
  typeof value === 'object' && value !== null && 'steps' in value;
const lives = apis.flatMap(({ room, lives: shown = {} }) => {
  const path = join(__dirname, '../chaincode/src', room, 'life.ts');
  const all = existsSync(path) ? Object.entries(require(path) as object) : [];
  return all.flatMap(([name, life]) =>
    isLife(life)
      ? [{ name: `${room}.${name}`, life, isShown: Object.values(shown).includes(life as AnyLife) }]
      : [],
  );
});

/** Steps that no operation names: who takes them, and where that is said. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'acts of a door, which takes the step of its own record for the operation of another room': [
    ...['vehicle.vehicleLife.placeLien', 'vehicle.vehicleLife.noticeRepossession'],
    ...['vehicle.vehicleLife.repossess', 'loan.loanLife.indemnify'],
  ],
  'a court takes what holds the money, of whatever kind it is (payment/handlers/seizure.ts)': [
    ...['payment.escrowLife.clawBack', 'payment.holdLife.clawBack', 'payment.lockLife.clawBack'],
    ...['payment.supplyLife.clawBack', 'payment.tabLife.clawBack'],
  ],
};
/** Lives of what is no record with sides: a part is moved by events, the others stand within a record. */
const WITHIN: readonly string[] = [...['part.partLife', 'payment.freezeLife']];

const governing = lives.filter(({ life }) => life.table !== undefined);

test('each step of a life is taken by an operation that names it, but for a few', () => {
  const named = operations.flatMap(({ operation }) => stepsOf(operation));
  const free = governing.flatMap(({ name, life }) =>
    Object.keys(life.steps).flatMap((step) =>
      named.some((one) => one.life === life && one.name === step) ? [] : [`${name}.${step}`],
    ),
  );
  const listed = Object.values(ELSEWHERE).flat();
  expect(free.filter((step) => !listed.includes(step))).toEqual([]);
  expect(listed.filter((step) => !free.includes(step))).toEqual([]);
});

test('each life of a record tells what is next', () => {
  expect(governing.filter(({ isShown }) => !isShown).map(({ name }) => name)).toEqual([]);
  const bare = lives.filter(({ life }) => life.table === undefined).map(({ name }) => name);
  expect(bare.filter((name) => !WITHIN.includes(name))).toEqual([]);
});

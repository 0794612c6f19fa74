import { apis, clientOf } from '@roadbook/chaincode/api';
import { enrol, founders, Ledger } from '@roadbook/ledger';
import { z } from 'zod';
import { defineLivingApi, submit } from '../../chaincode/src/kit/api';
import { contractOf } from '../../chaincode/src/kit/fabric/contract';
import { defineErrors, refuse } from '../../chaincode/src/kit/errors';
import { implement } from '../../chaincode/src/kit/implement';
import { defineLife } from '../../chaincode/src/kit/life';
import type { Placed } from '../../chaincode/src/kit/ref';
import { anybody } from '../../chaincode/src/kit/side';
import { table } from '../../chaincode/src/kit/table';
import { id, org } from '../../chaincode/src/kit/value/text';
import { memberRoom } from '../../chaincode/src/member/contract';
import { memberPolicy } from '../../chaincode/src/member/policy';

const { NO_DOOR } = defineErrors({ NO_DOOR: { says: 'There is no door {doorId}.', cure: 'Name another.' } });
const statuses = ['open', 'shut', 'bricked', 'fallen'] as const;
const Door = z.strictObject({ doorId: id, keeper: org, status: z.enum(statuses) });
const doors = table({
  kind: 'door',
  v: 1,
  schema: Door,
  id: ({ doorId }) => [doorId],
  sides: { keeper: ({ keeper }) => keeper, anybody },
  absent: (parts) => refuse(NO_DOOR, { doorId: parts.join('/') }),
});
const Slip = z.strictObject({ slipId: id, by: org, doorId: id, apart: z.literal(true).optional() });
const slips = table({
  kind: 'slip',
  v: 1,
  schema: Slip,
  id: ({ slipId, by, apart }) => (apart ? [slipId, by] : [slipId]),
});
type Slip = z.output<typeof Slip>;

const slipAt = (slipId: string, by: string): Placed<Slip> => ({
  first: slips.at(slipId),
  apart: slips.at(slipId, by),
  mine: (slip) => slip.by === by,
});

const doorLife = defineLife(
  doors,
  { field: 'status', statuses, initial: 'open' },
  {
    shut: { by: 'keeper', from: ['open'], to: 'shut' },
    pass: { by: 'anybody', from: ['open'], to: '=' },
    brick: { by: 'keeper', from: ['shut'], to: 'bricked' },
    fall: { by: 'anybody', from: ['bricked'], to: 'fallen' },
  },
);

const by = ['lender', 'insurer'];
const named = z.strictObject({ doorId: id });
const onDoor = ({ doorId }: { readonly doorId: string }) => doors.at(doorId);
const api = defineLivingApi(
  'doors',
  'Doors, to try what is answered to a call that is repeated.',
  {
    hang: submit({ says: 'Hang a door.', by, request: named, response: Door, creates: onDoor }),
    shut: submit({
      says: 'Shut it.',
      by,
      request: named,
      on: onDoor,
      step: doorLife.shut,
      done: ({ status }) => status === 'shut',
      response: Door,
    }),
    pass: submit({
      says: 'Pass it with a slip.',
      by,
      request: named.extend({ slipId: id }),
      on: onDoor,
      step: doorLife.pass,
      creates: ({ slipId }, { org: own }, { doorId }) => slipAt(`${slipId}.${doorId}`, own),
      again: (slip, door, { slipId }) => ({ slip: slipAt(`${slipId}.${door.doorId}`, slip.by), door }),
      response: z.strictObject({ slip: Slip, door: Door }),
    }),
    age: submit({
      says: 'Write down what time has made of it.',
      by,
      request: named.extend({ to: z.enum(statuses) }),
      on: onDoor,
      steps: [doorLife.brick, doorLife.fall],
      response: Door,
    }),
  },
  { door: doorLife },
);

const room = implement(
  api,
  { doors, slips },
  {
    async hang(tx, { doorId }) {
      const door = { doorId, keeper: tx.caller.org, status: 'open' } as const;
      await tx.doors.put(door);
      return door;
    },
    async shut(tx, _request, { on }) {
      await tx.doors.put({ ...on, status: 'shut' });
      return { ...on, status: 'shut' };
    },
    async pass(tx, { slipId, doorId }, { on: door }) {
      const slip = { slipId: `${slipId}.${doorId}`, by: tx.caller.org, doorId };
      const first = await tx.slips.find(slip.slipId);
      const placed: Slip = first ? { ...slip, apart: true } : slip;
      await tx.slips.put(placed);
      return { slip: placed, door };
    },
    async age(tx, { to }, { on }) {
      await tx.doors.put({ ...on, status: to });
      return { ...on, status: to };
    },
  },
);

async function world() {
  const ledger = new Ledger({ contracts: [memberRoom, room].map((one) => contractOf(one, memberPolicy)) });
  const admin = await enrol('registry', 'admin', {}, 'admin');
  await clientOf(apis.member, (call) => ledger.call(admin, call)).found({ organisations: founders });
  const be = async (where: 'lender' | 'insurer') => {
    const person = await ledger.enrol(where, 'desk', where);
    return clientOf(api, (call) => ledger.call(person, call));
  };
  const [lender, insurer] = [await be('lender'), await be('insurer')];
  await lender.hang({ doorId: 'd' });
  return { lender, insurer };
}

test('an id that another used first is nobody else’s: each call stands apart, is answered again, and contradicts only its own', async () => {
  const { lender, insurer } = await world();
  const first = await insurer.pass({ doorId: 'd', slipId: 's' });
  const second = await lender.pass({ doorId: 'd', slipId: 's' });
  expect([first.slip, second.slip]).toEqual([
    { slipId: 's.d', by: 'insurer', doorId: 'd' },
    { slipId: 's.d', by: 'lender', doorId: 'd', apart: true },
  ]);
  await lender.shut({ doorId: 'd' });
  expect(await insurer.pass({ doorId: 'd', slipId: 's' })).toEqual({
    ...first,
    door: { ...first.door, status: 'shut' },
  });
  expect((await lender.pass({ doorId: 'd', slipId: 's' })).slip).toEqual(second.slip);
  await expect(lender.pass({ doorId: 'd', slipId: 't' })).rejects.toMatchObject({ code: 'WRONG_STATUS' });
});

test('what is done already is answered to a side, without being done, and to nobody else', async () => {
  const { lender, insurer } = await world();
  await lender.shut({ doorId: 'd' });
  expect((await lender.shut({ doorId: 'd' })).status).toBe('shut');
  await expect(insurer.shut({ doorId: 'd' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

test('of several steps the one that is due is taken, or none; what none of them leads to is a fault of the house', async () => {
  const { lender, insurer } = await world();
  expect((await insurer.age({ doorId: 'd', to: 'open' })).status).toBe('open');
  await expect(insurer.age({ doorId: 'd', to: 'bricked' })).rejects.toMatchObject({
    code: 'BROKEN',
    message: expect.stringContaining('door.brick or fall does not lead from open to bricked'),
  });
  await lender.shut({ doorId: 'd' });
  expect((await insurer.age({ doorId: 'd', to: 'bricked' })).status).toBe('bricked');
  expect((await lender.next({ kind: 'door', id: ['d'] })).steps).toEqual([
    { step: 'fall', operations: ['age'] },
  ]);
});

test('a table says how a record that is absent is refused', async () => {
  const { lender } = await world();
  await expect(lender.shut({ doorId: 'none' })).rejects.toMatchObject({
    code: 'NO_DOOR',
    facts: { doorId: 'none' },
  });
});

import { apis, clientOf } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { defineLivingApi, evaluate, submit } from '../../chaincode/src/kit/api';
import { contractOf } from '../../chaincode/src/kit/fabric/contract';
import { houseOf, implement } from '../../chaincode/src/kit/implement';
import { defineLife } from '../../chaincode/src/kit/life';
import { maybe } from '../../chaincode/src/kit/ref';
import { defineErrors } from '../../chaincode/src/kit/errors';
import { anybody, nobody, whoever } from '../../chaincode/src/kit/side';
import { reading, table } from '../../chaincode/src/kit/table';
import type { TxOf } from '../../chaincode/src/kit/tx';
import { id, member, org } from '../../chaincode/src/kit/value/text';
import { memberRoom } from '../../chaincode/src/member/contract';
import { memberPolicy } from '../../chaincode/src/member/policy';
import { enrol, founders, Ledger, type Person } from '@roadbook/ledger';

const statuses = ['packed', 'sent', 'lost', 'opened'] as const;
const Crate = z.strictObject({
  crateId: id,
  sender: org,
  receiver: member,
  status: z.enum(statuses),
  next: id.optional(),
});
const Slip = z.strictObject({ crateId: id, slipId: id, text: id });
const errors = defineErrors({
  NOT_NEXT: { says: 'Nothing follows the crate {crateId}.', cure: 'Name what follows.' },
});
const crates = table({
  kind: 'crate',
  v: 1,
  schema: Crate,
  id: ({ crateId }) => [crateId],
  sides: {
    sender: ({ sender }) => sender,
    receiver: ({ receiver }) => receiver,
    keeper: whoever('registrar'),
    finder: anybody,
    follower: ({ crateId, next }: z.output<typeof Crate>) => next ?? nobody(errors.NOT_NEXT, { crateId }),
  },
});
const slips = table({ kind: 'slip', v: 1, schema: Slip, id: ({ crateId, slipId }) => [crateId, slipId] });

const crateLife = defineLife(
  crates,
  { field: 'status', statuses, initial: 'packed' },
  {
    send: { by: 'sender', from: ['packed'], to: 'sent' },
    open: { by: ['receiver', 'keeper'], from: ['sent'], to: 'opened' },
    lose: { by: 'finder', from: ['sent'], to: 'lost' },
    stray: { by: 'sender', from: ['packed'], to: 'lost' },
    giveUp: { by: 'sender', from: ['sent'], to: ['lost', 'opened'] },
    follow: { by: 'follower', from: ['packed'], to: '=' },
  },
);

const by = ['lender', 'insurer', 'owner', 'registrar'];
const named = z.strictObject({ crateId: id });
const api = defineLivingApi(
  'crates',
  'Crates, to try what an operation states.',
  {
    pack: submit({
      says: 'Pack a crate.',
      by,
      request: Crate.pick({ crateId: true, receiver: true, next: true }),
      response: Crate,
      creates: ({ crateId }) => crates.at(crateId),
    }),
    send: submit({
      says: 'Send it.',
      by,
      request: named,
      response: Crate,
      on: ({ crateId }) => crates.at(crateId),
      step: crateLife.send,
      answered: ({ status }) => status === 'sent',
    }),
    follow: submit({
      says: 'Say that the next one follows.',
      by,
      request: named,
      response: Crate,
      on: ({ crateId }) => crates.at(crateId),
      step: crateLife.follow,
    }),
    open: submit({
      says: 'Open it with a slip.',
      by,
      request: Slip,
      response: z.strictObject({ slip: Slip, next: Crate.optional(), before: Slip.optional() }),
      on: ({ crateId }) => crates.at(crateId),
      step: crateLife.open,
      creates: ({ crateId, slipId }) => slips.at(crateId, slipId),
      again: (slip) => ({ slip }),
      loads: ({ crateId }, { next }) => ({
        next: next === undefined ? undefined : crates.at(next),
        before: maybe(slips.at(crateId, 'before')),
      }),
    }),
    lose: submit({
      says: 'Report it lost.',
      by,
      request: named,
      response: Crate,
      on: ({ crateId }) => crates.at(crateId),
      step: crateLife.lose,
      done: ({ status }) => status === 'lost',
    }),
    put: submit({
      says: 'Give it up, as its sender.',
      by,
      request: named.extend({ status: Crate.shape.status }),
      response: Crate,
      on: ({ crateId }) => crates.at(crateId),
      step: crateLife.giveUp,
      done: (crate, { status }) => (crate.status === status ? { ...crate, next: 'said-before' } : undefined),
    }),
    stray: submit({
      says: 'Leads where its row does not.',
      by,
      request: named,
      response: Crate,
      on: ({ crateId }) => crates.at(crateId),
      step: crateLife.stray,
    }),
    shift: submit({
      says: 'Say where it is, without a step.',
      by,
      request: named.extend({ status: Crate.shape.status }),
      response: Crate,
      on: ({ crateId }) => crates.at(crateId),
      sides: ['sender'],
    }),
    search: submit({
      says: 'Lose what is sent, of a crate that may not be there.',
      by,
      request: named.extend({ status: Crate.shape.status }),
      response: Crate,
      takes: [crateLife.lose],
      loads: ({ crateId }) => ({ there: maybe(crates.at(crateId)) }),
    }),
    read: evaluate({
      says: 'Read it.',
      by,
      request: named,
      response: Crate,
      on: ({ crateId }) => crates.at(crateId),
      sides: ['sender', 'receiver'],
    }),
  },
  { crate: crateLife },
);

const room = implement(
  api,
  { crates, slips },
  {
    async pack(tx, wish) {
      const crate = { ...wish, sender: tx.caller.org, status: 'packed' } as const;
      await tx.crates.put(crate);
      return crate;
    },
    follow: (_tx, _request, { on }) => on,
    async put(tx, { status }, { on }) {
      await tx.crates.put({ ...on, status });
      return { ...on, status };
    },
    async send(tx, _request, { on }) {
      if (on.status === 'sent') return on;
      await tx.crates.put({ ...on, status: 'sent' });
      return { ...on, status: 'sent' };
    },
    async open(tx, slip, { on, next, before }) {
      await tx.crates.put({ ...on, status: 'opened' });
      await tx.slips.put(slip);
      return { slip, next, before };
    },
    async lose(tx, _request, { on }) {
      await tx.crates.put({ ...on, status: 'lost' });
      return { ...on, status: 'lost' };
    },
    async shift(tx, { status }, { on }) {
      await tx.crates.put({ ...on, status });
      return { ...on, status };
    },
    async search(tx, { crateId, status }, { there }) {
      const found = there ?? { crateId, sender: tx.caller.org, receiver: 'registry/owner' };
      await tx.crates.put({ ...found, status });
      return { ...found, status };
    },
    async stray(tx, _request, { on }) {
      await tx.crates.put({ ...on, status: 'opened' });
      return on;
    },
    read: (_tx, _request, { on }) => on,
  },
);

async function world() {
  const ledger = new Ledger({
    contracts: houseOf([memberRoom, room]).map((one) => contractOf(one, memberPolicy)),
  });
  const on = (person: Person) => clientOf(api, (call) => ledger.call(person, call));
  const admin = await enrol('registry', 'admin', {}, 'admin');
  await clientOf(apis.member, (call) => ledger.call(admin, call)).found({ organisations: founders });
  const be = async (where: string, name: string, role: 'lender' | 'insurer' | 'owner' | 'registrar') =>
    on(await ledger.enrol(where, name, role));
  const [lender, colleague, insurer] = [
    await be('lender', 'desk', 'lender'),
    await be('lender', 'other', 'lender'),
    await be('insurer', 'desk', 'insurer'),
  ];
  const [owner, registrar] = [
    await be('registry', 'owner', 'owner'),
    await be('registry', 'registrar', 'registrar'),
  ];
  const sent = async (crateId: string, next?: string) => {
    await lender.pack({ crateId, receiver: 'registry/owner', ...(next && { next }) });
    await lender.send({ crateId });
  };
  return { ledger, lender, colleague, insurer, owner, registrar, sent };
}

test('what a call makes is answered again to who repeats it, and refused to who contradicts it', async () => {
  const { lender, insurer, owner, sent } = await world();
  const wish = { crateId: 'a', receiver: 'registry/owner' };
  expect(await lender.pack(wish)).toEqual(await lender.pack(wish));
  await expect(lender.pack({ ...wish, receiver: 'registry/buyer' })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  await expect(insurer.pack(wish)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
  await sent('b');
  const slip = { crateId: 'b', slipId: 's', text: 't' };
  expect(await owner.open(slip)).toEqual({ slip });
  expect(await owner.open(slip)).toEqual({ slip });
});

test('a record that is not there, a stranger, the wrong side and the wrong status are refused, in this order, and nothing is written', async () => {
  const { ledger, lender, insurer, owner } = await world();
  await expect(insurer.send({ crateId: 'a' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await lender.pack({ crateId: 'a', receiver: 'registry/owner' });
  const before = ledger.world.state.size;
  await expect(insurer.send({ crateId: 'a' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
    message: expect.stringContaining('Only the sender may do this'),
  });
  await expect(owner.send({ crateId: 'a' })).rejects.toMatchObject({ code: 'WRONG_SIDE' });
  await expect(owner.open({ crateId: 'a', slipId: 's', text: 't' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  await expect(insurer.read({ crateId: 'a' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await owner.read({ crateId: 'a' })).status).toBe('packed');
  expect(ledger.world.state.size).toBe(before);
});

test('a side may be a party, its staff, a role or anybody', async () => {
  const { colleague, insurer, registrar, lender, sent } = await world();
  await lender.pack({ crateId: 'a', receiver: 'registry/owner' });
  expect((await colleague.send({ crateId: 'a' })).status).toBe('sent');
  expect(await registrar.open({ crateId: 'a', slipId: 's', text: 't' })).toMatchObject({
    slip: { text: 't' },
  });
  await sent('b');
  expect((await insurer.lose({ crateId: 'b' })).status).toBe('lost');
});

test('what is loaded comes by its name: a record, none, or one that must be there', async () => {
  const { owner, sent, lender } = await world();
  await sent('a', 'b');
  await expect(owner.open({ crateId: 'a', slipId: 's', text: 't' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await lender.pack({ crateId: 'b', receiver: 'registry/owner' });
  expect(await owner.open({ crateId: 'a', slipId: 's', text: 't' })).toMatchObject({
    next: { crateId: 'b' },
  });
});

test('a rule that leads where its row does not is a fault of the house, and writes nothing', async () => {
  const { lender } = await world();
  await lender.pack({ crateId: 'a', receiver: 'registry/owner' });
  await expect(lender.stray({ crateId: 'a' })).rejects.toMatchObject({
    code: 'BROKEN',
    message: expect.stringContaining('crate.stray does not lead from packed to opened'),
  });
  expect((await lender.read({ crateId: 'a' })).status).toBe('packed');
});

test('next tells each side its own steps with those of anybody, and a stranger nothing', async () => {
  const { owner, lender, registrar, insurer, sent } = await world();
  await lender.pack({ crateId: 'p', receiver: 'registry/owner' });
  expect(await lender.next({ kind: 'crate', id: ['p'] })).toEqual({
    status: 'packed',
    steps: [
      { step: 'send', operations: ['send'] },
      { step: 'stray', operations: ['stray'] },
    ],
  });
  await sent('a');
  const lost = { step: 'lose', operations: ['lose', 'search'] };
  expect(await owner.next({ kind: 'crate', id: ['a'] })).toEqual({
    status: 'sent',
    steps: [{ step: 'open', operations: ['open'] }, lost],
  });
  expect((await registrar.next({ kind: 'crate', id: ['a'] })).steps.map(({ step }) => step)).toEqual([
    'open',
    'lose',
  ]);
  await expect(insurer.next({ kind: 'crate', id: ['a'] })).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

// What must not compile.
const foreign = reading({ slips });
type Abroad = TxOf<'submit', typeof foreign>;
// @ts-expect-error a record of another room is read and not written
void (async (tx: Abroad) => tx.slips.put(await tx.slips.get('a', 'b')));
const stated = { field: 'status', statuses, initial: 'packed' } as const;
// @ts-expect-error a side that the table does not know
defineLife(crates, stated, { send: { by: 'thief', from: ['packed'], to: 'sent' } });
// @ts-expect-error a status that the record does not have
defineLife(crates, stated, { send: { by: 'sender', from: ['open'], to: 'sent' } });
const bare = { says: 'Never built.', by, request: named, response: Crate };
// @ts-expect-error a field that the request does not have
submit({ ...bare, on: ({ slipId }) => crates.at(slipId) });
// @ts-expect-error a step of another record's life
submit({ ...bare, on: ({ crateId }) => slips.at(crateId, crateId), step: crateLife.send });
// @ts-expect-error a side that the record does not have
evaluate({ ...bare, on: ({ crateId }) => crates.at(crateId), sides: ['thief'] });

test('a record that answers the call itself is not asked for its status, but who calls is', async () => {
  const { lender, insurer, sent } = await world();
  await sent('a');
  expect((await lender.send({ crateId: 'a' })).status).toBe('sent');
  await expect(insurer.send({ crateId: 'a' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

test('what a record shows as done is answered again, to a side that may do it, though its status has moved on', async () => {
  const { insurer, lender, owner, sent } = await world();
  await sent('a');
  const lost = await insurer.lose({ crateId: 'a' });
  expect(await insurer.lose({ crateId: 'a' })).toEqual(lost);
  await sent('b');
  expect(await lender.put({ crateId: 'b', status: 'lost' })).not.toHaveProperty('next');
  expect(await lender.put({ crateId: 'b', status: 'lost' })).toMatchObject({
    status: 'lost',
    next: 'said-before',
  });
  await expect(owner.put({ crateId: 'b', status: 'lost' })).rejects.toMatchObject({ code: 'WRONG_SIDE' });
  await expect(lender.put({ crateId: 'b', status: 'opened' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
});

test('a side that nobody plays says why', async () => {
  const { insurer, lender } = await world();
  await lender.pack({ crateId: 'a', receiver: 'registry/owner' });
  await expect(insurer.follow({ crateId: 'a' })).rejects.toMatchObject({
    code: 'NOT_NEXT',
    facts: { crateId: 'a' },
  });
  await lender.pack({ crateId: 'b', receiver: 'registry/owner', next: 'lender' });
  expect((await lender.follow({ crateId: 'b' })).crateId).toBe('b');
  await expect(insurer.follow({ crateId: 'b' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

test('whoever writes a record with a life leaves it where its rows lead, step or not', async () => {
  const { lender, sent } = await world();
  await lender.pack({ crateId: 'a', receiver: 'registry/owner' });
  expect((await lender.shift({ crateId: 'a', status: 'opened' })).status).toBe('opened');
  await expect(lender.shift({ crateId: 'a', status: 'packed' })).rejects.toMatchObject({
    code: 'BROKEN',
    message: expect.stringContaining('crate: no step leads from opened to packed'),
  });
  await sent('b');
  await expect(lender.search({ crateId: 'b', status: 'opened' })).rejects.toMatchObject({ code: 'BROKEN' });
  expect((await lender.search({ crateId: 'b', status: 'lost' })).status).toBe('lost');
});

test('next names what takes a step of a record on which it does not stand', async () => {
  const { lender, owner, sent } = await world();
  await sent('a');
  const { steps } = await owner.next({ kind: 'crate', id: ['a'] });
  expect(steps).toContainEqual({ step: 'lose', operations: ['lose', 'search'] });
  await expect(lender.search({ crateId: 'new', status: 'packed' })).resolves.toMatchObject({
    status: 'packed',
  });
});

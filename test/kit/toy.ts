import { z } from 'zod';
import { defineApi, evaluate, keep, page, pageOf, submit } from '../../chaincode/src/kit/api';
import { contractOf, togetherOf } from '../../chaincode/src/kit/fabric/contract';
import { defineEvents } from '../../chaincode/src/kit/events';
import { implement } from '../../chaincode/src/kit/implement';
import { money } from '../../chaincode/src/kit/value/money';
import { secretTable, table } from '../../chaincode/src/kit/table';
import { id, line } from '../../chaincode/src/kit/value/text';
import { memberPolicy } from '../../chaincode/src/member/policy';
import { memberRoom } from '../../chaincode/src/member/contract';

const Jar = z.strictObject({ jarId: id, owner: line(60), holds: money, shelf: id.optional() });
const jars = table({
  kind: 'jar',
  v: 1,
  schema: Jar,
  id: ({ jarId }) => [jarId],
  indexes: { byShelf: ({ shelf }) => (shelf ? [shelf] : undefined) },
});
const Recipe = z.strictObject({ text: line(200) });
const recipes = secretTable({ kind: 'recipe', v: 1, schema: Recipe });
const events = defineEvents({ JarFilled: z.strictObject({ jarId: id, holds: money }) });
const by = ['lender', 'insurer'];

export const toyApi = defineApi('toy', 'Jars, to try the kit.', {
  fill: submit({
    says: 'Fill a jar.',
    by,
    request: Jar.omit({ owner: true }),
    response: Jar,
    events: [events.JarFilled],
    many: 50,
  }),
  top: submit({
    says: 'Add to a jar twice over.',
    by,
    request: z.strictObject({ jarId: id, more: money }),
    response: Jar,
  }),
  spill: submit({
    says: 'Empty a jar, then fail.',
    by,
    request: z.strictObject({ jarId: id }),
    response: Jar,
  }),
  smash: submit({
    says: 'Remove a jar.',
    by,
    request: z.strictObject({ jarId: id }),
    response: z.strictObject({}),
  }),
  read: evaluate({ says: 'Read a jar.', by, request: z.strictObject({ jarId: id }), response: Jar }),
  list: evaluate({ says: 'List jars.', by, request: page, response: pageOf(Jar) }),
  listOnShelf: evaluate({
    says: 'List a shelf.',
    by,
    request: z.strictObject({ shelf: id, page }),
    response: pageOf(Jar),
  }),
  hide: keep({ says: 'Keep a recipe.', by, request: z.strictObject({ jarId: id }), secret: Recipe }),
  show: evaluate({
    says: 'Show a recipe.',
    by,
    request: z.strictObject({ org: id, jarId: id }),
    response: Recipe,
  }),
  vouch: submit({
    says: 'Vouch for a recipe.',
    by,
    request: z.strictObject({ org: id, jarId: id, seal: id }),
    response: z.strictObject({}),
  }),
});

const room = implement(
  toyApi,
  { jars, recipes },
  {
    async fill(tx, request) {
      const known = await tx.jars.known(request.jarId);
      if (known) return known;
      const jar = { ...request, owner: tx.caller.member };
      await tx.jars.put(jar);
      tx.tell(events.JarFilled, { jarId: jar.jarId, holds: jar.holds });
      return jar;
    },
    async top(tx, { jarId, more }) {
      for (let times = 0; times < 2; times++) {
        const jar = await tx.jars.get(jarId);
        await tx.jars.put({ ...jar, holds: { ...jar.holds, amount: jar.holds.amount + more.amount } });
      }
      return tx.jars.get(jarId);
    },
    async spill(tx, { jarId }) {
      const jar = await tx.jars.get(jarId);
      await tx.jars.put({ ...jar, holds: { ...jar.holds, amount: 0n } });
      return tx.jars.get('there-is-none');
    },
    async smash(tx, { jarId }) {
      await tx.jars.get(jarId);
      await tx.jars.remove(jarId);
      return {};
    },
    read: (tx, { jarId }) => tx.jars.get(jarId),
    list: (tx, asked) => tx.jars.list(asked),
    listOnShelf: (tx, { shelf, page: asked }) => tx.jars.listBy('byShelf', [shelf], asked),
    hide: (tx, { jarId }, { secret }) => tx.recipes.keep(secret, jarId),
    show: (tx, { org, jarId }) => tx.recipes.reveal(org, jarId),
    async vouch(tx, { org, jarId, seal }) {
      await tx.recipes.check(org, seal, jarId);
      return {};
    },
  },
  { fill: ({ jarId }) => ({ jars: [[jarId]] }) },
);

const house = [memberRoom, room];
export const toyContracts = [
  ...house.map((one) => contractOf(one, memberPolicy)),
  togetherOf(house, memberPolicy),
];

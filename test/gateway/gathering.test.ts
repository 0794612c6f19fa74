import fc from 'fast-check';
import { canonical, TOGETHER, type WireCall } from '@roadbook/chaincode/api';
import { openWorld, type Person, Refused, type Simulated } from '@roadbook/ledger';
import { CommitFailed, RefusedByContract } from '@roadbook/gateway';
import type { Answer, Send } from '../../gateway/src/call/call';
import { gatherer } from '../../gateway/src/call/gather';

const asking = { org: 'lender', member: 'lender/desk', role: '', now: '' };
const told = { stage: 'endorse', says: 'no', cure: 'none', txId: 'ab', safeToRetry: false } as const;
const call = (name: string, request: object): WireCall => ({
  ...{ manner: 'submit', room: 'member', name, request: canonical(request) },
});

/** Peers in memory that take what came within a moment into one block, as orderers do. */
function chain(world: Awaited<ReturnType<typeof openWorld>>, person: Person) {
  const { ledger } = world;
  const waiting: { simulated: Simulated; done: (verdict: string) => void }[] = [];
  let transactions = 0;
  const cut = () => {
    const block = waiting.splice(0);
    const verdicts = ledger.commit(...block.map(({ simulated }) => simulated));
    for (const [at, { done }] of block.entries()) done(verdicts[at] ?? '');
  };
  const carry: Send = async (wire): Promise<Answer> => {
    for (let attempt = 1; ; attempt++) {
      const simulated = await ledger.simulate(person, wire).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
        throw new RefusedByContract({
          ...told,
          code: error.code,
          facts: error.facts as never,
          retry: 'never',
        });
      });
      if (waiting.length === 0) setImmediate(() => setImmediate(cut));
      const verdict = await new Promise<string>((done) => waiting.push({ simulated, done }));
      transactions++;
      if (verdict === 'VALID')
        return {
          text: simulated.payload,
          receipt: { txId: simulated.txId, blockNumber: 1n, attempts: attempt, doubts: 0 },
        };
      if (attempt > (wire.room === TOGETHER ? 2 : 8))
        throw new CommitFailed({
          ...told,
          stage: 'commit',
          code: verdict,
          safeToRetry: true,
          blockNumber: 1n,
        });
    }
  };
  return { carry, count: () => transactions };
}

type Step = readonly [name: 'register' | 'suspend' | 'reinstate', member: number];
const steps = fc.array(
  fc.tuple(fc.constantFrom('register' as const, 'suspend' as const, 'reinstate' as const), fc.nat(4)),
  { minLength: 1, maxLength: 40 },
);
const wireOf = ([name, member]: Step): WireCall =>
  name === 'register'
    ? call(name, { member: `lender/m${member}`, role: 'owner' })
    : call(name, { party: `lender/m${member}` });

async function play(some: readonly Step[], gathers: boolean) {
  const world = await openWorld();
  const person = await world.ledger.enrol('lender', 'desk', 'lender');
  const { carry, count } = chain(world, person);
  const answer = async (sent: Promise<Answer>) =>
    await sent.then(
      ({ text }) => text,
      (error: { code: string }) => error.code,
    );
  const outcomes: string[] = [];
  const send = gatherer(carry, asking);
  if (gathers) outcomes.push(...(await Promise.all(some.map((step) => answer(send(wireOf(step)))))));
  else for (const step of some) outcomes.push(await answer(carry(wireOf(step))));
  const state = [...world.ledger.world.state].map(([key, { value }]) => `${key} ${value.toString()}`);
  return {
    outcomes,
    state: new Set(state),
    facts: world.ledger.events.flatMap(({ facts }) => facts).length,
    transactions: count(),
  };
}

test('calls made all at once and gathered come out, one by one, as calls made one after the other', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (some) => {
      const [together, apart] = [await play(some, true), await play(some, false)];
      expect(together.outcomes).toEqual(apart.outcomes);
      expect(together.state).toEqual(apart.state);
      expect(together.facts).toBe(apart.facts);
      expect(together.transactions).toBeLessThanOrEqual(some.length);
    }),
    { numRuns: 15 },
  );
});

test('many calls become few transactions', async () => {
  const { outcomes, transactions } = await play(
    Array.from({ length: 120 }, (_, at): Step => ['register', at]),
    true,
  );
  expect(outcomes.filter((one) => one.includes('standing'))).toHaveLength(120);
  expect(transactions).toBeLessThan(12);
});

import { ContractError } from '../../../../../chaincode/src/kit/errors';
import { epcisEvent } from '../../../../../chaincode/src/part/epcis/event';
import { affectedOver, linksOver } from './graph';
import { dice, eventOf, happen, LOTS } from './happening';
import { type Memory, openMemory } from './memory';
import { type Happening, Oracle } from './oracle';

/** `TRACES=10000 npx jest --selectProjects unit --testPathPatterns trace/model` plays more; `TRACE_SEED=…` one. */
const COUNT = Number(process.env['TRACES'] ?? 500);
const ONE = process.env['TRACE_SEED'];
const EVENTS = 45;

interface Notice {
  readonly affected: readonly string[];
  readonly to: string;
}

async function play(memory: Memory, { by, act, of, ...rest }: Happening, told: Happening[], at: number) {
  if (act === 'block' || act === 'release') {
    const source = act === 'block' ? { by, ...rest } : (told[of] as Happening);
    const notice: Notice = {
      affected: [...source.things, ...source.lots.map(({ lot }) => lot)],
      to: source.by,
    };
    const status = act === 'block' ? 'SENT' : 'ACKNOWLEDGED';
    const id = `N-${act === 'block' ? at : of}`;
    const more = { type: 'BLOCK', severity: 'MINOR', title: 'T', information: 'I', from: 'z/z' };
    const on = {
      ...{ id, status, ...more, ...notice },
      root: id,
      tier: 1,
      proven: 0,
      at: '2026-03-01T00:00:00.000Z',
    };
    await memory.call(
      act === 'block' ? by : 'z/z',
      act === 'block' ? 'acknowledge' : 'close',
      { id },
      { on },
    );
    return;
  }
  const declared = act === 'declare' ? (told[of] as Happening) : undefined;
  const event = declared ? eventOf(declared, of) : eventOf({ by, act, of, ...rest }, at);
  const errorDeclaration = { declarationTime: '2026-03-01T12:00:00Z', reason: 'did_not_occur' };
  await memory.call(by, 'capture', {
    event: declared ? epcisEvent.parse({ ...event, errorDeclaration }) : event,
  });
}

type Links = { links: { of: string; id: string }[]; truncated: boolean };
const textOf = (links: readonly { of: string; id: string }[]): string[] =>
  [...new Set(links.map(({ of, id }) => `${of} > ${id}`))].sort();

/** Everything that the ledger answers, beside everything that the graph says. */
async function compare(memory: Memory, { graph }: Oracle): Promise<[unknown, unknown]> {
  const [found, expected]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  const ids = [...graph.things.keys(), ...LOTS];
  const ways = { whereUsed: graph.ways(true), whereFrom: graph.ways(false) };
  for (const id of ids) {
    for (const query of ['whereUsed', 'whereFrom'] as const) {
      const { links, truncated } = await memory.call<Links>('a/one', query, { id, depth: 64 });
      found[`${query} ${id}`] = [textOf(links), truncated];
      expected[`${query} ${id}`] = [textOf(linksOver(ways[query], [id])), false];
    }
    const { truncated: _, ...counted } = await memory.call<Record<string, unknown>>(
      'a/one',
      'countAffected',
      { ids: [id], depth: 64 },
    );
    found[`affected ${id}`] = counted;
    expected[`affected ${id}`] = affectedOver(ways.whereUsed, id);
    const thing = graph.things.get(id);
    if (!thing) continue;
    type Read = {
      state: { status: string; custodian: string };
      blocks?: string[];
      ahead?: { notification: string }[];
    };
    const { state, blocks = [], ahead = [] } = await memory.call<Read>('a/one', 'read', { epc: id });
    found[`held ${id}`] = [
      state.status,
      state.custodian,
      blocks,
      ahead.map(({ notification }) => notification),
    ];
    expected[`held ${id}`] = [
      graph.at(id)?.status,
      graph.holder(id),
      [...thing.blocks],
      [...thing.ahead.keys()],
    ];
  }
  return [found, expected];
}

async function story(seed: number): Promise<void> {
  const [memory, oracle, roll] = [openMemory(), new Oracle(), dice(seed)];
  for (let at = 0; at < EVENTS; at++) {
    const one = happen(roll, oracle);
    const empty = isEmpty(one);
    const next = empty
      ? {
          ...one,
          act: 'inspect' as const,
          things: ['urn:uuid:00000000-0000-4000-8000-000000000000'],
          parent: '',
          lots: [],
          outputs: [],
        }
      : one;
    const taken = oracle.take(next);
    let code = 'taken';
    await play(memory, next, oracle.happened, at).catch((error: unknown) => {
      if (!(error instanceof ContractError)) throw error;
      code = error.code;
    });
    if (taken !== (code === 'taken')) throw new Error(`event ${at}, ${JSON.stringify(next)}: ${code}`);
  }
  const [found, expected] = await compare(memory, oracle);
  try {
    expect(found).toEqual(expected);
  } catch (error) {
    const told = oracle.happened.map((one, at) => `${at} ${JSON.stringify(one)}`).join('\n');
    throw new Error(`${error instanceof Error ? error.message : ''}\n${told}`, { cause: error });
  }
}

const isEmpty = ({ act, things, lots }: Happening): boolean =>
  ['pack', 'fit', 'unpack', 'remove', 'block'].includes(act) && things.length === 0 && lots.length === 0;

test(`${COUNT} stories of ${EVENTS} events by six parties, two of whom lie, leave what the graph says`, async () => {
  const seeds = ONE === undefined ? Array.from({ length: COUNT }, (_, at) => at + 1) : [Number(ONE)];
  for (const seed of seeds)
    await story(seed).catch((error: Error) => {
      throw new Error(`TRACE_SEED=${seed}: ${error.message}`, { cause: error });
    });
}, 3_600_000);

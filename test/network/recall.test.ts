import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '@roadbook/chaincode/api';
import { type Checkpoint, followRecalls, type RecallStep, type Roadbook } from '@roadbook/gateway';
import { threeTiers } from '../behaviour/recall';
import type { World } from '../behaviour/world';
import { inStep } from '../../stories/instep';
import { realWorld } from './world';

jest.setTimeout(180_000);

const bin = join(__dirname, '../../apps/cli/bin/roadbook.js');
const folder = mkdtempSync(join(tmpdir(), 'roadbook-recall-'));
const world = realWorld();
const together = inStep();
const orderly: World = {
  ...world,
  be: async (member, role) => ({ on: together((await world.be(member, role)).on) }),
};
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const roadbook = (...line: readonly string[]): Promise<{ readonly exit: number; readonly out: string }> =>
  new Promise((done) => {
    const env = { ...process.env, NO_COLOR: '1' };
    execFile(process.execPath, [bin, ...line], { env, cwd: folder, maxBuffer: 2 ** 26 }, (error, out) =>
      done({ exit: error ? Number(error.code) : 0, out }),
    );
  });
const agentOfPlant = () =>
  roadbook(
    'recall',
    'follow',
    '--as',
    'manufacturer/plant',
    '--checkpoint',
    'plant.json',
    '--once',
    '--json',
  );
const stepsOf = ({ out }: { readonly out: string }): RecallStep[] => JSON.parse(out).steps;

/** The agent of an organisation, beside the test; it keeps its checkpoint in memory. */
function agentOf(connection: Roadbook, signal: AbortSignal) {
  const steps: RecallStep[] = [];
  let kept: Checkpoint | undefined;
  const checkpoint = { load: async () => kept, save: async (one: Checkpoint) => void (kept = one) };
  const running = (async () => {
    for await (const step of followRecalls(connection, { signal, checkpoint, days: 5 })) steps.push(step);
  })();
  return { steps, running, checkpoint: () => kept };
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const found = look();
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error('it did not come');
}

test('the agents of three organisations carry a recall to the cars; the regulator counts them', async () => {
  const { smelter, plant, auditor, root, recall } = await threeTiers(orderly);
  const stop = new AbortController();
  const connection = async (member: string, role: Role) => (await world.be(member, role)).on;
  const dealer = agentOf(await connection('lender/dealer', 'dealer'), stop.signal);
  const garage = agentOf(await connection('insurer/garage', 'workshop'), stop.signal);
  await smelter.part.send({ id: root });
  const ofRoot = await until(() =>
    dealer.steps.find(({ did, notification }) => did === 'forwarded' && notification === root),
  );
  expect(ofRoot).toMatchObject({ to: 'insurer/garage', parts: 1, proven: 1 });
  await until(() => garage.steps.find((step) => step.did === 'forwarded' && step.to === 'manufacturer'));
  stop.abort();
  await Promise.all([dealer.running, garage.running]);
  expect(garage.checkpoint()).toBeDefined();

  expect(stepsOf(await agentOfPlant()).map(({ did }) => did)).toEqual(
    expect.arrayContaining(['acknowledged', 'waited']),
  );
  const { campaign } = await plant.vehicle.announceRecall(recall);
  expect(stepsOf(await agentOfPlant())).toContainEqual(
    expect.objectContaining({ did: 'recalled', campaign, vehicles: 1 }),
  );
  expect(stepsOf(await agentOfPlant())).toEqual([]);
  expect(await auditor.vehicle.countRecalled({ campaign })).toEqual({ affected: 1, completed: 0 });
  expect((await smelter.part.listTiers({ id: root })).items).toHaveLength(3);
});

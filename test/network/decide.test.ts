import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { time } from '@roadbook/chaincode/api';
import { decisionIdOf, type DecisionStep, followApplications } from '@roadbook/gateway';
import { eur, publishedTerms, scorecard, underwriting } from '../../stories/terms';
import { carOf } from '../behaviour/sale';
import { realWorld } from './world';

jest.setTimeout(180_000);

const bin = join(__dirname, '../../apps/cli/bin/roadbook.js');
const folder = mkdtempSync(join(tmpdir(), 'roadbook-decide-'));
const world = realWorld();
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A lender with its scorecard, and an owner who applies for the published loan of 100.00. */
async function openDesk() {
  const desk = (await world.be('lender/desk', 'lender')).on;
  const owner = (await world.be('registry/owner', 'owner')).on;
  await desk.loan.publishScorecard(scorecard);
  const apply = async () => {
    const [applicationId, vin] = [world.fresh('A'), await carOf(world)];
    const wish = { vin, amount: eur(10_000), instalments: 6, consentId: world.fresh('C') };
    await owner.loan.apply({ applicationId, ...wish });
    return applicationId;
  };
  return { desk, owner, apply };
}

test('an application is decided within seconds by the process beside the peer, and once', async () => {
  const { desk, owner, apply } = await openDesk();
  const stop = new AbortController();
  const steps: DecisionStep[] = [];
  const known = new Set<string>();
  const startOn = time.addDays(world.now().slice(0, 10), 7);
  const running = (async () => {
    const policy = {
      ...{ scorecardVersion: 1, signal: stop.signal },
      facts: async ({ applicationId }: { applicationId: string }) =>
        known.has(applicationId) ? underwriting : undefined,
      terms: () => publishedTerms(startOn, time.addMonths(startOn, 1)),
    };
    for await (const step of followApplications(desk, policy)) steps.push(step);
  })();
  const wanted = await apply();
  known.add(wanted);
  const other = await apply();
  for (let look = 0; look < 200 && !steps.some(({ applicationId }) => applicationId === other); look++)
    await sleep(100);
  stop.abort();
  await running;
  expect(steps.filter(({ applicationId }) => [wanted, other].includes(applicationId))).toMatchObject([
    { did: 'decided', applicationId: wanted, outcome: 'approve' },
    { did: 'left', applicationId: other, why: 'noFacts' },
  ]);
  const named = { applicationId: wanted, decisionId: decisionIdOf(wanted) };
  expect(await owner.loan.readDecision(named)).toMatchObject({ status: 'offered', lender: 'lender' });
});

test('the command decides on what is known in a folder, and run again it decides nothing', async () => {
  const { owner, apply } = await openDesk();
  const applicationId = await apply();
  const startOn = time.addDays(world.now().slice(0, 10), 7);
  const {
    principal: _p,
    instalments: _i,
    startOn: _s,
    firstDueOn: _f,
    ...terms
  } = publishedTerms(startOn, time.addMonths(startOn, 1));
  mkdirSync(join(folder, 'facts'));
  const wire = (value: unknown) =>
    JSON.stringify(value, (_name, one: unknown) => (typeof one === 'bigint' ? `${one}` : one));
  writeFileSync(join(folder, 'facts', `${applicationId}.json`), wire(underwriting), { mode: 0o600 });
  writeFileSync(join(folder, 'terms.json'), wire(terms));
  const run = (): Promise<DecisionStep[]> =>
    new Promise((done) => {
      const line = ['decide', 'follow', '--as', 'lender/desk', '--scorecard', '1', '--facts', 'facts'];
      const how = ['--terms', 'terms.json', '--checkpoint', 'at.json', '--once', '--json'];
      const env = { ...process.env, NO_COLOR: '1' };
      execFile(
        process.execPath,
        [bin, ...line, ...how],
        { env, cwd: folder, maxBuffer: 2 ** 26 },
        (_error, out) => done((JSON.parse(out) as { steps: DecisionStep[] }).steps),
      );
    });
  expect((await run()).filter((step) => step.applicationId === applicationId)).toMatchObject([
    { did: 'decided', outcome: 'approve' },
  ]);
  expect(await run()).toEqual([]);
  const named = { applicationId, decisionId: decisionIdOf(applicationId) };
  expect((await owner.loan.readDecision(named)).status).toBe('offered');
});

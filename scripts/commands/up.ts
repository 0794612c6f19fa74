import { deploy, rerun } from '../chaincode/deploy';
import { deployments } from '../chaincode/deployed';
import { keepers, launchAgendas } from '../node/agenda';
import { programs } from '../node/fabric';
import { found, isFoundedElsewhere } from '../channel/founding';
import { type Home, keepPromise, makeDirectory } from '../home';
import { enrolMember } from '../identity/identities';
import { isPutAway } from '../identity/revocation';
import { refuseMachine } from '../health/machine';
import { raise } from '../node/network';
import { launchCopies } from '../node/copy';
import { endSilent } from '../node/revive';
import { refuseTakenPorts } from '../node/ports';
import { writeProfiles } from '../identity/profile';
import { say, step } from '../say';
import { launchWatch } from '../node/watcher';

/** Everything runs and a first transaction can commit. Whatever is already done is left alone. */
export async function up(home: Home) {
  refuseMachine();
  await refuseTakenPorts(home);
  makeDirectory(home.root);
  const hung = await endSilent(home);
  if (hung.length > 0) say(`ended what did not answer for 5 s: ${hung.join(', ')}`);
  const found = await programs();
  keepPromise(home);
  await raise(home, found);
  writeProfiles(home);
  const named = new Set(home.topology.chaincodes.map((chaincode) => chaincode.name));
  for (const { name, folder } of home.topology.chaincodes) await deploy(home, found, name, folder);
  for (const [name, deployed] of Object.entries(deployments(home)))
    if (!named.has(name)) await rerun(home, found, deployed);
  if (home.topology.founding) await launchCopies(home);
}

/**
 * Who acts: the cast has its certificates, the ledger knows the organisations. Whoever is known already stays
 * as they are.
 */
export async function settle(home: Home) {
  await step('the cast has its certificates', async () => {
    const fresh = await enrolCast(home);
    return fresh > 0 ? `${fresh} enrolled` : 'as before';
  });
  if (!home.topology.founding || isFoundedElsewhere(home)) return;
  await step('the ledger knows the organisations', async () => {
    const fresh = await found(home);
    return fresh > 0 ? `${fresh} admitted` : 'as before';
  });
}

/** What falls due is sent by itself from now on. */
export async function keepTime(home: Home) {
  if (keepers(home).length === 0) return;
  await step('the agendas send what falls due', async () => {
    const fresh = await launchAgendas(home);
    return fresh > 0 ? `${fresh} started` : 'as before';
  });
}

/** What dies or hangs is started again from now on. */
export async function lookAfter(home: Home) {
  if (!home.topology.watch) return;
  await step('a watcher looks after all processes', async () =>
    (await launchWatch(home)) ? 'started' : 'as before',
  );
}

async function enrolCast(home: Home): Promise<number> {
  let fresh = 0;
  await Promise.all(
    home.here.map(async (org) => {
      for (const member of org.cast)
        if (!isPutAway(home, org, member.name) && (await enrolMember(home, org, member))) fresh++;
    }),
  );
  return fresh;
}

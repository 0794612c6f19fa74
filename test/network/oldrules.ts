import { common, msp, peer } from '@hyperledger/fabric-protos';
import {
  configurationIn,
  groupIn,
  organisationsIn,
  updateBetween,
} from '../../scripts/channel/configuration';
import { programs } from '../../scripts/node/fabric';
import { openHome } from '../../scripts/home';
import { adminOf } from '../../scripts/identity/files';
import { change, readConfiguration } from '../../scripts/channel/change';
import { openLine } from '../../scripts/chaincode/lifecycle';
import { sealUpdate, signUpdate } from '../../scripts/channel/update';

/** Every certificate of the organisation. */
function members(org: string): common.Policy {
  const role = new msp.MSPRole();
  role.setMspIdentifier(org);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipal(role.serializeBinary());
  const one = new common.SignaturePolicy();
  one.setSignedBy(0);
  const rule = new common.SignaturePolicy.NOutOf();
  rule.setN(1);
  rule.addRules(one);
  const whole = new common.SignaturePolicy();
  whole.setNOutOf(rule);
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(whole);
  envelope.addIdentities(principal);
  const policy = new common.Policy();
  policy.setType(common.Policy.PolicyType.SIGNATURE);
  policy.setValue(envelope.serializeBinary());
  return policy;
}

const RULES = [
  ['peer/Propose', 'Writers'],
  ['event/Block', 'Readers'],
  ['event/FilteredBlock', 'Readers'],
  ['qscc/GetBlockByNumber', 'Readers'],
  ['cscc/GetConfigBlock', 'Readers'],
] as const;

function olden(config: common.Config): common.Config {
  const after = common.Config.deserializeBinary(config.serializeBinary());
  const application = groupIn(after, 'Application');
  for (const org of organisationsIn(after))
    for (const name of ['Application', 'Orderer'] as const) {
      const policies = groupIn(after, name).getGroupsMap().get(org)?.getPoliciesMap();
      policies?.get('Readers')?.setPolicy(members(org));
      policies?.del('Services');
    }
  application.getPoliciesMap().del('Services');
  const rules = new peer.ACLs();
  for (const [resource, policy] of RULES) {
    const rule = new peer.APIResource();
    rule.setPolicyRef(`/Channel/Application/${policy}`);
    rules.getAclsMap().set(resource, rule);
  }
  application.getValuesMap().get('ACLs')?.setValue(rules.serializeBinary());
  return after;
}

/**
 * Takes a channel back to the access rules of the release before, with the signatures of all its
 * organisations.
 */
export async function takeBack(env: Readonly<Record<string, string>>): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, env);
  const home = openHome();
  Object.assign(process.env, before);
  const [sponsor] = home.here;
  if (!sponsor) throw new Error('nobody is here');
  const line = openLine(home, sponsor);
  try {
    const now = configurationIn(await readConfiguration(home, sponsor, line));
    const update = updateBetween(home.topology.channel, now, olden(now));
    const signatures = home.here.map((org) => signUpdate(update, org.name, adminOf(home, org)));
    await change(
      home,
      await programs(),
      { line, sponsor },
      now,
      sealUpdate(home.topology.channel, update, signatures),
    );
  } finally {
    line.close();
  }
}

import 'reflect-metadata';
import { createHash, X509Certificate } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { accessStep, channelStep, ownStep, rulesIn, withServices } from '../../scripts/channel/access';
import { firstBlockWith, configurationIn, groupIn, updateBetween } from '../../scripts/channel/configuration';
import { enrol } from '@roadbook/ledger/identity';

const ORGS = ['a', 'b', 'c', 'd'];
const roots = new Map<string, string>();
beforeAll(async () => {
  for (const org of ORGS) roots.set(org, (await enrol(org, `root of ${org}`, {})).pem);
});

function group(): common.ConfigGroup {
  const made = new common.ConfigGroup();
  made.setModPolicy('Admins');
  return made;
}
function valueOf(content: Uint8Array): common.ConfigValue {
  const made = new common.ConfigValue();
  made.setValue(content);
  made.setModPolicy('Admins');
  return made;
}
function mspOf(org: string): common.ConfigValue {
  const fabric = new msp.FabricMSPConfig();
  fabric.setName(org);
  fabric.setRootCertsList([Buffer.from(roots.get(org) ?? '')]);
  const config = new msp.MSPConfig();
  config.setConfig(fabric.serializeBinary());
  return valueOf(config.serializeBinary());
}
function readers(): common.ConfigPolicy {
  const made = new common.ConfigPolicy();
  made.setModPolicy('Admins');
  made.setPolicy(new common.Policy());
  return made;
}

/** A channel as the release before founded it: everybody may stream blocks, and nobody is a service. */
function oldChannel(): common.Config {
  const [channel, application, ordering] = [group(), group(), group()];
  for (const [all, where] of [
    [ORGS, application],
    [['a', 'b'], ordering],
  ] as const)
    for (const org of all) {
      const one = group();
      one.getValuesMap().set('MSP', mspOf(org));
      one.getPoliciesMap().set('Readers', readers());
      where.getGroupsMap().set(org, one);
    }
  const rules = new peer.ACLs();
  for (const [resource, policy] of [
    ['event/Block', '/Channel/Application/Readers'],
    ['qscc/GetChainInfo', '/Channel/Application/Readers'],
    ['own/Thing', '/Channel/Application/Own'],
  ] as const) {
    const rule = new peer.APIResource();
    rule.setPolicyRef(policy);
    rules.getAclsMap().set(resource, rule);
  }
  application.getValuesMap().set('ACLs', valueOf(rules.serializeBinary()));
  channel.getGroupsMap().set('Application', application);
  channel.getGroupsMap().set('Orderer', ordering);
  const config = new common.Config();
  config.setChannelGroup(channel);
  return config;
}

const policyIn = (config: common.Config, name: 'Application' | 'Orderer', org: string, policy: string) =>
  common.SignaturePolicyEnvelope.deserializeBinary(
    groupIn(config, name)
      .getGroupsMap()
      .get(org)
      ?.getPoliciesMap()
      .get(policy)
      ?.getPolicy()
      ?.getValue_asU8() ?? new Uint8Array(),
  );
/** Whom a signature policy names, in words. */
const namedIn = (policy: common.SignaturePolicyEnvelope): string[] =>
  policy.getIdentitiesList().map((one) => {
    const bytes = one.getPrincipal_asU8();
    if (one.getPrincipalClassification() === msp.MSPPrincipal.Classification.ROLE) {
      const role = msp.MSPRole.deserializeBinary(bytes);
      return `${role.getMspIdentifier()} ${['MEMBER', 'ADMIN', 'CLIENT', 'PEER', 'ORDERER'][role.getRole()]}`;
    }
    const unit = msp.OrganizationUnit.deserializeBinary(bytes);
    const certifier = Buffer.from(unit.getCertifiersIdentifier_asU8()).toString('hex');
    return `${unit.getMspIdentifier()} unit ${unit.getOrganizationalUnitIdentifier()} under ${certifier}`;
  });
const rootOf = (org: string) =>
  createHash('sha256')
    .update(new X509Certificate(roots.get(org) ?? '').raw)
    .digest('hex');

test('services are the unit under the organisation’s own root, or its administrators; nodes read beside them, people do not', () => {
  const config = withServices(oldChannel());
  for (const org of ORGS) {
    const unit = `${org} unit service under ${rootOf(org)}`;
    const services = policyIn(config, 'Application', org, 'Services');
    expect(namedIn(services)).toEqual([unit, `${org} ADMIN`]);
    expect(services.getRule()?.getNOutOf()?.getN()).toBe(1);
    expect(namedIn(policyIn(config, 'Application', org, 'Readers'))).toEqual([
      unit,
      `${org} ADMIN`,
      `${org} PEER`,
      `${org} ORDERER`,
    ]);
  }
  expect(namedIn(policyIn(config, 'Orderer', 'b', 'Readers'))).toHaveLength(4);
});

test('a majority that is all of them brings an old channel to the new rules in one step, and then nothing is left', () => {
  const after = accessStep(oldChannel(), ORGS, true) as common.Config;
  expect(Object.fromEntries(rulesIn(after))).toMatchObject({
    'peer/Propose': '/Channel/Application/Writers',
    'gateway/CommitStatus': '/Channel/Application/Writers',
    'event/Block': '/Channel/Application/Admins',
    'event/FilteredBlock': '/Channel/Application/Admins',
    'gateway/ChaincodeEvents': '/Channel/Application/Services',
    'qscc/GetChainInfo': '/Channel/Application/Services',
    'qscc/GetBlockByNumber': '/Channel/Application/Services',
    'qscc/GetBlockByHash': '/Channel/Application/Services',
    'qscc/GetTransactionByID': '/Channel/Application/Services',
    'qscc/GetBlockByTxID': '/Channel/Application/Services',
    'cscc/GetConfigBlock': '/Channel/Application/Services',
    'cscc/GetChannelConfig': '/Channel/Application/Services',
    'own/Thing': '/Channel/Application/Own',
  });
  const services = groupIn(after, 'Application').getPoliciesMap().get('Services');
  const meta = common.ImplicitMetaPolicy.deserializeBinary(
    services?.getPolicy()?.getValue_asU8() ?? new Uint8Array(),
  );
  expect([meta.getSubPolicy(), meta.getRule()]).toEqual(['Services', common.ImplicitMetaPolicy.Rule.ANY]);
  expect(accessStep(after, ORGS, true)).toBeUndefined();
  expect(channelStep(after)).toBeUndefined();
});

test('where organisations sign on machines of their own, nobody is shut out on the way', () => {
  const one = accessStep(oldChannel(), ['a'], false) as common.Config;
  expect(namedIn(policyIn(one, 'Application', 'a', 'Services'))).toHaveLength(2);
  expect(namedIn(policyIn(one, 'Application', 'a', 'Readers'))).toEqual([]);
  expect(rulesIn(one).get('event/Block')).toBe('/Channel/Application/Readers');

  const agreed = channelStep(one) as common.Config;
  expect(rulesIn(agreed).get('event/Block')).toBe('/Channel/Application/Admins');
  expect(rulesIn(agreed).get('gateway/CommitStatus')).toBe('/Channel/Application/Writers');
  expect(rulesIn(agreed).get('qscc/GetChainInfo')).toBe('/Channel/Application/Readers');
  expect(channelStep(agreed)).toBeUndefined();

  const all = ORGS.reduce((config, org) => ownStep(config, org) ?? config, agreed);
  expect(namedIn(policyIn(all, 'Application', 'a', 'Readers'))).toHaveLength(4);
  expect(rulesIn(channelStep(all) as common.Config).get('qscc/GetChainInfo')).toBe(
    '/Channel/Application/Services',
  );
});

test('the update writes a new policy beside the bare versions of all that stays', () => {
  const before = oldChannel();
  const update = common.ConfigUpdate.deserializeBinary(
    updateBetween('road', before, ownStep(before, 'b') as common.Config),
  );
  const [read, write] = [update.getReadSet(), update.getWriteSet()].map((set) =>
    set?.getGroupsMap().get('Application')?.getGroupsMap().get('b'),
  );
  expect([read?.getVersion(), write?.getVersion(), write?.getModPolicy()]).toEqual([0, 1, 'Admins']);
  expect([read, write].map((one) => [...(one?.getPoliciesMap().keys() ?? [])])).toEqual([
    ['Readers'],
    ['Readers', 'Services'],
  ]);
  expect(write?.getValuesMap().get('MSP')?.getValue_asU8()).toHaveLength(0);
});

test('a first block with another configuration is again the hash of what it holds', () => {
  const envelope = new common.Envelope();
  const payload = new common.Payload();
  const content = new common.ConfigEnvelope();
  content.setConfig(oldChannel());
  payload.setData(content.serializeBinary());
  envelope.setPayload(payload.serializeBinary());
  const block = new common.Block();
  const data = new common.BlockData();
  data.setDataList([envelope.serializeBinary()]);
  block.setData(data);
  block.setHeader(new common.BlockHeader());
  const made = firstBlockWith(block.serializeBinary(), withServices(oldChannel()));
  expect(configurationIn(made).serializeBinary()).toEqual(withServices(oldChannel()).serializeBinary());
  const read = common.Block.deserializeBinary(made);
  const [held = new Uint8Array()] = read.getData()?.getDataList_asU8() ?? [];
  expect(Buffer.from(read.getHeader()?.getDataHash_asU8() ?? []).toString('hex')).toBe(
    createHash('sha256').update(held).digest('hex'),
  );
});

import { generateKeyPairSync } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';
import {
  configurationIn,
  type Definition,
  groupIn,
  orderingIn,
  organisationsIn,
  stepTowards,
  updateBetween,
} from '../../scripts/channel/configuration';
import { sealUpdate, signUpdate } from '../../scripts/channel/update';

const bytes = (text: string) => Buffer.from(text);

function consenter(org: string, id = 0): common.Consenter {
  const one = new common.Consenter();
  one.setId(id);
  one.setHost(`orderer.${org}`);
  one.setPort(7000);
  one.setMspId(org);
  one.setIdentity(bytes(`identity of ${org}`));
  one.setClientTlsCert(bytes(`tls of ${org}`));
  one.setServerTlsCert(bytes(`tls of ${org}`));
  return one;
}

function value(content: Uint8Array, version = 0): common.ConfigValue {
  const made = new common.ConfigValue();
  made.setValue(content);
  made.setVersion(version);
  made.setModPolicy('Admins');
  return made;
}

function group(version: number, modPolicy = 'Admins'): common.ConfigGroup {
  const made = new common.ConfigGroup();
  made.setVersion(version);
  made.setModPolicy(modPolicy);
  return made;
}

function endpoints(...addresses: string[]): common.ConfigValue {
  const list = new common.OrdererAddresses();
  list.setAddressesList(addresses);
  return value(list.serializeBinary());
}

function channelOf(orgs: readonly string[], orderers: readonly string[]): common.Config {
  const [channel, application, ordering] = [group(0), group(3), group(5)];
  for (const org of orgs) application.getGroupsMap().set(org, group(1));
  for (const org of orderers) {
    const home = group(2);
    home.getValuesMap().set('Endpoints', endpoints(`orderer.${org}:7000`));
    ordering.getGroupsMap().set(org, home);
  }
  const mapping = new common.Orderers();
  mapping.setConsenterMappingList(orderers.map((org, index) => consenter(org, index + 1)));
  ordering.getValuesMap().set('Orderers', value(mapping.serializeBinary(), 7));
  ordering.getValuesMap().set('BatchSize', value(bytes('500'), 1));
  const policy = new common.ConfigPolicy();
  policy.setVersion(4);
  policy.setModPolicy('Admins');
  ordering.getPoliciesMap().set('BlockValidation', policy);
  channel.getGroupsMap().set('Application', application);
  channel.getGroupsMap().set('Orderer', ordering);
  const config = new common.Config();
  config.setSequence(9);
  config.setChannelGroup(channel);
  return config;
}

function definition(org: string, orderers: number): Definition {
  const ordering = orderers > 0 ? group(0) : undefined;
  ordering?.getValuesMap().set('Endpoints', endpoints('all', 'of them'));
  const consenters = Array.from({ length: orderers }, (_, index) => {
    const one = consenter(org);
    one.setPort(7000 + index);
    return one;
  });
  return { org, application: group(0), ordering, consenters };
}

const founders = ['a', 'b', 'c', 'd'];
const orderersIn = (config: common.Config) =>
  common.Orderers.deserializeBinary(
    groupIn(config, 'Orderer').getValuesMap().get('Orderers')?.getValue_asU8() ?? new Uint8Array(),
  ).getConsenterMappingList();

test('an organisation joins with its first orderer, which gets the next number', () => {
  const after = stepTowards(channelOf(founders, founders), definition('e', 1)) as common.Config;
  expect(organisationsIn(after)).toEqual([...founders, 'e']);
  expect(orderersIn(after).map((one) => [one.getId(), one.getMspId()])).toEqual(
    [...founders, 'e'].map((org, i) => [i + 1, org]),
  );
  expect(stepTowards(after, definition('e', 1))).toBeUndefined();
});

test('orderers join one at a time, each with its own endpoint', () => {
  const wanted = definition('e', 2);
  const first = stepTowards(channelOf(founders, founders), wanted) as common.Config;
  const second = stepTowards(first, wanted) as common.Config;
  expect([first, second].map((config) => orderingIn(config).orderers.length)).toEqual([5, 6]);
  const told = (config: common.Config) =>
    common.OrdererAddresses.deserializeBinary(
      groupIn(config, 'Orderer').getGroupsMap().get('e')?.getValuesMap().get('Endpoints')?.getValue_asU8() ??
        new Uint8Array(),
    ).getAddressesList();
  expect([first, second].map(told)).toEqual([['orderer.e:7000'], ['orderer.e:7000', 'orderer.e:7001']]);
  expect(stepTowards(second, wanted)).toBeUndefined();
});

test('an organisation without orderers changes nothing about the ordering', () => {
  const before = channelOf(founders, founders);
  const after = stepTowards(before, definition('e', 0)) as common.Config;
  expect(organisationsIn(after)).toContain('e');
  expect(groupIn(after, 'Orderer').serializeBinary()).toEqual(groupIn(before, 'Orderer').serializeBinary());
});

test.each([
  [5, 4],
  [6, 4],
  [7, 5],
])('of %i orderers %i must sign a block', (orderers, needed) => {
  const known = Array.from({ length: orderers - 1 }, (_, index) => `org${index}`);
  const after = stepTowards(channelOf(known, known), definition('e', 1)) as common.Config;
  const policy = groupIn(after, 'Orderer').getPoliciesMap().get('BlockValidation')?.getPolicy();
  expect(policy?.getType()).toBe(common.Policy.PolicyType.SIGNATURE);
  const said = common.SignaturePolicyEnvelope.deserializeBinary(policy?.getValue_asU8() ?? new Uint8Array());
  expect(said.getRule()?.getNOutOf()?.getN()).toBe(needed);
  expect(
    said
      .getRule()
      ?.getNOutOf()
      ?.getRulesList()
      .map((rule) => rule.getSignedBy()),
  ).toEqual([...Array(orderers).keys()]);
  const [last] = said.getIdentitiesList().slice(-1);
  expect(last?.getPrincipalClassification()).toBe(msp.MSPPrincipal.Classification.IDENTITY);
  expect(
    msp.SerializedIdentity.deserializeBinary(last?.getPrincipal_asU8() ?? new Uint8Array()).getMspid(),
  ).toBe('e');
});

test('an update writes the next version of what changes and relies on the present one of all else', () => {
  const before = channelOf(founders, founders);
  const after = stepTowards(before, definition('e', 1)) as common.Config;
  const update = common.ConfigUpdate.deserializeBinary(updateBetween('road', before, after));
  const [read, write] = [update.getReadSet(), update.getWriteSet()].map((set) => {
    const groups = set?.getGroupsMap();
    const [application, ordering] = [groups?.get('Application'), groups?.get('Orderer')];
    return {
      channel: set?.getVersion(),
      application: [application?.getVersion(), application?.getGroupsMap().getLength()],
      ordering: [ordering?.getVersion(), ordering?.getGroupsMap().getLength()],
      mapping: ordering?.getValuesMap().get('Orderers')?.getVersion(),
      size: ordering?.getValuesMap().get('BatchSize')?.getVersion(),
      policy: ordering?.getPoliciesMap().get('BlockValidation')?.getVersion(),
    };
  });
  expect(update.getChannelId()).toBe('road');
  expect(read).toEqual({ channel: 0, application: [3, 4], ordering: [5, 4], mapping: 7, size: 1, policy: 4 });
  expect(write).toEqual({
    channel: 0,
    application: [4, 5],
    ordering: [6, 5],
    mapping: 8,
    size: 1,
    policy: 5,
  });
});

test('an update of something else than organisations and orderers is refused', () => {
  const [before, after] = [channelOf(founders, founders), channelOf(founders, founders)];
  groupIn(after, 'Orderer')
    .getValuesMap()
    .set('Other', value(bytes('x')));
  expect(() => updateBetween('road', before, after)).toThrow(/Other is new/);
});

test('a sealed update holds the signatures and names its channel', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const signature = signUpdate(bytes('update'), 'a', { cert: 'certificate', key });
  const envelope = common.Envelope.deserializeBinary(sealUpdate('road', bytes('update'), [signature]));
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  );
  expect([header.getType(), header.getChannelId()]).toEqual([common.HeaderType.CONFIG_UPDATE, 'road']);
  const [held] = common.ConfigUpdateEnvelope.deserializeBinary(payload.getData_asU8()).getSignaturesList();
  expect(held?.serializeBinary()).toEqual(signature.serializeBinary());
});

test('a block without a configuration is refused', () => {
  expect(() => configurationIn(new common.Block().serializeBinary())).toThrow(/holds no configuration/);
});

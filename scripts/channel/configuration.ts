import { createHash } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';

/** What the channel must know of an organisation: certificates and addresses, nothing secret. */
export type Definition = {
  readonly org: string;
  readonly application: common.ConfigGroup;
  /** Missing when it runs no orderer. */
  readonly ordering?: common.ConfigGroup | undefined;
  readonly consenters: readonly common.Consenter[];
};

/** The channel's configuration, from the block that holds it. */
export function configurationIn(block: Uint8Array): common.Config {
  const { config } = opened(block);
  if (!config?.getChannelGroup()) throw new Error('the block holds no configuration of a channel');
  return config;
}

function opened(bytes: Uint8Array) {
  const block = common.Block.deserializeBinary(bytes);
  const envelope = common.Envelope.deserializeBinary(
    block.getData()?.getDataList_asU8()[0] ?? new Uint8Array(),
  );
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const content = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8());
  return { block, envelope, payload, content, config: content.getConfig() };
}

/**
 * A channel's first block with another configuration in it. Nobody has signed it yet: its header is the hash
 * of what it holds.
 */
export function firstBlockWith(bytes: Uint8Array, config: common.Config): Uint8Array {
  const { block, envelope, payload, content } = opened(bytes);
  content.setConfig(config);
  payload.setData(content.serializeBinary());
  envelope.setPayload(payload.serializeBinary());
  const data = envelope.serializeBinary();
  block.getData()?.setDataList([data]);
  block.getHeader()?.setDataHash(createHash('sha256').update(data).digest());
  return block.serializeBinary();
}

export function groupIn(config: common.Config, name: 'Application' | 'Orderer'): common.ConfigGroup {
  const group = config.getChannelGroup()?.getGroupsMap().get(name);
  if (!group) throw new Error(`the channel has no group ${name}`);
  return group;
}

const mappingOf = (ordering: common.ConfigGroup) =>
  common.Orderers.deserializeBinary(
    ordering.getValuesMap().get('Orderers')?.getValue_asU8() ?? new Uint8Array(),
  );
const addressOf = (one: common.Consenter) => `${one.getHost()}:${one.getPort()}`;

export const organisationsIn = (config: common.Config) => [
  ...groupIn(config, 'Application').getGroupsMap().keys(),
];

/** The TLS root of an organisation on the channel, in PEM. */
export function tlsRootIn(config: common.Config, org: string): Uint8Array | undefined {
  const value = groupIn(config, 'Application')
    .getGroupsMap()
    .get(org)
    ?.getValuesMap()
    .get('MSP')
    ?.getValue_asU8();
  if (!value) return undefined;
  const [root] = msp.FabricMSPConfig.deserializeBinary(
    msp.MSPConfig.deserializeBinary(value).getConfig_asU8(),
  ).getTlsRootCertsList_asU8();
  return root;
}

/** Organisations that run orderers, and the address of each orderer. */
export const orderingIn = (config: common.Config) => {
  const ordering = groupIn(config, 'Orderer');
  return {
    organisations: [...ordering.getGroupsMap().keys()],
    orderers: mappingOf(ordering).getConsenterMappingList().map(addressOf),
  };
};

/**
 * The configuration in which the organisation has come one step further, or undefined when all of it is
 * there. A step is the organisation itself and at most one orderer: each that is added must run and have
 * caught up before the next one raises the quorum again.
 */
export function stepTowards(config: common.Config, { org, application, ordering, consenters }: Definition) {
  const after = common.Config.deserializeBinary(config.serializeBinary());
  const members = groupIn(after, 'Application').getGroupsMap();
  const { orderers } = orderingIn(config);
  const missing = consenters.find((one) => !orderers.includes(addressOf(one)));
  if (members.has(org) && !missing) return undefined;
  if (!members.has(org)) members.set(org, application);
  if (missing && ordering) addOrderer(groupIn(after, 'Orderer'), org, ordering, missing);
  return after;
}

function addOrderer(
  ordering: common.ConfigGroup,
  org: string,
  definition: common.ConfigGroup,
  consenter: common.Consenter,
) {
  const home = ordering.getGroupsMap().get(org);
  const group = home ?? common.ConfigGroup.deserializeBinary(definition.serializeBinary());
  const endpoints = new common.OrdererAddresses();
  const before = home?.getValuesMap().get('Endpoints')?.getValue_asU8() ?? new Uint8Array();
  const known = common.OrdererAddresses.deserializeBinary(before).getAddressesList();
  endpoints.setAddressesList([...known, addressOf(consenter)]);
  group.getValuesMap().get('Endpoints')?.setValue(endpoints.serializeBinary());
  ordering.getGroupsMap().set(org, group);

  const mapping = mappingOf(ordering);
  const numbered = common.Consenter.deserializeBinary(consenter.serializeBinary());
  numbered.setId(1 + Math.max(0, ...mapping.getConsenterMappingList().map((one) => one.getId())));
  mapping.addConsenterMapping(numbered);
  ordering.getValuesMap().get('Orderers')?.setValue(mapping.serializeBinary());
  ordering
    .getPoliciesMap()
    .get('BlockValidation')
    ?.setPolicy(blockValidation(mapping.getConsenterMappingList()));
}

/**
 * Who must sign a block. Orderers refuse a mapping beside which any other policy stands (Fabric,
 * `checkConsentersMatchPolicy`).
 */
function blockValidation(consenters: readonly common.Consenter[]): common.Policy {
  const faulty = Math.floor((consenters.length - 1) / 3);
  const rule = new common.SignaturePolicy.NOutOf();
  const envelope = new common.SignaturePolicyEnvelope();
  rule.setN(Math.ceil((consenters.length + faulty + 1) / 2));
  for (const [index, consenter] of consenters.entries()) {
    const signedBy = new common.SignaturePolicy();
    signedBy.setSignedBy(index);
    rule.addRules(signedBy);
    const identity = new msp.SerializedIdentity();
    identity.setMspid(consenter.getMspId());
    identity.setIdBytes(consenter.getIdentity_asU8());
    const principal = new msp.MSPPrincipal();
    principal.setPrincipalClassification(msp.MSPPrincipal.Classification.IDENTITY);
    principal.setPrincipal(identity.serializeBinary());
    envelope.addIdentities(principal);
  }
  const whole = new common.SignaturePolicy();
  whole.setNOutOf(rule);
  envelope.setRule(whole);
  const policy = new common.Policy();
  policy.setType(common.Policy.PolicyType.SIGNATURE);
  policy.setValue(envelope.serializeBinary());
  return policy;
}

/**
 * The update that leads from one configuration to another: the versions that are relied on, and those that
 * are written. What is new has version 0; what changed, and a group with a member or policy more or less, has
 * the next one.
 */
export function updateBetween(channel: string, before: common.Config, after: common.Config): Uint8Array {
  const [from, to] = [before.getChannelGroup(), after.getChannelGroup()];
  if (!from || !to) throw new Error('a configuration without a channel');
  const { read, write } = compare(from, to);
  const update = new common.ConfigUpdate();
  update.setChannelId(channel);
  update.setReadSet(read);
  update.setWriteSet(write);
  return update.serializeBinary();
}

function compare(before: common.ConfigGroup, after: common.ConfigGroup) {
  const [read, write] = [new common.ConfigGroup(), new common.ConfigGroup()];
  let fresh = false;
  for (const [name, now] of after.getGroupsMap().entries()) {
    const was = before.getGroupsMap().get(name);
    const inner = was && compare(was, now);
    if (inner) read.getGroupsMap().set(name, inner.read);
    write.getGroupsMap().set(name, inner?.write ?? now);
    fresh ||= !was;
  }
  for (const [name, now] of after.getValuesMap().entries()) {
    const { known, next } = versions(
      name,
      before.getValuesMap().get(name),
      now,
      () => new common.ConfigValue(),
    );
    read.getValuesMap().set(name, known);
    write.getValuesMap().set(name, next);
  }
  for (const [name, now] of after.getPoliciesMap().entries()) {
    const was = before.getPoliciesMap().get(name);
    if (!was) {
      write.getPoliciesMap().set(name, now);
      fresh = true;
      continue;
    }
    const { known, next } = versions(name, was, now, () => new common.ConfigPolicy());
    read.getPoliciesMap().set(name, known);
    write.getPoliciesMap().set(name, next);
  }
  fresh ||= [...before.getPoliciesMap().keys()].some((name) => !after.getPoliciesMap().has(name));
  read.setVersion(before.getVersion());
  write.setVersion(before.getVersion() + (fresh ? 1 : 0));
  if (fresh) write.setModPolicy(after.getModPolicy());
  return { read, write };
}

/** What is relied on, and what is written: the same bare version, or the next one with its content. */
function versions<T extends common.ConfigValue | common.ConfigPolicy>(
  name: string,
  was: T | undefined,
  now: T,
  bare: () => T,
) {
  if (!was) throw new Error(`${name} is new, and only organisations and orderers can join`);
  const known = bare();
  known.setVersion(was.getVersion());
  if (Buffer.from(was.serializeBinary()).equals(now.serializeBinary())) return { known, next: known };
  now.setVersion(was.getVersion() + 1);
  return { known, next: now };
}

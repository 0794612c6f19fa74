import { createHash, X509Certificate } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { accessRules } from '../node/config';
import { groupIn, organisationsIn } from './configuration';

/**
 * The unit in the certificates of an organisation's services, and the name of the one that every organisation
 * has.
 */
export const SERVICE = 'service';

type Kind = Parameters<msp.MSPPrincipal['setPrincipalClassification']>[0];
type Role = Parameters<msp.MSPRole['setRole']>[0];
const { Classification } = msp.MSPPrincipal;
const { MSPRoleType } = msp.MSPRole;
const statusRule = 'gateway/CommitStatus';
/** Resources that may be closed before the organisations have policies of their own for services. */
const needsNoServices = ([, policy]: readonly [string, string]) => !policy.endsWith('/Services');

/** The roots in an organisation's definition, in DER. */
function rootsIn(group: common.ConfigGroup): Buffer[] {
  const value = group.getValuesMap().get('MSP')?.getValue_asU8();
  if (!value) return [];
  const config = msp.FabricMSPConfig.deserializeBinary(
    msp.MSPConfig.deserializeBinary(value).getConfig_asU8(),
  );
  return config.getRootCertsList_asU8().map((pem) => new X509Certificate(pem).raw);
}

function principal(kind: Kind, content: Uint8Array): msp.MSPPrincipal {
  const made = new msp.MSPPrincipal();
  made.setPrincipalClassification(kind);
  made.setPrincipal(content);
  return made;
}

/** Fabric lets a unit count only under the root that it was certified by: the SHA-256 of its certificate. */
function serviceOf(org: string, root: Buffer): msp.MSPPrincipal {
  const unit = new msp.OrganizationUnit();
  unit.setMspIdentifier(org);
  unit.setOrganizationalUnitIdentifier(SERVICE);
  unit.setCertifiersIdentifier(createHash('sha256').update(root).digest());
  return principal(Classification.ORGANIZATION_UNIT, unit.serializeBinary());
}

function roleOf(org: string, role: Role): msp.MSPPrincipal {
  const made = new msp.MSPRole();
  made.setMspIdentifier(org);
  made.setRole(role);
  return principal(Classification.ROLE, made.serializeBinary());
}

/** One signature of any of them is enough. */
function anyOf(principals: readonly msp.MSPPrincipal[]): common.Policy {
  const rule = new common.SignaturePolicy.NOutOf();
  rule.setN(1);
  for (const index of principals.keys()) {
    const signedBy = new common.SignaturePolicy();
    signedBy.setSignedBy(index);
    rule.addRules(signedBy);
  }
  const whole = new common.SignaturePolicy();
  whole.setNOutOf(rule);
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(whole);
  envelope.setIdentitiesList([...principals]);
  return policyOf(common.Policy.PolicyType.SIGNATURE, envelope.serializeBinary());
}

function policyOf(type: number, content: Uint8Array): common.Policy {
  const policy = new common.Policy();
  policy.setType(type);
  policy.setValue(content);
  return policy;
}

/** Whoever of whatever organisation meets its policy of this name. */
function anyOrganisations(name: string): common.Policy {
  const meta = new common.ImplicitMetaPolicy();
  meta.setSubPolicy(name);
  meta.setRule(common.ImplicitMetaPolicy.Rule.ANY);
  return policyOf(common.Policy.PolicyType.IMPLICIT_META, meta.serializeBinary());
}

function setPolicy(group: common.ConfigGroup, name: string, policy: common.Policy) {
  const made = group.getPoliciesMap().get(name) ?? new common.ConfigPolicy();
  if (Buffer.from(made.getPolicy()?.serializeBinary() ?? []).equals(policy.serializeBinary())) return;
  made.setPolicy(policy);
  made.setModPolicy('Admins');
  group.getPoliciesMap().set(name, made);
}

/** Its services and administrators. */
function setServices(group: common.ConfigGroup, org: string) {
  setPolicy(
    group,
    'Services',
    anyOf([...rootsIn(group).map((root) => serviceOf(org, root)), roleOf(org, MSPRoleType.ADMIN)]),
  );
}

/** Its services, administrators and nodes: who may fetch blocks from an orderer. People may not. */
function setReaders(group: common.ConfigGroup, org: string) {
  const roles = [MSPRoleType.ADMIN, MSPRoleType.PEER, MSPRoleType.ORDERER].map((role) => roleOf(org, role));
  setPolicy(group, 'Readers', anyOf([...rootsIn(group).map((root) => serviceOf(org, root)), ...roles]));
}

const groupsOf = (config: common.Config, org: string) =>
  (['Application', 'Orderer'] as const).flatMap(
    (name) => groupIn(config, name).getGroupsMap().get(org) ?? [],
  );

/** The organisations as this release defines them; for a configuration that configtxgen has just made. */
export function withServices(config: common.Config): common.Config {
  const after = common.Config.deserializeBinary(config.serializeBinary());
  for (const org of organisationsIn(after)) {
    const [application] = groupsOf(after, org);
    if (application) setServices(application, org);
    for (const group of groupsOf(after, org)) setReaders(group, org);
  }
  return after;
}

/** Who may come in by which door of a peer, as the channel has it. */
export function rulesIn(config: common.Config): Map<string, string> {
  const value =
    groupIn(config, 'Application').getValuesMap().get('ACLs')?.getValue_asU8() ?? new Uint8Array();
  const rules = peer.ACLs.deserializeBinary(value).getAclsMap();
  return new Map(
    [...rules.entries()].map(([resource, rule]: [string, peer.APIResource]) => [
      resource,
      rule.getPolicyRef(),
    ]),
  );
}

function setRules(application: common.ConfigGroup, rules: ReadonlyMap<string, string>) {
  const content = new peer.ACLs();
  for (const [resource, policy] of rules) {
    const rule = new peer.APIResource();
    rule.setPolicyRef(policy);
    content.getAclsMap().set(resource, rule);
  }
  const value = application.getValuesMap().get('ACLs') ?? new common.ConfigValue();
  value.setValue(content.serializeBinary());
  value.setModPolicy('Admins');
  application.getValuesMap().set('ACLs', value);
}

const hasServices = (config: common.Config, org: string) =>
  groupIn(config, 'Application').getGroupsMap().get(org)?.getPoliciesMap().has('Services') === true;

/**
 * What all organisations must agree on, and a majority sign; undefined when the channel has it. Blocks and
 * chaincode events go to services only when every organisation has said who its services are: nobody may be
 * shut out, its administrators least of all.
 */
export function channelStep(before: common.Config): common.Config | undefined {
  const after = common.Config.deserializeBinary(before.serializeBinary());
  const application = groupIn(after, 'Application');
  const ready = organisationsIn(after).every((org) => hasServices(after, org));
  if (ready) setPolicy(application, 'Services', anyOrganisations('Services'));
  const known = rulesIn(before);
  const missing = Object.entries(accessRules())
    .filter((rule) => ready || needsNoServices(rule))
    .filter(([resource, policy]) => known.get(resource) !== policy);
  if (missing.length > 0) setRules(application, new Map([...known, ...missing]));
  return changed(before, after);
}

/**
 * What an organisation decides alone: who its services are, and that its people fetch no blocks, once they
 * need not to hear of their own transactions.
 */
export function ownStep(before: common.Config, org: string): common.Config | undefined {
  const after = common.Config.deserializeBinary(before.serializeBinary());
  const [application, ...others] = groupsOf(after, org);
  if (!application) return undefined;
  setServices(application, org);
  if (rulesIn(after).get(statusRule) === accessRules()[statusRule])
    for (const group of [application, ...others]) setReaders(group, org);
  return changed(before, after);
}

/**
 * All that these administrators together can bring about; undefined when there is nothing left for them to
 * do.
 */
export function accessStep(
  before: common.Config,
  signing: readonly string[],
  majority: boolean,
): common.Config | undefined {
  const own = (config: common.Config) => signing.reduce((so, org) => ownStep(so, org) ?? so, config);
  const after = own(before);
  const agreed = majority ? own(channelStep(after) ?? after) : after;
  return changed(before, agreed);
}

const changed = (before: common.Config, after: common.Config): common.Config | undefined =>
  Buffer.from(before.serializeBinary()).equals(after.serializeBinary()) ? undefined : after;

import { common, msp, peer } from '@hyperledger/fabric-protos';

/** The collection of an organisation's private facts, as the definition of every chaincode names it. */
const nameOf = (org: string) => `of_${org}`;

/** Collections of a definition, as the ledger has them; `undefined` where it has none. */
export type Collections = peer.CollectionConfigPackage | undefined;

/**
 * The collections of a definition once every organisation of the channel has one: what is there stays as it
 * is, what is missing comes after it by name, so that every machine computes the same bytes.
 */
export function collectionsWith(before: Collections, orgs: readonly string[]): peer.CollectionConfigPackage {
  const known = before?.getConfigList() ?? [];
  const names = namesIn(before);
  const fresh = [...orgs].sort().filter((org) => !names.includes(nameOf(org)));
  const all = new peer.CollectionConfigPackage();
  all.setConfigList([...known, ...fresh.map(collectionOf)]);
  return all;
}

export const namesIn = (collections: Collections): string[] =>
  (collections?.getConfigList() ?? []).map((one) => one.getStaticCollectionConfig()?.getName() ?? '');

export const sameCollections = (one: Collections, other: Collections): boolean =>
  Buffer.from(bytesOf(one)).equals(Buffer.from(bytesOf(other)));

const bytesOf = (collections: Collections) => collections?.serializeBinary() ?? new Uint8Array();

/**
 * Its certificates alone read and write it, whoever's peer they ask; its peer alone endorses it. No other
 * peer need have a copy before the endorsement counts; where the organisation has a second peer, it gets one.
 */
function collectionOf(org: string): peer.CollectionConfig {
  const { MEMBER, PEER } = msp.MSPRole.MSPRoleType;
  const members = new peer.CollectionPolicyConfig();
  members.setSignaturePolicy(signedBy(org, MEMBER));
  const endorsers = new peer.ApplicationPolicy();
  endorsers.setSignaturePolicy(signedBy(org, PEER));
  const config = new peer.StaticCollectionConfig();
  config.setName(nameOf(org));
  config.setMemberOrgsPolicy(members);
  config.setRequiredPeerCount(0);
  config.setMaximumPeerCount(1);
  config.setMemberOnlyRead(true);
  config.setMemberOnlyWrite(true);
  config.setEndorsementPolicy(endorsers);
  const collection = new peer.CollectionConfig();
  collection.setStaticCollectionConfig(config);
  return collection;
}

/** One signature of somebody of the organisation in that part. */
function signedBy(
  org: string,
  part: msp.MSPRole.MSPRoleTypeMap[keyof msp.MSPRole.MSPRoleTypeMap],
): common.SignaturePolicyEnvelope {
  const role = new msp.MSPRole();
  role.setMspIdentifier(org);
  role.setRole(part);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(role.serializeBinary());
  const first = new common.SignaturePolicy();
  first.setSignedBy(0);
  const all = new common.SignaturePolicy.NOutOf();
  all.setN(1);
  all.addRules(first);
  const rule = new common.SignaturePolicy();
  rule.setNOutOf(all);
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(rule);
  envelope.addIdentities(principal);
  return envelope;
}

import { X509Certificate } from 'node:crypto';
import { common, msp, orderer } from '@hyperledger/fabric-protos';
import { isRevoked, type Revocation, type Authorities } from './revocation';

/** Who may order and who may endorse, as a configuration of the channel says. */
export interface Configuration {
  readonly channel: string;
  /** Counts the configurations of the channel from 0. */
  readonly sequence: number;
  readonly organisations: ReadonlyMap<string, Authorities>;
  /** Organisations whose peers endorse. */
  readonly endorsing: readonly string[];
  readonly orderers: ReadonlyMap<number, { readonly org: string; readonly certificate: X509Certificate }>;
}

/** A configuration with what its authorities took back, and those of the configurations after it. */
export interface Standing extends Configuration {
  readonly revoked: readonly Revocation[];
  readonly revokedLater: readonly Revocation[];
}

/** Reads the configuration in a block; `undefined` when it holds none. */
export function configurationIn(envelopes: readonly Uint8Array[]): Configuration | undefined {
  const [bytes] = envelopes;
  if (!bytes || envelopes.length !== 1) return undefined;
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
  );
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  );
  if (header.getType() !== common.HeaderType.CONFIG) return undefined;
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
  const channel = config?.getChannelGroup();
  const [application, ordering] = [
    channel?.getGroupsMap().get('Application'),
    channel?.getGroupsMap().get('Orderer'),
  ];
  const consensus = orderer.ConsensusType.deserializeBinary(valueOf(ordering, 'ConsensusType')).getType();
  const endorsing = authoritiesIn(application);
  return {
    channel: header.getChannelId(),
    sequence: config?.getSequence() ?? 0,
    organisations: new Map([...authoritiesIn(ordering), ...endorsing]),
    endorsing: [...endorsing.keys()],
    orderers: consensus === 'BFT' ? consentersIn(valueOf(ordering, 'Orderers')) : new Map(),
  };
}

const consentersIn = (value: Uint8Array): Configuration['orderers'] =>
  new Map(
    common.Orderers.deserializeBinary(value)
      .getConsenterMappingList()
      .map((one) => [
        one.getId(),
        { org: one.getMspId(), certificate: new X509Certificate(one.getIdentity_asU8()) },
      ]),
  );

const valueOf = (group: common.ConfigGroup | undefined, name: string): Uint8Array =>
  group?.getValuesMap().get(name)?.getValue_asU8() ?? new Uint8Array();

function authoritiesIn(group: common.ConfigGroup | undefined): Map<string, Authorities> {
  const found = new Map<string, Authorities>();
  for (const [, organisation] of group?.getGroupsMap().entries() ?? []) {
    const config = msp.MSPConfig.deserializeBinary(valueOf(organisation, 'MSP')).getConfig_asU8();
    const home = msp.FabricMSPConfig.deserializeBinary(config);
    const units = home.getFabricNodeOus();
    found.set(home.getName(), {
      roots: home.getRootCertsList_asU8().map((pem) => new X509Certificate(pem)),
      intermediates: home.getIntermediateCertsList_asU8().map((pem) => new X509Certificate(pem)),
      lists: home.getRevocationListList_asU8(),
      peerUnit: units?.getPeerOuIdentifier()?.getOrganizationalUnitIdentifier() || 'peer',
    });
  }
  return found;
}

const issued = (one: X509Certificate, by: X509Certificate): boolean =>
  one.checkIssued(by) && one.verify(by.publicKey);

/**
 * Whether an authority of the organisation issued the certificate, it was valid at that moment, and nobody
 * had taken it back.
 */
export function isOf(standing: Standing, org: string, certificate: X509Certificate, at: Date): boolean {
  const home = standing.organisations.get(org);
  const inTime = certificate.validFromDate <= at && at <= certificate.validToDate;
  if (!home || certificate.ca || !inTime) return false;
  const { revoked, revokedLater } = standing;
  const trusted = [
    ...home.roots,
    ...home.intermediates.filter((one) => home.roots.some((root) => issued(one, root))),
  ];
  const authority = trusted.find((one) => issued(certificate, one));
  if (!authority) return false;
  return !isRevoked(revoked, certificate, authority) && !isRevoked(revokedLater, certificate, authority, at);
}

const NODE_UNITS = ['client', 'peer', 'admin', 'orderer'];

/** Whether the certificate is of a peer of the organisation: of that one unit among those of nodes. */
export function isPeer({ organisations }: Configuration, org: string, certificate: X509Certificate): boolean {
  const unit = organisations.get(org)?.peerUnit ?? 'peer';
  const units = [certificate.toLegacyObject().subject.OU ?? []].flat();
  return units.includes(unit) && !units.some((one) => one !== unit && NODE_UNITS.includes(one));
}

/**
 * Signatures that a block needs when f of n orderers may be bad: the smallest integer not below (n + f + 1) /
 * 2 (Fabric, `ComputeBFTQuorum`).
 */
export function quorumOf({ orderers }: Configuration): number {
  const faulty = Math.floor((orderers.size - 1) / 3);
  return Math.ceil((orderers.size + faulty + 1) / 2);
}

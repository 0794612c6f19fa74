import { X509Certificate } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';

/** Authorities of an organisation. */
interface Authorities {
  readonly roots: readonly X509Certificate[];
  readonly intermediates: readonly X509Certificate[];
}

/** Who may order and who may endorse, as a configuration of the channel says. */
export interface Configuration {
  readonly organisations: ReadonlyMap<string, Authorities>;
  /** Organisations whose peers endorse. */
  readonly endorsing: readonly string[];
  readonly orderers: ReadonlyMap<number, { readonly org: string; readonly certificate: X509Certificate }>;
}

/** Reads the configuration in a block; `undefined` when it holds none. */
export function configurationIn(envelopes: readonly Uint8Array[]): Configuration | undefined {
  const [bytes] = envelopes;
  if (!bytes || envelopes.length !== 1) return undefined;
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
  const header = common.ChannelHeader.deserializeBinary(payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array());
  if (header.getType() !== common.HeaderType.CONFIG) return undefined;
  const channel = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig()?.getChannelGroup();
  const [application, ordering] = [channel?.getGroupsMap().get('Application'), channel?.getGroupsMap().get('Orderer')];
  const consenters = valueOf(ordering, 'Orderers');
  const endorsing = authoritiesIn(application);
  return {
    organisations: new Map([...authoritiesIn(ordering), ...endorsing]),
    endorsing: [...endorsing.keys()],
    orderers: new Map(
      common.Orderers.deserializeBinary(consenters)
        .getConsenterMappingList()
        .map((one) => [one.getId(), { org: one.getMspId(), certificate: new X509Certificate(one.getIdentity_asU8()) }]),
    ),
  };
}

const valueOf = (group: common.ConfigGroup | undefined, name: string): Uint8Array =>
  group?.getValuesMap().get(name)?.getValue_asU8() ?? new Uint8Array();

function authoritiesIn(group: common.ConfigGroup | undefined): Map<string, Authorities> {
  const found = new Map<string, Authorities>();
  for (const [, organisation] of group?.getGroupsMap().entries() ?? []) {
    const config = msp.MSPConfig.deserializeBinary(valueOf(organisation, 'MSP')).getConfig_asU8();
    const home = msp.FabricMSPConfig.deserializeBinary(config);
    found.set(home.getName(), {
      roots: home.getRootCertsList_asU8().map((pem) => new X509Certificate(pem)),
      intermediates: home.getIntermediateCertsList_asU8().map((pem) => new X509Certificate(pem)),
    });
  }
  return found;
}

const issued = (one: X509Certificate, by: X509Certificate): boolean => one.checkIssued(by) && one.verify(by.publicKey);

/** Whether an authority of the organisation issued the certificate, and it was valid at that moment. */
export function isOf({ organisations }: Configuration, org: string, certificate: X509Certificate, at: Date): boolean {
  const home = organisations.get(org);
  if (!home || certificate.ca || certificate.validFromDate > at || certificate.validToDate < at) return false;
  const trusted = [...home.roots, ...home.intermediates.filter((one) => home.roots.some((root) => issued(one, root)))];
  return trusted.some((authority) => issued(certificate, authority));
}

/** Signatures that a block needs when f of n orderers may be bad: the smallest integer not below (n + f + 1) / 2 (Fabric, `ComputeBFTQuorum`). */
export function quorumOf({ orderers }: Configuration): number {
  const faulty = Math.floor((orderers.size - 1) / 3);
  return Math.ceil((orderers.size + faulty + 1) / 2);
}

import {
  bitstringOf,
  encodeList,
  type JsonObject,
  listUrl,
  ROADBOOK_CONTEXT,
  type StatusPurpose,
  type StatusSnapshot,
  VC_CONTEXT,
} from '@roadbook/chaincode/api';
import type { Rooms } from '../rooms/rooms';
import type { CredentialKey } from './key';
import { type Secured, secureDocument } from './proof';

/** All pages of a list of standings, from the ledger. */
export async function exportWholeStatus(
  rooms: Pick<Rooms, 'identity'>,
  issuer: string,
  list: number,
): Promise<StatusSnapshot[]> {
  const pages: StatusSnapshot[] = [];
  for (let after: string | undefined; ; ) {
    const page = await rooms.identity.exportStatus({
      issuer,
      list,
      size: 100,
      ...(after !== undefined && { after }),
    });
    pages.push(page);
    if (page.next === undefined) return pages;
    after = page.next;
  }
}

/** How long a list may be relied on. */
export interface ListTimes {
  readonly validFrom: string;
  readonly validUntil: string;
}

/**
 * The Bitstring Status List credential of one purpose, derived from the standings on the ledger and signed by
 * the issuer: for verifiers who know nothing of this ledger.
 */
export function signStatusList(
  pages: readonly StatusSnapshot[],
  list: number,
  purpose: StatusPurpose,
  key: CredentialKey,
  times: ListTimes,
): Promise<Secured<JsonObject>> {
  const rows = pages
    .filter(({ content }) => content.issuer === key.did && content.list === list)
    .flatMap(({ content }) => content.rows);
  const id = listUrl(key.did, list, purpose);
  const document = {
    '@context': [VC_CONTEXT, ROADBOOK_CONTEXT],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: key.did,
    ...times,
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: encodeList(bitstringOf(rows, purpose)),
    },
  };
  return secureDocument(document, key, { created: times.validFrom, proofPurpose: 'assertionMethod' });
}

import { implement } from '../kit/implement';
import { identityApi } from './api';
import { credentialWiring } from './handlers/credential';
import { isAutoDid } from './w3c/did';
import { didWiring } from './handlers/did';
import { linkWiring } from './handlers/link';
import { rowId } from './records/credential';
import { tables } from './tables';
import { trustWiring } from './handlers/trust';

const ofDid = ({ did }: { readonly did: string }) => ({ dids: [[did]] });
const ofLink = ({ did, linkId }: { readonly did: string; readonly linkId: string }) => ({
  dids: [[did]],
  didLinks: [[did, linkId]],
});
const ofPlace = (place: { readonly issuer: string; readonly list: number; readonly index: number }) => ({
  credentials: [rowId(place)],
  ...(isAutoDid(place.issuer) && { dids: [[place.issuer]] }),
});

export const identityRoom = implement(
  identityApi,
  tables,
  { ...didWiring, ...linkWiring, ...credentialWiring, ...trustWiring },
  {
    addKey: ofDid,
    rotateKey: ofDid,
    revokeKey: ofDid,
    announceServices: ofDid,
    offerLink: ofLink,
    acceptLink: ofLink,
    withdrawLink: ofLink,
    link: ofLink,
    unlink: ({ did, account }) => ({ dids: [[did]], didAccounts: [account.split('/')] }),
    recordCredential: (request) => ({ ...ofPlace(request), trustedIssuers: [[request.type, request.issuer]] }),
    suspend: ofPlace,
    reinstate: ofPlace,
    revoke: ofPlace,
    flag: ofPlace,
  },
);

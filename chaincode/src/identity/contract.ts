import { implement } from '../kit/implement';
import { identityApi } from './api';
import { credentialWiring } from './credentialwiring';
import { isAutoDid } from './did';
import { didWiring } from './didwiring';
import { linkWiring } from './linkwiring';
import { rowId } from './standing';
import { tables } from './tables';
import { trustWiring } from './trustwiring';

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

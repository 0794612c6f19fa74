import type { Rooms } from '@roadbook/gateway';

/** A query about the car of the scene, its people and their money, as anybody may send it. */
export type Ask = (on: Rooms, at: { readonly vin: string; readonly deviceId: string }) => Promise<unknown>;

const OWNER = 'registry/owner';
const WORKSHOP = 'registry/workshop';
const OF = { issuer: 'lender' };

/** By room and operation. */
export const questions: Readonly<Record<string, Ask>> = {
  'vehicle.read': (on, { vin }) => on.vehicle.read({ vin }),
  'trust.read': (on, { vin }) => on.trust.read({ vin }),
  'vehicle.readCertificate': (on, { vin }) => on.vehicle.readCertificate({ vin }),
  'vehicle.listTitles': (on, { vin }) => on.vehicle.listTitles({ vin }),
  'vehicle.listOwned': (on) => on.vehicle.listOwned({ owner: OWNER }),
  'vehicle.readOdometer': (on, { vin }) => on.vehicle.readOdometer({ vin }),
  'vehicle.listReadings': (on, { vin }) => on.vehicle.listReadings({ vin }),
  'vehicle.listAccidents': (on, { vin }) => on.vehicle.listAccidents({ vin }),
  'service.readRecord': (on, { vin }) => on.service.readRecord({ vin, recordId: 'SR-V-1' }),
  'service.listRecords': (on, { vin }) => on.service.listRecords({ vin }),
  'service.read': (on) => on.service.read({ bookingId: 'V-1' }),
  'service.listBookings': (on) => on.service.listBookings({ of: OWNER, as: 'customer' }),
  'evidence.read': (on, { deviceId }) => on.evidence.read({ deviceId, evidenceId: 'E-1' }),
  'evidence.readChain': (on, { deviceId }) => on.evidence.readChain({ deviceId }),
  'evidence.listAnchors': (on, { deviceId }) => on.evidence.listAnchors({ deviceId }),
  'consent.read': (on, { vin }) => on.consent.read({ vin, grantId: 'G-friend' }),
  'consent.listGranted': (on) => on.consent.listGranted({ grantee: 'registry/friend' }),
  'consent.listNotices': (on) => on.consent.listNotices({ owner: OWNER }),
  'policy.activeCover': (on, { vin }) => on.policy.activeCover({ vin }),
  'sale.read': (on) => on.sale.read({ listingId: 'S-1' }),
  'sale.listListings': (on) => on.sale.listListings({}),
  'rental.readCar': (on, { vin }) => on.rental.readCar({ vin }),
  'rental.listCars': (on) => on.rental.listCars({}),
  'rental.listRentals': (on) => on.rental.listRentals({ driver: OWNER }),
  'loan.next': (on) => on.loan.next({ kind: 'loan', id: ['L-1'] }),
  'payment.balance': (on) => on.payment.balance({ party: OWNER }),
  'payment.listLots': (on) => on.payment.listLots({ owner: OWNER }),
  'payment.listOrders': (on) => on.payment.listOrders(OF),
  'payment.readOrder': (on) => on.payment.readOrder({ ...OF, orderId: 'OM-1' }),
  'payment.read': (on) => on.payment.read({ paymentId: 'pay-V-1' }),
  'payment.readEscrow': (on) => on.payment.readEscrow({ escrowId: 'BOND-service' }),
  'payment.listEscrows': (on) => on.payment.listEscrows({ party: WORKSHOP, as: 'payer' }),
  'payment.readBlock': (on) => on.payment.readBlock({ party: OWNER }),
  'merchant.read': (on) => on.merchant.read({ merchant: WORKSHOP }),
  'merchant.listMerchants': (on) => on.merchant.listMerchants({}),
  'merchant.listVotes': (on) => on.merchant.listVotes({ merchant: WORKSHOP }),
  'merchant.listCrew': (on) => on.merchant.listCrew({ merchant: WORKSHOP }),
  'merchant.readReputation': (on) => on.merchant.readReputation({ merchant: WORKSHOP }),
};

/**
 * Open to everybody, and about no person: catalogues, calculators, keys and registers that are made to be
 * read.
 */
export const ofNobody: readonly string[] = [
  'claim.listObservations',
  'evidence.listDevices',
  'evidence.readDevice',
  'identity.exportStatus',
  'identity.exportTrust',
  'identity.listIssuers',
  'identity.read',
  'identity.readAlias',
  'identity.readCredential',
  'identity.resolve',
  'loan.calculate',
  'member.listOrganisations',
  'member.readOrganisation',
  'member.whoAmI',
  'merchant.listServices',
  'merchant.readHours',
  'merchant.readService',
  'merchant.readZone',
  'payment.proveSupply',
  'payment.readQr',
  'policy.computeMonth',
  'policy.computeScore',
  'policy.listTariffs',
  'policy.readTariff',
  'rental.isFree',
  'sale.guidePrice',
  'service.listFree',
  'service.readQueue',
  'vehicle.examine',
  'vehicle.listCampaigns',
  'vehicle.listInspections',
  'vehicle.listRecalls',
  'vehicle.listReplacements',
  'vehicle.readBirth',
  'vehicle.readRecall',
  'vehicle.readWmi',
];

/**
 * Open to everybody by role, and answered to the sides of what is asked for; their rooms' tests send them as
 * a stranger.
 */
export const ofSides: readonly string[] = [
  'claim.readParametric',
  'consent.listDeletions',
  'consent.readAccess',
  'consent.readDeletion',
  'consent.readEpoch',
  'consent.readKey',
  'evidence.listIncidents',
  'evidence.listTampers',
  'evidence.listUnvouched',
  'identity.listAccounts',
  'identity.readAccount',
  'identity.readLink',
  'member.read',
  'payment.listQuotes',
  'payment.listRequests',
  'payment.readAddress',
  'payment.readHold',
  'payment.readLock',
  'payment.readNote',
  'payment.readQuote',
  'payment.readRequest',
  'payment.statement',
  'payment.writeQr',
  'rental.read',
  'sale.listBids',
  'sale.listDeposits',
  'sale.listReports',
  'sale.listTrades',
  'sale.prepare',
  'sale.readAuction',
  'sale.readBid',
  'sale.readTrade',
  'service.readWorkClaim',
  'vehicle.readEntrustment',
];

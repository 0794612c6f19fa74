import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { vin } from '../words/vin';
import { epochName } from './records/key';
import { Deletion } from './records/deletion';
import { CourtOrder } from './records/order';
import { Access, OwnerNotice, Slice } from './records/access';
import { Grant, party } from './records/grant';

const { grantId } = Grant.shape;
const ofGrant = z.strictObject({ vin, grantId, grantee: party });

export const consentEvents = defineEvents({
  ConsentRequested: ofGrant,
  ConsentGiven: ofGrant,
  ConsentRefused: ofGrant,
  ConsentWithdrawn: ofGrant,
  ConsentRenewed: ofGrant,
  GrantClosed: ofGrant.extend({ status: Grant.shape.status }),
  DataAccessed: Access.pick({
    vin: true,
    accessId: true,
    basis: true,
    reference: true,
    reader: true,
    purpose: true,
  }).extend({
    deviceId: Slice.shape.deviceId,
    evidenceId: Slice.shape.evidenceId,
  }),
  CourtOrderRecorded: CourtOrder.pick({ vin: true, orderId: true }),
  OwnerNotified: OwnerNotice.pick({ vin: true, accessId: true, owner: true, basis: true }),
  NoticeSeen: OwnerNotice.pick({ vin: true, accessId: true }),
  DeletionRequested: Deletion.pick({ vin: true, deletionId: true, keeper: true }),
  DeletionAnswered: Deletion.pick({ vin: true, deletionId: true, status: true }),
  DataKeyReleased: z.strictObject({ vin, grantId, epoch: epochName, category: Slice.shape.category }),
  DataKeyTurned: z.strictObject({ vin, epoch: epochName }),
});

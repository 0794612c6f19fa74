import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { count, id, sha256Hex } from '../kit/value/text';
import { CompanyPrefix } from './records/prefix';
import { flag, party } from './records/part';
import { passportStatus } from './records/passport';
import { notificationStatuses } from './records/notification';
import { uri } from '../words/uri';
import { eventType } from './records/event';

export const partEvents = defineEvents({
  EventCaptured: z.strictObject({
    hash: sha256Hex,
    type: eventType,
    by: party,
    things: count(1000),
    lots: count(1000),
  }),
  EventDeclaredWrong: z.strictObject({
    hash: sha256Hex,
    declaration: sha256Hex,
    reason: z.string().max(300),
  }),
  PartFlagged: z.strictObject({ epc: uri, flag, event: sha256Hex }),
  PartSettled: z.strictObject({ epc: uri, parent: uri.exactOptional(), by: party }),
  PrefixRegistered: z.strictObject({ prefix: CompanyPrefix.shape.prefix, party }),
  PartSealed: z.strictObject({ epc: uri, party, what: z.enum(['price', 'bom']), seal: sha256Hex }),
  NotificationMoved: z.strictObject({
    id,
    root: id,
    tier: count(64),
    from: party,
    to: party,
    status: z.enum(notificationStatuses),
  }),
  ReportMoved: z.strictObject({ notification: id, party, done: count(8) }),
  PassportMoved: z.strictObject({ epc: uri, status: passportStatus }),
});

import { implement } from '../kit/implement';
import { partApi } from './api';
import { eventHandlers } from './handlers/event';
import { exportHandlers } from './handlers/export';
import { makingHandlers } from './handlers/making';
import { notificationHandlers } from './handlers/notification';
import { passportHandlers } from './handlers/passport';
import { prefixHandlers } from './handlers/prefix';
import { reportHandlers } from './handlers/report';
import { sealHandlers } from './handlers/seal';
import { traceHandlers } from './handlers/trace';
import { warrantyClaimHandlers } from './handlers/warrantyclaim';
import { eventsIn } from './epcis/envelope';
import { keysOf } from './rules/capture';
import { tables } from './tables';

export const partRoom = implement(
  partApi,
  tables,
  {
    ...eventHandlers,
    ...traceHandlers,
    ...makingHandlers,
    ...exportHandlers,
    ...prefixHandlers,
    ...sealHandlers,
    ...notificationHandlers,
    ...reportHandlers,
    ...warrantyClaimHandlers,
    ...passportHandlers,
  },
  {
    capture: ({ event, context }) => keysOf(event, context),
    captureDocument: ({ document }) => {
      const keys = eventsIn(document).map((event) => keysOf(event, document['@context']));
      return {
        events: keys.flatMap((key) => key.events),
        parts: keys.flatMap((key) => key.parts),
        prefixBlocks: keys.flatMap((key) => key.prefixBlocks),
      };
    },
  },
);

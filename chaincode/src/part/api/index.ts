import { defineLivingApi } from '../../kit/api';
import { eventOperations } from './event';
import { exportOperations } from './export';
import { makingOperations } from './making';
import { notificationLife, passportLife } from '../life';
import { notificationOperations } from './notification';
import { passportOperations } from './passport';
import { prefixOperations } from './prefix';
import { reportOperations } from './report';
import { sealOperations } from './seal';
import { traceOperations } from './trace';
import { warrantyClaimOperations } from './warrantyclaim';

/** All that may be asked about parts, one value. */
export const partApi = defineLivingApi(
  'part',
  'Parts: where they come from, who holds them, what is wrong with them.',
  {
    ...eventOperations,
    ...traceOperations,
    ...makingOperations,
    ...exportOperations,
    ...prefixOperations,
    ...sealOperations,
    ...notificationOperations,
    ...reportOperations,
    ...warrantyClaimOperations,
    ...passportOperations,
  },
  { notification: notificationLife, passport: passportLife },
);

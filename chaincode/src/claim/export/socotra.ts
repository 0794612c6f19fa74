import type { z } from 'zod';
import type { noticeStatus } from '../records/notice';

type NoticeStatus = z.output<typeof noticeStatus>;
/** The states of a first notice of loss at Socotra. */
const NOTICE = {
  draft: 'draft',
  validated: 'validated',
  claimed: 'onClaim',
  completed: 'completed',
  rejected: 'rejected',
  discarded: 'discarded',
} as const satisfies Record<NoticeStatus, string>;

export const noticeToSocotra = (status: NoticeStatus): (typeof NOTICE)[NoticeStatus] => NOTICE[status];

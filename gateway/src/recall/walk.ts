import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonical, time } from '@roadbook/chaincode/api';
import { CallFailed, RefusedByContract } from '../errors/call';
import type { Rooms } from '../rooms/rooms';

/** How an organisation passes recalls on. */
export interface RecallOptions {
  /** Days that each customer has to answer, counted from the own acknowledgement; 10 if not given. */
  readonly days?: number;
  /** False: leave acknowledging to people, and go on when they did. */
  readonly acknowledge?: boolean;
}

/** What the agent did for one notification. */
export type RecallStep =
  | { readonly did: 'acknowledged'; readonly notification: string; readonly tier: number }
  /**
   * A notification was sent to a customer; `parts` of ours hold what is affected, `proven` of them shown by a
   * line of a sealed bill.
   */
  | {
      readonly did: 'forwarded';
      readonly notification: string;
      readonly sent: string;
      readonly to: string;
      readonly parts: number;
      readonly proven: number;
    }
  /** Vehicles stand under the campaign; the same again when it is walked again. */
  | {
      readonly did: 'recalled';
      readonly notification: string;
      readonly campaign: string;
      readonly vehicles: number;
    }
  /** Vehicles were reached and no own campaign names the notification yet (`vehicle.announceRecall`). */
  | { readonly did: 'waited'; readonly notification: string; readonly vehicles: number }
  /** Parts hold what is affected and are still here. */
  | { readonly did: 'held'; readonly notification: string; readonly parts: number }
  /** The ledger refused a step; the others were done. */
  | { readonly did: 'refused'; readonly notification: string; readonly code: string; readonly says: string };

/** What the agent calls: a connection, or clients over any transport. */
export type RecallDesk = Pick<Rooms, 'member' | 'part' | 'vehicle'>;

type Notice = Awaited<ReturnType<RecallDesk['part']['readNotification']>>;
type Reached = Awaited<ReturnType<RecallDesk['part']['searchBoms']>>['items'][number];

/** Most parts of one notification and most vehicles of one batch. */
const CHUNK = 100;
const DAYS = 10;

/** As whom somebody receives notifications: staff for their organisation, everybody else for themselves. */
export async function recipientOf(desk: RecallDesk): Promise<string> {
  const { member, org, staff } = await desk.member.whoAmI({});
  return staff ? org : member;
}

/**
 * Carries one received notification a tier further: acknowledges it, looks which own private bills of
 * material hold what is affected, notifies the customers of those parts, and puts own vehicles under the
 * campaign that names the notification. Ids are made from the notification and its content, so to walk twice
 * sends nothing twice. Steps that are refused are told; a failing network throws a `CallFailed`.
 */
export async function* walkRecall(
  desk: RecallDesk,
  notification: string,
  { days = DAYS, acknowledge = true }: RecallOptions = {},
): AsyncGenerator<RecallStep, void, undefined> {
  let notice = await patiently(() => desk.part.readNotification({ id: notification }));
  if (notice.to !== (await recipientOf(desk))) return;
  if (acknowledge && ['SENT', 'RECEIVED'].includes(notice.status)) {
    notice = await patiently(() => desk.part.acknowledge({ id: notification }));
    yield { did: 'acknowledged', notification, tier: notice.tier };
  }
  if (!['ACKNOWLEDGED', 'ACCEPTED'].includes(notice.status)) return;
  const reached = await searchAll(desk, notice.affected);
  const vins = reached.flatMap(({ vin }) => vin ?? []);
  const parts = reached.filter(({ vin }) => vin === undefined);
  for (const [to, lines] of byCustomer(parts))
    for (const some of chunks(lines)) yield* told(notification, () => forward(desk, notice, to, some, days));
  const held = parts.filter(({ customer }) => customer === undefined).length;
  if (held > 0) yield { did: 'held', notification, parts: held };
  if (vins.length > 0) yield* told(notification, () => recall(desk, notice, vins));
}

/** Reads on as long as there are pages. */
async function searchAll(desk: RecallDesk, children: string[]): Promise<Reached[]> {
  const found: Reached[] = [];
  for (let after: string | undefined; ; ) {
    const page = await desk.part.searchBoms({ children, size: CHUNK, ...(after !== undefined && { after }) });
    found.push(...page.items);
    if (page.next === undefined) return found.sort((left, right) => (left.parent < right.parent ? -1 : 1));
    after = page.next;
  }
}

function byCustomer(parts: readonly Reached[]): Map<string, Reached[]> {
  const found = new Map<string, Reached[]>();
  for (const part of parts)
    if (part.customer !== undefined) found.set(part.customer, [...(found.get(part.customer) ?? []), part]);
  return found;
}

const chunks = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, at) =>
    items.slice(at * CHUNK, (at + 1) * CHUNK),
  );

/** The same parts for the same customer under the same notification are the same notification. */
const idOf = (notification: string, to: string, parents: readonly string[]): string =>
  `R-${createHash('sha256')
    .update(canonical([notification, to, parents]))
    .digest('hex')
    .slice(0, 40)}`;

async function forward(
  desk: RecallDesk,
  { id: notification, acknowledgedAt, at }: Notice,
  to: string,
  lines: readonly Reached[],
  days: number,
): Promise<RecallStep | undefined> {
  const affected = lines.map(({ parent }) => parent);
  const proofs = lines.flatMap(({ parent, child, salt }) =>
    salt === undefined ? [] : [{ parent, child, salt }],
  );
  const sent = idOf(notification, to, affected);
  const targetOn = time.addDays(time.dayOf(acknowledgedAt ?? at), days);
  try {
    await patiently(() =>
      desk.part.forward({ id: sent, relatedNotificationId: notification, to, affected, proofs, targetOn }),
    );
  } catch (error) {
    if (codeOf(error) === 'EXISTS_DIFFERENTLY') return undefined;
    throw error;
  }
  return { did: 'forwarded', notification, sent, to, parts: affected.length, proven: proofs.length };
}

async function recall(
  desk: RecallDesk,
  { id: notification, root }: Notice,
  vins: readonly string[],
): Promise<RecallStep> {
  const { org } = await desk.member.whoAmI({});
  const campaign = await campaignOf(desk, root, org);
  if (campaign === undefined) return { did: 'waited', notification, vehicles: vins.length };
  for (const some of chunks(vins))
    await patiently(() => desk.vehicle.recallVehicleMany({ items: some.map((vin) => ({ vin, campaign })) }));
  return { did: 'recalled', notification, campaign, vehicles: vins.length };
}

/** The own campaign that names a notification, however many others do. */
async function campaignOf(desk: RecallDesk, notification: string, org: string): Promise<string | undefined> {
  for (let after: string | undefined; ; ) {
    const page = await desk.vehicle.listCampaigns({
      ...{ notification, size: CHUNK },
      ...(after !== undefined && { after }),
    });
    const own = page.items.find(({ manufacturer }) => manufacturer === org);
    if (own || page.next === undefined) return own?.campaign;
    after = page.next;
  }
}

async function* told(
  notification: string,
  work: () => Promise<RecallStep | undefined>,
): AsyncGenerator<RecallStep> {
  try {
    const step = await work();
    if (step) yield step;
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    yield {
      did: 'refused',
      notification,
      code,
      says: error instanceof RefusedByContract ? error.says : (error as Error).message,
    };
  }
}

/** The code of a refusal by the contract, over whatever transport; a network that fails has none. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof CallFailed && !(error instanceof RefusedByContract)) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

const ATTEMPTS = 10;

/**
 * A peer that is a block behind does not know yet what was just recorded: such a refusal is asked again for
 * some seconds.
 */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work();
    } catch (error) {
      const behind = error instanceof RefusedByContract && (error.safeToRetry || BEHIND.includes(error.code));
      if (!behind || attempt === ATTEMPTS) throw error;
      await sleep(200);
    }
}

const BEHIND = ['NOT_FOUND', 'NOT_ACKNOWLEDGED', 'PROOF_FAILS'];

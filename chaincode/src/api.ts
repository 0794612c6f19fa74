// The only door for outsiders: every room's api, records, events and error codes. Imports no Fabric library.
export * from './kit/api';
export * from './kit/client';
export { type Envelope, EVENT_NAME, type EventSpec } from './kit/events';
export { ContractError, type ErrorSpec, type Fact, type Facts, kitErrors, parseError, type Retry } from './kit/errors';
export { canonical } from './kit/json';
export * as money from './kit/money';
export type { Currency, Money } from './kit/money';
export * as time from './kit/time';
export { memberApi } from './member/api';
export { partApi } from './part/api';
export { policyApi } from './policy/api';
export { type Role, ROLES, roleNames } from './member/roles';
import { memberApi } from './member/api';
import { partApi } from './part/api';
import { policyApi } from './policy/api';

/** Every room's api by its name. */
export const apis = { member: memberApi, part: partApi, policy: policyApi } as const;

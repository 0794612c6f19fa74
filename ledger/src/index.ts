// Fabric in memory: what a test, or somebody who tries a rule, needs of it.
export { Chain } from './chain';
export { enrol, type Person } from './identity';
export { Ledger, type Options, ORGANISATIONS, Refused } from './ledger';
export type { Asked, Committed, Simulated, Verdict } from './transaction';
export { digestOf, replay } from './replay';
export { type Clients, clientsOf, founders, openWorld, type OpenWorld, type Someone } from './world';

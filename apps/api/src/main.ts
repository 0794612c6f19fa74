export { BOUNDS } from './bound';
export { Fault } from './fault';
export type { Authenticate } from './guard';
export { type Home, openHome } from './home';
export { type Log, type LogLine, logToStderr } from './log';
export { openapi } from './openapi';
export { type Serves, serve, type Serving } from './serve';
export { createToken, DEFAULT_DAYS, revokeTokens } from './token';

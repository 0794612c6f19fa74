import type { Http2SecureServer, SecureServerOptions, ServerHttp2Session, Settings } from 'node:http2';

/**
 * What a peer may send before this process has taken it, in bytes: of one connection, and of a stream, of which
 * there is one.
 */
const WINDOW = 4 * 1024 * 1024;

type Create = (options: SecureServerOptions) => Http2SecureServer;

/**
 * To be called once, before the chaincode server starts. All calls of a peer come by one stream, and by itself
 * HTTP/2 lets 64 kB be on the way: a call of a million characters (twice that on the wire) then goes there and
 * back thirty times, and every small one waits behind it.
 */
export function widenWindow(): void {
  const http2 = require('node:http2') as { createSecureServer: Create };
  const { createSecureServer: create } = http2;
  http2.createSecureServer = (options) => {
    const settings: Settings = { ...options.settings, initialWindowSize: WINDOW };
    const server = create({ ...options, settings });
    server.on('session', (session: ServerHttp2Session) => session.setLocalWindowSize(WINDOW));
    return server;
  };
}

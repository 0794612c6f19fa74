import { EventEmitter } from 'node:events';
import { widenWindow } from '../../chaincode/src/kit/fabric/window';

const MEGABYTE = 1024 * 1024;

test('a peer may have megabytes on the way to the chaincode server, of a stream and of its connection', () => {
  const http2 = require('node:http2') as { createSecureServer: (options: object) => EventEmitter };
  const original = http2.createSecureServer;
  const asked: object[] = [];
  http2.createSecureServer = (options) => {
    asked.push(options);
    return new EventEmitter();
  };
  try {
    widenWindow();
    const server = http2.createSecureServer({ cert: 'c', settings: { maxConcurrentStreams: 7 } });
    expect(asked).toEqual([
      { cert: 'c', settings: { maxConcurrentStreams: 7, initialWindowSize: 4 * MEGABYTE } },
    ]);
    const sizes: number[] = [];
    server.emit('session', { setLocalWindowSize: (size: number) => sizes.push(size) });
    expect(sizes).toEqual([4 * MEGABYTE]);
  } finally {
    http2.createSecureServer = original;
  }
});

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** The language server of the compiler, asked as an editor asks it. */
export class Editor {
  readonly #server: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #held = Buffer.alloc(0);
  #last = 0;

  constructor(program: string, folder: string) {
    this.#server = spawn(program, ['--lsp', '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
    this.#server.stdout.on('data', (bytes: Buffer) => this.#receive(bytes));
  }

  async open(folder: string): Promise<void> {
    const rootUri = pathToFileURL(folder).href;
    const capabilities = { textDocument: { hover: { contentFormat: ['markdown'] } } };
    await this.#ask('initialize', { processId: process.pid, rootUri, capabilities });
    this.#tell('initialized', {});
  }

  /** What is shown over a word of a file, the first after a mark. */
  async hover(file: string, mark: string, word: string): Promise<string> {
    const text = readFileSync(file, 'utf8');
    const before = text.slice(0, text.indexOf(word, text.indexOf(mark)));
    const lines = before.split('\n');
    const position = { line: lines.length - 1, character: (lines.at(-1) ?? '').length };
    const uri = pathToFileURL(file).href;
    this.#tell('textDocument/didOpen', {
      textDocument: { uri, languageId: 'typescript', version: 1, text },
    });
    const shown = await this.#ask('textDocument/hover', { textDocument: { uri }, position });
    return JSON.stringify(shown);
  }

  close(): void {
    this.#server.kill();
  }

  #tell(method: string, params: object): void {
    this.#send({ method, params });
  }

  #ask(method: string, params: object): Promise<unknown> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(error.message)) : resolve(result),
      );
      this.#send({ id, method, params });
    });
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #receive(bytes: Buffer): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    for (;;) {
      const head = this.#held.indexOf('\r\n\r\n');
      const [, length] =
        /Content-Length: (\d+)/i.exec(this.#held.subarray(0, Math.max(head, 0)).toString()) ?? [];
      const end = head + 4 + Number(length);
      if (length === undefined || this.#held.length < end) return;
      const message = JSON.parse(this.#held.subarray(head + 4, end).toString('utf8')) as Message;
      this.#held = this.#held.subarray(end);
      if (message.id === undefined) continue;
      if (message.method === undefined) this.#waiting.get(message.id)?.(message);
      // The server asks for settings and the like: there are none.
      else this.#send({ id: message.id, result: null });
    }
  }
}

export const languageServer = join(__dirname, '../node_modules/.bin/tsc');

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Answer, Register } from '../command';
import { misused } from '../fault';
import { everyRoom } from '../schema/catalogue';
import { indexPage, roomPage } from '../schema/page';
import { paragraph } from '../terminal/layout';

export const register: Register = (program, desk) => {
  program
    .command('docs')
    .summary('write pages of every operation, to browse')
    .description(
      'Write one page a room, with every operation, its request, answer, refusals and events, from what ' +
        'the rooms state.',
    )
    .argument('<folder>', 'where to; made if it is not there')
    .action((folder: string) => desk.act(() => write(resolve(folder))));
};

function write(folder: string): Answer {
  const pages = [['index', indexPage(everyRoom)], ...everyRoom.map((api) => [api.room, roomPage(api)])] as [
    string,
    string,
  ][];
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, page] of pages) writeFileSync(join(folder, `${name}.html`), page);
  } catch (error) {
    const why = `${folder} cannot be written: ${(error as Error).message}.`;
    throw misused('FOLDER_UNWRITABLE', why, 'Name a folder that you may write to.', { folder });
  }
  const first = join(folder, 'index.html');
  return {
    value: { pages: pages.length, first },
    words: (paper) => paragraph(paper, `${pages.length} pages; begin with ${first}`),
  };
}

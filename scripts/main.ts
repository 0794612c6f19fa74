import { runLine } from './commands/line';

// Every file of this program and of the processes it starts is its owner's alone.
process.umask(0o077);
void runLine(process.argv.slice(2));

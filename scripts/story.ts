import type { Home } from './home';
import { say } from './say';

/** Told on the terminal by `start`, after the network stands and the cast is enrolled. */
export async function play(_home: Home): Promise<void> {
  say('  (the story of a first car comes here)');
}

export { type Agenda, runAgenda, type State } from './agenda';
export { Fault } from './fault';
export { type Item, List } from './list';
export { AGENDA, start } from './program';
export { readAgenda, type Sheet, type Shown } from './show';
export { placeOf } from './store';
export { rows } from './rows';

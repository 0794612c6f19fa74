// What lets a caller in; the kit asks it before it reads a request.
export { memberPolicy } from './policy';

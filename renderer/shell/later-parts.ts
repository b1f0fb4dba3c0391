/** The parts of the window that its first screen has no use for, in one chunk (later.tsx). */
export { AccountDetails } from '../details/AccountDetails';
export { Dialogs } from './Dialogs';

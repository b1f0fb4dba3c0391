/** Requests about updates, a part of the contract (contract.ts gives them out). */
import { z } from 'zod';

const nothing = z.undefined();

export const updateRequests = {
  /** Looks now; what was found stands in the view. */
  checkForUpdates: nothing,
  /** Downloads what was found, and checks it. */
  downloadUpdate: nothing,
  /** Gives the download up; what came of it is thrown away. */
  cancelUpdateDownload: nothing,
  /** Not now: nothing is said of this version any more in this run. */
  putUpdateOff: nothing,
  /** Ends Latchkey, installs what was downloaded and starts it again. */
  installUpdate: nothing,
} as const;

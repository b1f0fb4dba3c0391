/** Opens a page in the system's browser. */
import { isLoopbackHost, parseUrl } from '../providers';
import { Fault } from '../fault';

/**
 * @param openExternal Electron's own
 * @returns opens an address; rejects with Fault `browser_failed` where nothing could be opened
 */
export function browserOpener(openExternal: (url: string) => Promise<void>): (url: string) => Promise<void> {
  return async (address) => {
    const url = parseUrl(address);
    // SECURITY: the system starts any program for any scheme. Web pages only, http on loopback only, and as URL writes them.
    const web = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname));
    if (url === null || !web || url.username !== '' || url.password !== '')
      throw new Fault('browser_failed', 'not the address of a web page');
    try {
      await openExternal(url.href);
    } catch (error) {
      throw new Fault('browser_failed', error instanceof Error ? error.message : 'the system opened nothing', error);
    }
  };
}

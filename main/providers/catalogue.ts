/** The providers that come with Latchkey, one data file each. */
import { Fault } from '../fault';
import kaixin001 from './catalogue/kaixin001.json';
import sinaapp from './catalogue/sinaapp.json';
import standard from './catalogue/standard.json';
import { checkProvider } from './parse';
import { pathText } from './problem';
import type { Provider } from './schema';

const files: readonly unknown[] = [sinaapp, kaixin001, standard];

let providers: readonly Provider[] | undefined;

/**
 * The catalogue in the order in which it is shown.
 *
 * @throws Fault `unexpected` where a file of ours is broken, which a test rules out
 */
export function catalogue(): readonly Provider[] {
  providers ??= files.map((file, index) => {
    const parsed = checkProvider(file);
    if (parsed.kind === 'ok') return parsed.provider;
    const [first] = parsed.problems;
    throw new Fault('unexpected', `catalogue file ${pathText([index])}: ${first?.path ?? ''} ${first?.reason ?? ''}`);
  });
  return providers;
}

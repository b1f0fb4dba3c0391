/** Where a client's user can sign in, as far as the form can tell before it is saved. Pure. */
import type { ProviderView, SignInPlaceView } from '../../preload/contract';

/** As main has it: http on this computer, unless the provider takes no such callback. */
export function canUseBrowser({ signIns }: Pick<ProviderView, 'signIns'>, callbackUrl: string): boolean {
  return (
    signIns.loopback !== 'no' &&
    /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:[/?]|$)/i.test(callbackUrl.trim())
  );
}

/** Where the user signs in when the client says nothing. */
export function usualPlaceOf(provider: Pick<ProviderView, 'signIns'>, callbackUrl: string): SignInPlaceView {
  const { usual, loopback } = provider.signIns;
  const browser = canUseBrowser(provider, callbackUrl);
  const wanted = usual ?? (browser && loopback !== null ? 'browser' : 'window');
  return wanted === 'browser' && !browser ? 'window' : wanted;
}

export function placesOf(provider: Pick<ProviderView, 'signIns'>, callbackUrl: string): readonly SignInPlaceView[] {
  return canUseBrowser(provider, callbackUrl) ? ['window', 'browser', 'paste'] : ['window', 'paste'];
}

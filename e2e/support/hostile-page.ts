/** What the page of a provider that means harm does. Both run in that page, so that nothing outside of them can be used. */

/** Asks for everything that a page can ask for; each answer is one word, or why it was refused. Runs in the page. */
export async function askForEverything(): Promise<readonly (readonly [string, string])[]> {
  const any = navigator as unknown as Record<string, Record<string, (...input: unknown[]) => unknown>>;
  const world = window as unknown as Record<string, (...input: unknown[]) => unknown>;
  const asks: Readonly<Record<string, () => unknown>> = {
    geolocation: () =>
      new Promise((done, refuse) => navigator.geolocation.getCurrentPosition(() => done('given'), refuse)),
    camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
    microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
    screen: () => navigator.mediaDevices.getDisplayMedia(),
    notifications: () => Notification.requestPermission(),
    'clipboard read': () => navigator.clipboard.readText(),
    'clipboard read all': () => navigator.clipboard.read(),
    'clipboard write': () => navigator.clipboard.writeText('evil'),
    midi: () => any['requestMIDIAccess'] && navigator.requestMIDIAccess({ sysex: true }),
    usb: () => any['usb']?.['requestDevice']?.({ filters: [] }),
    serial: () => any['serial']?.['requestPort']?.(),
    hid: async () => ((await any['hid']?.['requestDevice']?.({ filters: [] })) as unknown[] | undefined)?.[0] ?? 'no',
    bluetooth: () => any['bluetooth']?.['requestDevice']?.({ acceptAllDevices: true }),
    idle: () => (world['IdleDetector'] as unknown as { requestPermission(): unknown } | undefined)?.requestPermission(),
    'wake lock': () => navigator.wakeLock.request(),
    persist: () => navigator.storage.persist().then((given) => (given ? 'given' : 'no')),
    fonts: () => world['queryLocalFonts']?.(),
    screens: () => world['getScreenDetails']?.(),
    'save file': () => world['showSaveFilePicker']?.(),
    'open file': () => world['showOpenFilePicker']?.(),
    folder: () => world['showDirectoryPicker']?.(),
    'window above others': () =>
      (world['documentPictureInPicture'] as unknown as { requestWindow(): unknown } | undefined)?.requestWindow(),
    'keyboard lock': async () => (await any['keyboard']?.['lock']?.(), 'no'),
    fullscreen: () => {
      // Its promise never settles where it is refused.
      void document.documentElement.requestFullscreen();
      return document.fullscreenElement === null ? 'no' : 'given';
    },
    pointer: () =>
      new Promise((done, refuse) => {
        document.addEventListener('pointerlockchange', () => done('given'));
        document.addEventListener('pointerlockerror', () => refuse(new Error('pointer')));
        void (document.documentElement.requestPointerLock() as unknown as Promise<void> | undefined)?.catch(refuse);
      }),
    node: () => (typeof world['require'] === 'undefined' && typeof world['process'] === 'undefined' ? 'no' : 'given'),
    latchkey: () => ('latchkey' in window || 'electron' in window ? 'given' : 'no'),
    opener: () => (window.opener === null ? 'no' : 'given'),
  };
  const names = [
    'geolocation',
    'camera',
    'microphone',
    'notifications',
    'clipboard-read',
    'midi',
    'background-sync',
    'accelerometer',
    'gyroscope',
    'payment-handler',
    'storage-access',
    'idle-detection',
    'local-fonts',
    'window-management',
    'screen-wake-lock',
  ];
  for (const name of names) {
    Object.assign(asks, {
      [`state of ${name}`]: async () => (await navigator.permissions.query({ name: name as PermissionName })).state,
    });
  }
  const answers: (readonly [string, string])[] = [];
  for (const [name, ask] of Object.entries(asks)) {
    try {
      const answer = await ask();
      const word = typeof answer === 'string' ? answer : `given ${JSON.stringify(answer)}`;
      answers.push([name, answer === undefined ? 'missing' : word]);
    } catch (error) {
      answers.push([name, `refused ${(error as Error).name ?? 'without a word'}`]);
    }
  }
  return answers;
}

/** Runs in the page. */
export function leaveForEverything(): void {
  const addresses = [
    'file:///etc/passwd',
    'myapp://cb?code=stolen',
    'mailto:somebody@evil.test',
    'app://latchkey/index.html',
    'latchkey-sign-in://another-account',
    'chrome://gpu',
    'data:text/html,data',
    'ms-settings:privacy',
    'ftp://evil.test/',
  ];
  for (const address of addresses) {
    const link = document.querySelector<HTMLAnchorElement>('#away');
    for (const target of ['_self', '_blank', '_top']) {
      Object.assign(link ?? {}, { href: address, target });
      link?.click();
    }
    window.open(address);
    document.body.append(Object.assign(document.createElement('iframe'), { src: address }));
    const form = Object.assign(document.createElement('form'), { action: address, method: 'post' });
    document.body.append(form);
    form.submit();
    location.href = address;
    try {
      location.replace(address);
    } catch {
      // Some are refused by the page's own engine.
    }
  }
}

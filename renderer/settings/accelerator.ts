/** A pressed key as Electron writes it: `CmdOrCtrl+Alt+K`. Pure. */

interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const named: Readonly<Record<string, string>> = {
  Space: 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Insert: 'Insert',
};

/** Null while only modifiers are held, and for keys that nobody should take. The key is known by its place: Alt may change what it types. */
export function acceleratorOfPress({ code, ctrlKey, metaKey, altKey, shiftKey }: Press, mac: boolean): string | null {
  const key = keyOfCode(code);
  if (key === null) return null;
  const modifiers = [
    ...((mac ? metaKey : ctrlKey) ? ['CmdOrCtrl'] : []),
    ...(mac && ctrlKey ? ['Ctrl'] : []),
    ...(!mac && metaKey ? ['Super'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey ? ['Shift'] : []),
  ];
  return [...modifiers, key].join('+');
}

function keyOfCode(code: string): string | null {
  const letter = /^(?:Key([A-Z])|Digit(\d)|(F(?:[1-9]|1\d|2[0-4])))$/.exec(code);
  return letter?.[1] ?? letter?.[2] ?? letter?.[3] ?? named[code] ?? null;
}

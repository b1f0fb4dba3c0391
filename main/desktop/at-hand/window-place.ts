/** Where the window opens: where it was, if that is still on a screen; else on the nearest screen, no larger than that. Pure. */

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** So much of the window's top, in device-independent pixels, has to be in reach to be taken hold of. */
const GRIP_WIDTH = 120;
const GRIP_HEIGHT = 32;

/**
 * @param wanted where it was
 * @param workAreas of the screens that are there now, without bars and docks; the first is the main one
 * @param least the smallest size the window may have
 */
export function placeOn(
  wanted: Place,
  workAreas: readonly Place[],
  least: { readonly width: number; readonly height: number },
): Place {
  const near = nearest(wanted, workAreas);
  if (near === undefined) return wanted;
  const width = Math.max(least.width, Math.min(wanted.width, near.width));
  const height = Math.max(least.height, Math.min(wanted.height, near.height));
  if (workAreas.some((area) => inReach({ ...wanted, width, height }, area))) return { ...wanted, width, height };
  return {
    x: within(wanted.x, near.x, near.x + near.width - width),
    y: within(wanted.y, near.y, near.y + near.height - height),
    width,
    height,
  };
}

/** Its title bar can be taken hold of. */
function inReach({ x, y, width }: Place, area: Place): boolean {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return seen >= Math.min(GRIP_WIDTH, width) && y >= area.y && y + GRIP_HEIGHT <= area.y + area.height;
}

function nearest(place: Place, areas: readonly Place[]): Place | undefined {
  const middle = { x: place.x + place.width / 2, y: place.y + place.height / 2 };
  const away = (area: Place): number =>
    Math.hypot(
      middle.x - within(middle.x, area.x, area.x + area.width),
      middle.y - within(middle.y, area.y, area.y + area.height),
    );
  return areas.toSorted((one, other) => away(one) - away(other))[0];
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)));
}

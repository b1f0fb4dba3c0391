import { expect, test } from 'vitest';
import { placeOn, type Place } from './window-place';

const least = { width: 320, height: 400 };
const main: Place = { x: 0, y: 25, width: 1440, height: 875 };
const second: Place = { x: 1440, y: 0, width: 1920, height: 1080 };
const at = (x: number, y: number, width = 1100, height = 720): Place => ({ x, y, width, height });

test.each<[string, Place, readonly Place[], Place]>([
  ['where it was', at(100, 100), [main], at(100, 100)],
  ['on the second screen', at(2000, 50), [main, second], at(2000, 50)],
  ['partly beside a screen, as long as it can be taken hold of', at(-900, 100), [main], at(-900, 100)],
  ['back from a screen that is gone, to the nearest edge', at(2000, 50), [main], at(340, 50)],
  ['back from far away', at(-9000, -9000), [main], at(0, 25)],
  ['under the bar, not behind it', at(100, 0), [main], at(100, 25)],
  ['up from below the screen', at(100, 890), [main], at(100, 180)],
  ['smaller on a smaller screen', at(0, 25, 3000, 2000), [main], at(0, 25, 1440, 875)],
  ['never smaller than it may be', at(0, 25, 10, 10), [main], at(0, 25, 320, 400)],
  ['as it was where no screen is told of', at(5, 5), [], at(5, 5)],
])('a window opens %s', (_name, wanted, areas, expected) => {
  expect(placeOn(wanted, areas, least)).toEqual(expected);
});

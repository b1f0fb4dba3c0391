import { expect, it } from 'vitest';
import { inOrder } from './in-order';

function setUp() {
  const tasks: (() => void)[] = [];
  const order = inOrder((task) => tasks.push(task));
  const handedOn: number[] = [];
  const ask = (serial: number): void => void order.upTo(serial).then(() => handedOn.push(serial));
  const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  return { ...order, ask, handedOn, turn, timeOut: () => tasks.splice(0).forEach((task) => task()) };
}

it('an answer that overtook its event waits for it', async () => {
  const { ask, heard, handedOn, turn } = setUp();
  heard(1);
  ask(3);
  heard(2);
  await turn();
  expect(handedOn).toEqual([]);
  heard(3);
  await turn();
  expect(handedOn).toEqual([3]);
});

it('an answer whose events are there waits for nothing', async () => {
  const { ask, heard, handedOn, turn } = setUp();
  heard(4);
  ask(4);
  ask(2);
  await turn();
  expect(handedOn).toEqual([4, 2]);
});

it('the first answer to a page waits for nothing that was sent before the page was there', async () => {
  const { ask, handedOn, heard, turn } = setUp();
  ask(57);
  await turn();
  expect(handedOn).toEqual([57]);
  ask(58);
  await turn();
  expect(handedOn).toEqual([57]);
  heard(58);
  await turn();
  expect(handedOn).toEqual([57, 58]);
});

it('an event that never comes does not cost the answer', async () => {
  const { ask, heard, handedOn, turn, timeOut } = setUp();
  heard(1);
  ask(2);
  timeOut();
  await turn();
  expect(handedOn).toEqual([2]);
});

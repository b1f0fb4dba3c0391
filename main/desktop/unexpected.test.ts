import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { hearUnexpected, originOfError } from './unexpected';

test('an error that nobody caught is logged and told, those before anybody heard as well', () => {
  const source = new EventEmitter();
  const logged: unknown[] = [];
  const unexpected = hearUnexpected(source as unknown as NodeJS.Process, (error) => logged.push(error));
  const [early, late] = [new TypeError('early'), new Error('late')];
  source.emit('uncaughtException', early);
  const told: unknown[] = [];
  unexpected.tell((error) => told.push(error));
  source.emit('unhandledRejection', late);
  expect(told).toEqual([early, late]);
  expect(logged).toEqual([early, late]);
});

test('of an error nothing is told but what it is and where it came from', () => {
  const canary = 'canary-access-token';
  const unreadable = (): unknown => {
    try {
      return JSON.parse(canary);
    } catch (error) {
      return error;
    }
  };
  const told = originOfError(unreadable());
  expect(told).toBe('SyntaxError in JSON.parse');
  const full = Object.assign(new Error(canary), {
    code: 'ENOSPC',
    stack: `Error: ${canary}\n    at async Desk.save (a.js:1:2)`,
  });
  expect(originOfError(full)).toBe('Error ENOSPC in Desk.save');
  expect(originOfError(canary)).toBe('string');
  // What looks like a place within a message is of the message.
  expect(originOfError(new RangeError('x\n    at secret (y)'))).not.toContain('secret');
});

import { expect, it } from 'vitest';
import { Fault } from '../fault';
import { failedStartWords } from './failed-start';

const error = new Fault('vault_failed', 'the folder of records cannot be read', new Error("EACCES: scandir '/vault'"));

it('a start that failed says that nothing was deleted, and which file the system refused', () => {
  const { title, content } = failedStartWords(error, 'en-GB');
  expect(title).toBe('Latchkey could not start');
  expect(content).toMatch(/tokens are on disk as they were[^]*read and write it[^]*EACCES: scandir '\/vault'/);
});

it('in Chinese where the system speaks it, and whatever was thrown', () => {
  expect(failedStartWords('odd', 'zh-Hans-CN').content).toMatch(/token 原样留在磁盘上[^]*odd/);
});

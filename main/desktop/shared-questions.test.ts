import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { questions, type Question } from './questions';
import { sharedQuestions } from './shared-questions';

const question: Question = { kind: 'certificate', host: 'a.example', certificates: [] };

function setUp() {
  const all = questions(
    randomUUID,
    () => true,
    () => undefined,
  );
  const shared = sharedQuestions(all);
  const asker = (): { readonly gone: () => void; readonly answer: Promise<unknown> } => {
    const over = new AbortController();
    return { gone: () => over.abort(), answer: shared.ask('a', question, over.signal) };
  };
  const answer = (index: number): boolean => all.answer(all.all()[0]?.id ?? '', { kind: 'certificate', index });
  return { all, shared, asker, answer };
}

test('two that want the same are one question, and get the same answer', async () => {
  const { all, asker, answer } = setUp();
  const [first, second] = [asker(), asker()];
  expect(all.all()).toHaveLength(1);
  answer(1);
  expect(await Promise.all([first.answer, second.answer])).toEqual([
    { kind: 'certificate', index: 1 },
    { kind: 'certificate', index: 1 },
  ]);
});

test('one that goes away takes the question from nobody else, not even if it came first', async () => {
  const { all, asker, answer } = setUp();
  const [first, second] = [asker(), asker()];
  first.gone();
  expect(await first.answer).toEqual({ kind: 'none' });
  expect(all.all()).toHaveLength(1);
  answer(0);
  expect(await second.answer).toEqual({ kind: 'certificate', index: 0 });
});

test('nobody is asked when all of them are gone, and somebody new is asked for anew', async () => {
  const { all, shared, asker } = setUp();
  const [first, second] = [asker(), asker()];
  first.gone();
  second.gone();
  expect(all.all()).toEqual([]);
  expect(await shared.ask('a', question, AbortSignal.abort())).toEqual({ kind: 'none' });
  const third = asker();
  expect(all.all()).toHaveLength(1);
  third.gone();
});

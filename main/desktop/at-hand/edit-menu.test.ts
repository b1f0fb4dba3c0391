import { expect, test, vi } from 'vitest';
import { editMenu } from './edit-menu';
import { nativeWords } from './native-words';

vi.mock('electron', () => ({ Menu: {} }));

const nothing = { canCut: false, canCopy: false, canPaste: false, canSelectAll: false };
const roles = (...clicked: Parameters<typeof editMenu>) =>
  editMenu(...clicked).map((entry) => (entry.kind === 'role' ? entry.role : entry.kind));

test('a field offers what can be done in it now', () => {
  const words = nativeWords('en');
  const field = { isEditable: true, selectionText: '' };
  expect(roles({ ...field, editFlags: { ...nothing, canPaste: true } }, words)).toEqual(['paste']);
  const all = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
  expect(roles({ ...field, selectionText: 'x', editFlags: all }, words)).toEqual(['cut', 'copy', 'paste', 'selectAll']);
});

test('elsewhere only selected text can be copied', () => {
  const page = { isEditable: false, editFlags: { ...nothing, canSelectAll: true } };
  expect(roles({ ...page, selectionText: '' }, nativeWords('en'))).toEqual([]);
  expect(roles({ ...page, selectionText: 'a fingerprint' }, nativeWords('zh-CN'))).toEqual(['copy']);
});

/** Sorts what goes wrong with updates into the few things that their user can do something about. Pure. */
import type { UpdateFailure } from '../../../preload/contract';
import { plainText } from '../../oauth';

/** Codes of electron-updater. */
const noRelease = new Set([
  'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND',
  'ERR_UPDATER_LATEST_VERSION_NOT_FOUND',
  'ERR_UPDATER_NO_PUBLISHED_VERSIONS',
  'ERR_UPDATER_ASSET_NOT_FOUND',
  'ERR_UPDATER_NO_FILES_PROVIDED',
]);
const notGenuine = new Set(['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE', 'ERR_UPDATER_INVALID_VERSION']);
const notWritten = new Set(['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT', 'EIO', 'ETXTBSY']);
const unreachable = /^(?:net::)?ERR_(?!UPDATER)|^E(?:CONN|HOST|NET|AI_|TIMEDOUT)|^HTTP_ERROR_/;

export interface SortedFailure {
  readonly why: UpdateFailure;
  readonly detail: string;
}

export function sortFailure(error: unknown): SortedFailure {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  // The library puts whole answers and stacks into its messages; the first line says what it was.
  const detail = plainText((message.split('\n', 1)[0] ?? '').trim(), 300);
  if (noRelease.has(code) || code === 'HTTP_ERROR_404') return { why: 'no_release', detail };
  if (notGenuine.has(code) || /sha512 checksum mismatch|not signed by the application owner/i.test(message))
    return { why: 'not_genuine', detail };
  if (notWritten.has(code)) return { why: 'not_written', detail };
  if (unreachable.test(code) || message.startsWith('net::ERR_')) return { why: 'unreachable', detail };
  return { why: 'failed', detail };
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

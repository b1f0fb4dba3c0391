/** Lets the user choose a file with certificates, and reads it. */
import { open } from 'node:fs/promises';
import type { BrowserWindow, Dialog } from 'electron';

/** A company's whole set of authorities fits. */
const MAX_BYTES = 200 * 1024;

export type CertificateFile =
  | { readonly kind: 'text'; readonly text: string }
  /** `none`: nothing was chosen. */
  | { readonly kind: 'none' | 'unreadable' };

export async function chooseCertificateFile(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  parent: BrowserWindow | null,
): Promise<CertificateFile> {
  const options = {
    properties: ['openFile' as const],
    filters: [
      { name: 'PEM', extensions: ['pem', 'crt', 'cer'] },
      { name: '*', extensions: ['*'] },
    ],
  };
  const { canceled, filePaths } = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options));
  const [file] = filePaths;
  if (canceled || file === undefined) return { kind: 'none' };
  return readBounded(file);
}

async function readBounded(file: string): Promise<CertificateFile> {
  try {
    const handle = await open(file, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(MAX_BYTES + 1), 0, MAX_BYTES + 1, 0);
      return bytesRead > MAX_BYTES
        ? { kind: 'unreadable' }
        : { kind: 'text', text: buffer.subarray(0, bytesRead).toString('latin1') };
    } finally {
      await handle.close();
    }
  } catch {
    // Which system error it was helps nobody: the user sees that the file they chose cannot be used.
    return { kind: 'unreadable' };
  }
}

/** Starts the app without windows (e2e/fault-process) and speaks with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import type { CommandName, Commands, FromProcess, ProcessOptions, Ready } from '../../fault-process/protocol';

export interface StartOptions extends ProcessOptions {
  readonly userDataFolder: string;
  /** Joined to the test's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A program in front of Electron, for example one that sets a limit. */
  readonly through?: readonly string[];
}

export class AppProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #serial = 0;

  private constructor(
    child: ChildProcess,
    /** What it said when it had started. */
    readonly ready: Ready,
  ) {
    this.#child = child;
    // Not `exit`: Chromium's network process holds the other end of the pipes, and may outlive its parent by a moment.
    this.#ended = new Promise((resolve) => child.once('close', () => resolve()));
    child.on('message', (message: FromProcess) => this.#hear(message));
    child.once('exit', () => {
      for (const waiting of this.#waiting.values()) waiting.reject(new Error('the app has ended'));
    });
  }

  static async start(options: StartOptions): Promise<AppProcess> {
    const { userDataFolder, environment = {}, through = [], ...given } = options;
    const script = process.env['LATCHKEY_FAULT_SCRIPT'];
    const electron = process.env['LATCHKEY_ELECTRON'];
    if (script === undefined || electron === undefined) throw new Error('Start the suite by `npm run test:faults`.');
    const args = [script, `--user-data-dir=${userDataFolder}`];
    if (process.env['LATCHKEY_NO_SANDBOX'] === '1') args.push('--no-sandbox');
    const [program = '', ...rest] = [...through, electron, ...args];
    const child = spawn(program, rest, {
      env: { ...process.env, ...environment, LATCHKEY_FAULT_PROCESS: JSON.stringify(given) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
    return new Promise((resolve, reject) => {
      const over = (): void => reject(new Error(`the app ended before it was ready:\n${output}`));
      child.once('exit', over);
      child.once('error', reject);
      child.once('message', (message: FromProcess) => {
        child.off('exit', over);
        if (message.kind === 'ready') resolve(new AppProcess(child, message));
        else reject(new Error(`the app began with ${message.kind}`));
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Rejects when the app ends before it has answered. */
  ask<N extends CommandName>(name: N, input: Commands[N]['input']): Promise<Commands[N]['output']> {
    this.#serial += 1;
    const serial = this.#serial;
    return new Promise((resolve, reject) => {
      this.#waiting.set(serial, { resolve, reject });
      this.#child.send({ serial, name, input }, (error) => {
        if (error !== null) reject(error);
      });
    });
  }

  /**
   * Ends it as a power cut does, now or after so many milliseconds.
   * @param look called at that moment
   */
  async kill(afterMs = 0, look?: () => void): Promise<void> {
    const cut = (): void => {
      look?.();
      this.#child.kill('SIGKILL');
    };
    if (afterMs > 0) setTimeout(cut, afterMs);
    else cut();
    await this.#ended;
  }

  ended(): Promise<void> {
    return this.#ended;
  }

  #hear(message: FromProcess): void {
    if (message.kind === 'ready') return;
    const waiting = this.#waiting.get(message.serial);
    this.#waiting.delete(message.serial);
    if (message.kind === 'answer') waiting?.resolve(message.value as never);
    else waiting?.reject(new Error(message.error));
  }
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

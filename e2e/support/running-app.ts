/**
 * The real app, started by Playwright in a user-data folder of its own, and watched: what must not happen in any test is written down
 * as a complaint, and the fixtures in latchkey.ts fail the test for it.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { DEFAULT_SETTINGS } from '../../main/sandbox';
import {
  requests,
  type Answer,
  type Answers,
  type AppView,
  type RequestInput,
  type RequestName,
} from '../../preload/contract';
import {
  environment,
  hostRules,
  keyringSwitches,
  prepare,
  sandboxSwitches,
  type LatchkeyOptions,
} from './surroundings';
import { setTrap, type Trap } from './trap';

export type { LatchkeyOptions };

const projectFolder = path.resolve(__dirname, '../..');
const beforeTheApp = path.join(__dirname, 'before-the-app.cjs');

/** How the practice server is set when it is first started. */
const FIRST_SANDBOX: RequestInput<'configureSandbox'> = {
  sinaappLifetime: DEFAULT_SETTINGS.sinaappAccessTokenLifetime,
  kaixin001Lifetime: DEFAULT_SETTINGS.kaixinAccessTokenLifetime,
  kaixin001RefreshToken: DEFAULT_SETTINGS.kaixinRefreshToken,
  kaixin001GrantedScope: DEFAULT_SETTINGS.kaixinGrantedScope,
};

interface Launch {
  readonly args: readonly string[];
  readonly env: Record<string, string>;
}

/** The app while it runs. Made by the fixtures. */
export class Latchkey {
  readonly #consoleErrors: string[] = [];
  /** In the line of an error that a test makes itself. */
  readonly #expected: string[] = [];
  readonly #externalOpens: string;
  readonly #process: ReturnType<ElectronApplication['process']>;
  readonly #ended: Promise<void>;
  readonly #launch: Launch;
  #first!: AppView;
  /** Of the window's page: width and height. */
  #firstSize: readonly number[] = [];

  private constructor(
    readonly app: ElectronApplication,
    launch: Launch,
    /** The main window. */
    readonly window: Page,
    readonly userDataFolder: string,
    /** Where every request goes that is not to this machine; its port is also the address of a loopback callback nobody may call. */
    readonly trap: Trap,
    readonly scratchFolder: string,
    /** Everything written to standard output and standard error so far. */
    readonly output: () => string,
  ) {
    this.#externalOpens = path.join(scratchFolder, 'opened-externally');
    this.#launch = launch;
    this.#process = app.process();
    this.#ended = new Promise((resolve) => this.#process.once('exit', () => resolve()));
    window.on('console', (message) => {
      if (message.type() === 'error') this.#consoleErrors.push(`console error: ${message.text()}`);
    });
    window.on('pageerror', (error) => this.#consoleErrors.push(`page error: ${error.message}`));
    window.on('crash', () => this.#consoleErrors.push('the main window crashed'));
  }

  /**
   * Starts the app and waits for its first screen.
   * @param userDataFolder created when missing; the same one again is a restart
   */
  static async start(userDataFolder: string, options: LatchkeyOptions = {}): Promise<Latchkey> {
    await prepare(userDataFolder, options);
    const scratchFolder = await mkdtemp(path.join(tmpdir(), 'latchkey-e2e-'));
    const trap = await setTrap();
    const launch: Launch = {
      args: [
        '-r',
        beforeTheApp,
        ...(options.modules ?? []).flatMap((module) => ['-r', module]),
        projectFolder,
        `--user-data-dir=${userDataFolder}`,
        `--lang=${options.language ?? 'en-US'}`,
        `--host-resolver-rules=${hostRules(trap.port, options.hosts ?? {})}`,
        ...sandboxSwitches(),
        ...keyringSwitches(options.keyring ?? true),
        ...(options.switches ?? []),
      ],
      env: { ...(await environment(scratchFolder, options.language ?? 'en-US')), ...options.environment },
    };
    const app = await _electron.launch({ cwd: projectFolder, args: [...launch.args], env: launch.env });
    const output = collectOutput(app);
    const window = await app.firstWindow().catch(async (error: unknown) => {
      app.process().kill('SIGKILL');
      throw new Error(`Latchkey opened no window. It printed:\n${output()}`, { cause: error });
    });
    const latchkey = new Latchkey(app, launch, window, userDataFolder, trap, scratchFolder, output);
    await window.waitForFunction(() => document.querySelector('#root')?.hasChildNodes() === true);
    if (options.keyringAnswers ?? true) {
      await window.waitForSelector('main:not([aria-busy])');
      latchkey.#first = await latchkey.view();
      latchkey.#firstSize = await window.evaluate(() => [innerWidth, innerHeight]);
    }
    return latchkey;
  }

  /** Makes a request of the contract as the main window does, where the screen would only repeat itself. */
  call<N extends RequestName>(name: N, input?: RequestInput<N>): Promise<Answer<Answers[N]>> {
    const request = ([asked, with_]: readonly [string, unknown]): unknown =>
      (window.latchkey as unknown as Record<string, (input: unknown) => unknown>)[asked]?.(with_);
    return this.window.evaluate(request, [name, input] as const) as Promise<Answer<Answers[N]>>;
  }

  /** Like {@link call}, for requests that are expected to succeed. */
  async ask<N extends RequestName>(name: N, input?: RequestInput<N>): Promise<Answers[N]> {
    const answer = await this.call(name, input);
    if (!answer.ok) throw new Error(`${name} was answered with ${JSON.stringify(answer.error)}`);
    return answer.value;
  }

  /** All that the main process tells its window. */
  view(): Promise<AppView> {
    return this.ask('getView');
  }

  /**
   * Does what opens a sign-in window, and gives the window's page once something is shown in it.
   * @param open for example a click on `Connect`
   */
  async signInPage(open: () => Promise<unknown>): Promise<Page> {
    const [page] = await Promise.all([this.app.waitForEvent('window'), open()]);
    await page.waitForLoadState();
    return page;
  }

  /** Addresses of all open windows, the main window's among them. */
  windowAddresses(): readonly string[] {
    return this.app.windows().map((page) => page.url());
  }

  /** What happened so far that must not happen in any test; see latchkey.ts. */
  async complaints(): Promise<readonly string[]> {
    const lines = linesOfTheLog(this.output()).filter((line) => !this.#expected.some((words) => line.includes(words)));
    const contacts = this.trap.contacts.map((contact) => `stray request: ${contact}`);
    const opened = (await readIfThere(this.#externalOpens)).split('\n').filter((line) => line !== '');
    return [...this.#consoleErrors, ...lines, ...contacts, ...opened.map((line) => `opened by the system: ${line}`)];
  }

  /** An error of the main process that nobody catches. @param words to know it by in the log, where it is no complaint */
  async throwInMain(words: string): Promise<void> {
    this.#expected.push(words);
    await this.app.evaluate((_modules, message) => {
      setImmediate(function ofATest() {
        throw new TypeError(message);
      });
    }, words);
  }

  /** Addresses that were handed to the system since this was last asked; a test that asks expects them. */
  async takeOpened(): Promise<readonly string[]> {
    const opened = await readIfThere(this.#externalOpens);
    if (opened !== '') await writeFile(this.#externalOpens, '');
    return opened.split('\n').filter((line) => line !== '');
  }

  /**
   * Makes the app as it was right after its first start: what a test has left is removed, the settings are those of then, the page is
   * loaded anew. What a test did to the main process itself stays.
   */
  async beginAnew(): Promise<void> {
    const { attempts, clients, accounts, sandbox, notices, protection } = await this.view();
    if (protection.kind !== this.#first.protection.kind) throw new Error(`the vault is ${protection.kind} now`);
    for (const { id } of attempts) await this.call('cancelAttempt', { attemptId: id });
    if (sandbox.running) {
      // It starts again as it was: a test must not get the lifetimes of another.
      await this.ask('configureSandbox', FIRST_SANDBOX);
      await this.ask('stopSandbox');
    }
    // For good: what can be undone would still be offered to the next test.
    for (const { id } of accounts) await this.ask('removeAccount', { accountId: id, forGood: true });
    for (const { id } of clients) await this.call('removeClient', { clientId: id, deregister: false });
    await this.#removeProviders();
    for (const { id } of notices) await this.call('dismissNotice', { noticeId: id });
    await this.ask('updateSettings', settable(this.#first.settings));
    const main = await this.app.browserWindow(this.window);
    await main.evaluate((window, [width = 0, height = 0]) => window.setContentSize(width, height), this.#firstSize);
    await this.window.reload();
    await this.window.waitForSelector('main:not([aria-busy])');
    const { accounts: left, clients: leftClients } = await this.view();
    if (left.length + leftClients.length > 0) throw new Error('something of the test before is left');
  }

  /** Puts a provider file into the running app, as dropping it into the folder and reading the folder again does. */
  async addProvider(name: string, content: object | string): Promise<void> {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(path.join(this.userDataFolder, 'providers', name), text);
    await this.ask('reloadProviders');
  }

  async #removeProviders(): Promise<void> {
    const folder = path.join(this.userDataFolder, 'providers');
    const names = await readdir(folder);
    for (const name of names) await rm(path.join(folder, name));
    if (names.length > 0) await this.ask('reloadProviders');
  }

  /** Ends the app as its user does. May be called again. */
  async close(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode === null && signalCode === null) await this.app.close();
    await this.#ended;
  }

  /** Ends the app as a power cut does. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }

  /**
   * Starts the app once more in the same user-data folder, as a second double click does. Resolves with the exit code.
   * @param more further arguments, for example a file to open
   */
  startAgain(...more: readonly string[]): Promise<number | null> {
    const second = spawn(this.#process.spawnfile, [...this.#launch.args, ...more], {
      env: this.#launch.env,
      stdio: 'ignore',
    });
    return new Promise((resolve, reject) => {
      second.once('error', reject);
      second.once('exit', resolve);
    });
  }

  /** Resolves when the app has ended, whoever ended it. */
  ended(): Promise<void> {
    return this.#ended;
  }

  /** Clears away what the test needed besides the user-data folder. */
  async cleanUp(): Promise<void> {
    await this.trap.close();
    await rm(this.scratchFolder, { recursive: true, force: true });
  }
}

function collectOutput(app: ElectronApplication): () => string {
  let output = '';
  const { stdout, stderr } = app.process();
  for (const stream of [stdout, stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  return () => output;
}

/** Each line of the app's log, with the frames of the stack under it. */
function linesOfTheLog(output: string): readonly string[] {
  return output.match(/^latchkey:.*(?:\n +at .*)*/gm) ?? [];
}

/** What `updateSettings` takes; the others are the app's own memory. */
function settable(settings: AppView['settings']): RequestInput<'updateSettings'> {
  return requests.updateSettings.parse(
    Object.fromEntries(Object.entries(settings).filter(([name]) => name in requests.updateSettings.shape)),
  );
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

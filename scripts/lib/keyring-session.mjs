/**
 * Runs inside `dbus-run-session`: starts the keyring daemon, unlocks it, runs the program named on the command line, ends the
 * daemon, and passes on the program's exit code. Started by keyring.mjs.
 */
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError, runScript } from './progress.mjs';
import { collect, onTerminal } from './run.mjs';

const startLimitMs = 20_000;
const pollMs = 50;

await runScript(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) throw new SetupError('usage: keyring-session.mjs program [arguments]');
  const daemon = startDaemon();
  try {
    await secretsServiceIsUp();
    return await onTerminal(command, args);
  } finally {
    daemon.kill();
  }
});

function startDaemon() {
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    // It complains about capabilities that containers lack and that these tests do not need.
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Any password will do: it locks a keyring that lives as long as this session.
  daemon.stdin.end('latchkey-tests');
  return daemon;
}

async function secretsServiceIsUp() {
  const call = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  const question = [...call, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  for (let waited = 0; waited < startLimitMs; waited += pollMs) {
    const answer = await collect('dbus-send', question);
    if (answer.output.includes('true')) return;
    await delay(pollMs);
  }
  throw new SetupError('The keyring for the tests did not start (gnome-keyring-daemon).');
}

/** Draws the dialog that is open. What waits for the user at main (a sign-in, a pending action) comes before what the user opened. */
import type { AttemptView } from '../../preload/contract';
import { AboutDialog } from '../about/AboutDialog';
import { InsistDialog } from '../accounts/InsistDialog';
import { BatchResultsDialog } from '../accounts/BatchResultsDialog';
import { RemoveDialog } from '../accounts/RemoveDialog';
import { RemoveSeveralDialog } from '../accounts/RemoveSeveralDialog';
import { RestoreDialog } from '../accounts/RestoreDialog';
import { ExportDialog } from '../backup/ExportDialog';
import { ImportDialog } from '../backup/ImportDialog';
import { RevokeDialog } from '../accounts/RevokeDialog';
import { BenchDialog } from '../bench/BenchDialog';
import { AttemptDialog } from '../connect/AttemptDialog';
import { ChooseClient } from '../connect/ChooseClient';
import { ClientForm } from '../connect/ClientForm';
import { DeviceDialog } from '../connect/DeviceDialog';
import { DiscoverDialog } from '../connect/DiscoverDialog';
import { GrantDialog } from '../connect/GrantDialog';
import { QuestionDialog } from '../connect/QuestionDialog';
import { SignInFailed } from '../connect/SignInFailed';
import { ExportTokensDialog } from '../hand/ExportTokensDialog';
import { ForeignDialog } from '../hand/ForeignDialog';
import { UsualFormDialog } from '../hand/UsualFormDialog';
import { Palette } from '../palette/Palette';
import { ShortcutSheet } from '../palette/ShortcutSheet';
import { Catalogue } from '../providers/Catalogue';
import { ProviderForm } from '../providers/ProviderForm';
import { ProviderPage } from '../providers/ProviderPage';
import { KeyringDialog } from '../protection/KeyringDialog';
import { PassphraseDialog } from '../protection/PassphraseDialog';
import { SandboxDialog } from '../sandbox/SandboxDialog';
import { ResetDialog } from '../settings/ResetDialog';
import { SettingsDialog } from '../settings/SettingsDialog';
import { useCell } from '../state/cell';
import { dialog, type OpenDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { Covered } from '../ui/Dialog';

/** A question comes above whatever is open, so that nothing typed there is lost. */
export function Dialogs() {
  const question = useView((view) => view.questions[0] ?? null);
  return (
    <>
      <Covered value={question !== null}>
        <Waiting />
      </Covered>
      {question !== null && <QuestionDialog key={question.id} question={question} />}
    </>
  );
}

function Waiting() {
  const opened = useCell(dialog, (now) => now);
  const attempts = useView((view) => view.attempts);
  const signIn = attempts.find((attempt) => attempt.kind === 'sign_in');
  if (signIn !== undefined) return <AttemptDialog key={signIn.id} attempt={signIn} />;
  const device = attempts.find((attempt) => attempt.kind === 'device');
  if (device !== undefined) return <DeviceDialog key={device.id} attempt={device} />;
  if (opened !== null) return <Opened key={opened.serial} open={opened.open} />;
  // The window was opened anew while an action was pending.
  const action = attempts.find((attempt) => attempt.kind === 'action');
  return action === undefined ? null : <PendingAction key={action.id} attempt={action} />;
}

function Opened({ open }: { readonly open: OpenDialog }) {
  const providers = useView((view) => view.providers);
  const clients = useView((view) => view.clients);
  const accounts = useView((view) => view.accounts);
  const provider = (id: string | undefined) => providers.find((each) => each.id === id) ?? null;
  const client = (id: string | null) => clients.find((each) => each.id === id) ?? null;
  switch (open.kind) {
    case 'client_form': {
      const its = provider(open.providerId);
      return (
        its && (
          <ClientForm
            provider={its}
            client={client(open.clientId)}
            accountId={open.accountId}
            copyOf={client(open.copyOf ?? null)}
            probe={open.probe ?? false}
          />
        )
      );
    }
    case 'choose_client': {
      const its = provider(open.providerId);
      return its && <ChooseClient provider={its} accountId={open.accountId} />;
    }
    case 'grant': {
      const through = client(open.clientId);
      const its = provider(through?.providerId);
      if (through === null || its === null) return null;
      return (
        <GrantDialog provider={its} client={through} accountId={open.accountId} grant={open.grant} attemptId={null} />
      );
    }
    case 'sign_in_failed':
      return <SignInFailed error={open.error} clientId={open.clientId} accountId={open.accountId} />;
    case 'other_providers':
      return <Catalogue />;
    case 'provider': {
      const its = provider(open.providerId);
      return its && <ProviderPage provider={its} />;
    }
    case 'provider_form':
      return <ProviderForm providerId={open.providerId} as={open.as} />;
    case 'discover':
      return <DiscoverDialog found={open.found} issuer={open.issuer ?? ''} />;
    case 'import_client':
      return <ForeignDialog />;
    case 'usual_form': {
      const account = accounts.find(({ id }) => id === open.accountId);
      return account === undefined ? null : <UsualFormDialog account={account} />;
    }
    case 'export_tokens':
      return <ExportTokensDialog accounts={accounts.filter(({ id }) => open.accountIds.includes(id))} />;
    case 'sandbox':
      return <SandboxDialog />;
    case 'bench':
      return <BenchDialog />;
    case 'settings':
      return <SettingsDialog section={open.section} />;
    case 'palette':
      return <Palette />;
    case 'shortcuts':
      return <ShortcutSheet />;
    case 'about':
      return <AboutDialog />;
    case 'reset':
      return <ResetDialog />;
    case 'passphrase':
      return <PassphraseDialog purpose={open.purpose} />;
    case 'use_keyring':
      return <KeyringDialog />;
    case 'export_backup':
      return <ExportDialog choices={open.choices} />;
    case 'import_backup':
      return <ImportDialog file={open.file} error={open.error} />;
    case 'restore_previous': {
      const account = accounts.find(({ id }) => id === open.accountId);
      return account === undefined ? null : <RestoreDialog account={account} />;
    }
    case 'remove_account': {
      const account = accounts.find(({ id }) => id === open.accountId);
      return account === undefined ? null : <RemoveDialog account={account} />;
    }
    case 'revoke_account': {
      const account = accounts.find(({ id }) => id === open.accountId);
      return account === undefined ? null : <RevokeDialog account={account} />;
    }
    case 'insist_refresh': {
      const account = accounts.find(({ id }) => id === open.accountId);
      return account === undefined ? null : <InsistDialog account={account} why={open.why} />;
    }
    case 'remove_several': {
      const several = accounts.filter(({ id }) => open.accountIds.includes(id));
      return several.length === 0 ? null : <RemoveSeveralDialog accounts={several} />;
    }
    case 'batch_results':
      return <BatchResultsDialog results={open.results} />;
  }
}

function PendingAction({ attempt }: { readonly attempt: Extract<AttemptView, { readonly kind: 'action' }> }) {
  const provider = useView((view) => view.providers.find(({ id }) => id === attempt.providerId) ?? null);
  const client = useView((view) => view.clients.find(({ id }) => id === attempt.clientId) ?? null);
  if (provider === null || client === null) return null;
  return (
    <GrantDialog
      provider={provider}
      client={client}
      accountId={attempt.accountId}
      grant={attempt.grant}
      attemptId={attempt.id}
    />
  );
}

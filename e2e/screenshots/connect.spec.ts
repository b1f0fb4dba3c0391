/** The way to a token: forms, sign-in windows, what stands in the way. */
import {
  dialog,
  expect,
  fillSinaappForm,
  openKaixinDialog,
  openSinaappSignIn,
  PRACTICE_PEOPLE,
  somebodyElse,
  submitGrant,
  test,
  type Language,
} from '../support/gallery';
import { connectSinaapp, openOtherProvider, signInToSinaapp } from '../support/screen';

const { weibo } = PRACTICE_PEOPLE;
const { json001 } = PRACTICE_PEOPLE.kaixin001;

test('the client form: empty, filled in with Advanced open, with an error at a field', async ({
  latchkey,
  sandbox,
  gallery,
}) => {
  await latchkey.window.getByRole('button', { name: 'Connect SinaApp' }).click();
  await expect(dialog(latchkey)).toBeVisible();
  await gallery.show(latchkey, '10-client-form', { narrow: true });
  await latchkey.window.keyboard.press('Escape');
  const form = await fillSinaappForm(latchkey, sandbox);
  await gallery.show(latchkey, '11-client-form-advanced', { narrow: true });
  await form.getByLabel('Token endpoint', { exact: true }).fill('http://tokens.example/token');
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(form.getByText('Secrets are not sent over http.')).toBeVisible();
  await gallery.show(latchkey, '12-client-form-field-error', { narrow: true });
  await form.getByLabel('Client ID', { exact: true }).fill('');
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(form.getByText('This is needed.')).toBeVisible();
  await gallery.show(latchkey, '13-client-form-needed');
});

test('the form of a standard server, with what it folds', async ({ latchkey, gallery }) => {
  await openOtherProvider(latchkey, 'Standard OAuth 2.0 server');
  await expect(dialog(latchkey).getByLabel('Client ID', { exact: true })).toBeFocused();
  await gallery.show(latchkey, '21-client-form-standard', { narrow: true });
  const last = dialog(latchkey).getByRole('button', { name: 'Network', exact: true });
  await last.focus();
  await gallery.show(latchkey, '21-client-form-standard-lower-part', { narrow: true });
});

const languages: readonly { readonly language: Language; readonly system: 'en-US' | 'zh-CN' }[] = [
  { language: 'en', system: 'en-US' },
  { language: 'zh-CN', system: 'zh-CN' },
];

for (const { language, system } of languages) {
  test(`the sign-in window and the notice in it, in ${language}`, async ({ launch, sandbox, gallery }) => {
    // The form is filled in in English; the sign-in window speaks the language of the moment in which it is opened.
    const latchkey = await launch({ language: system, settings: { locale: 'en' } });
    const form = await fillSinaappForm(latchkey, sandbox, { clientId: 'practice-sinaapp-creator-only' });
    await latchkey.ask('updateSettings', { locale: language });
    const page = await latchkey.signInPage(() => form.locator('button[type=submit]').click());
    await gallery.showPage(latchkey, page, '15-sign-in-page', language);
    await page.locator('#secure_email').fill(somebodyElse.secureEmail);
    await page.locator('#secure_password').fill(somebodyElse.securePassword);
    await page.locator('button.primary').click();
    await page.waitForURL(/^app:\/\/latchkey\/notice\.html/);
    await gallery.showPage(latchkey, page, '17-creator-only-page', language);
  });
}

test('the dialog while somebody signs in, and when the page leads nowhere', async ({ latchkey, sandbox, gallery }) => {
  const page = await openSinaappSignIn(latchkey, sandbox, { clientId: 'practice-sinaapp-creator-only' });
  await gallery.show(latchkey, '14-sign-in-waiting', { narrow: true });
  await signInToSinaapp(page, somebodyElse);
  await expect(dialog(latchkey).getByText('Only the app’s creator may sign in')).toBeVisible();
  await gallery.show(latchkey, '16-creator-only', { narrow: true });
});

test('the dialog of a practice sign-in, and the choice between its clients', async ({ latchkey, gallery }) => {
  await latchkey.window.getByRole('button', { name: 'Try the sandbox' }).click();
  await expect(latchkey.window.getByText('Practice server running.')).toBeVisible();
  await latchkey.signInPage(() => latchkey.window.getByRole('button', { name: 'Connect SinaApp' }).click());
  await gallery.show(latchkey, '18-practice-sign-in', { narrow: true });
  await dialog(latchkey).getByRole('button', { name: 'Use another client' }).click();
  await expect(dialog(latchkey).getByText('Everything works')).toBeVisible();
  await gallery.show(latchkey, '19-choose-client', { narrow: true });
});

test('a sign-in that was denied', async ({ latchkey, sandbox, gallery }) => {
  const page = await openSinaappSignIn(latchkey, sandbox);
  await page.getByRole('button', { name: 'Deny' }).click();
  await expect(dialog(latchkey).getByRole('alert')).toBeVisible();
  await gallery.show(latchkey, '20-sign-in-denied', { narrow: true });
});

test('the Kaixin001 dialog: three kinds, an error, an account that is not bound', async ({
  latchkey,
  sandbox,
  gallery,
}) => {
  const form = await openKaixinDialog(latchkey, sandbox, { scope: 'basic send_feed' });
  await gallery.show(latchkey, '22-kaixin-password', { narrow: true });
  await submitGrant(form, 'Password', { Username: json001.username, Password: 'x', Scope: 'basic no_such_scope' });
  await expect(form.getByRole('alert')).toBeVisible();
  await gallery.show(latchkey, '25-kaixin-error', { narrow: true });
  await form.getByRole('radio', { name: 'Tencent' }).click();
  await gallery.show(latchkey, '23-kaixin-tencent');
  await submitGrant(form, 'Weibo', { 'Weibo UID': weibo.unboundUid, Scope: 'basic' });
  await expect(form.getByText('This account is not bound yet')).toBeVisible();
  await gallery.show(latchkey, '26-kaixin-not-bound', { narrow: true });
  const page = await latchkey.signInPage(() => form.getByRole('button', { name: 'Open bind page' }).click());
  await gallery.show(latchkey, '27-kaixin-bind-page-open');
  await gallery.showPage(latchkey, page, '28-kaixin-bind-page', 'en');
  await page.close();
  await expect(form.getByText('The page is closed.')).toBeVisible();
  await gallery.show(latchkey, '29-kaixin-bind-page-closed');
});

test('the Kaixin001 dialog with practice people', async ({ latchkey, gallery }) => {
  await latchkey.window.getByRole('button', { name: 'Try the sandbox' }).click();
  await expect(latchkey.window.getByText('Practice server running.')).toBeVisible();
  await latchkey.window.getByRole('button', { name: 'Connect Kaixin001' }).click();
  await dialog(latchkey).getByRole('radio', { name: 'Weibo' }).click();
  await dialog(latchkey).getByRole('button', { name: 'By Weibo, not bound yet' }).click();
  await expect(dialog(latchkey).getByLabel('Weibo UID', { exact: true })).toHaveValue(weibo.unboundUid);
  await gallery.show(latchkey, '24-kaixin-weibo-practice', { narrow: true });
});

test('a token that has just come', async ({ latchkey, sandbox, gallery }) => {
  await connectSinaapp(latchkey, sandbox);
  await expect(latchkey.window.getByText('Connected: SinaApp')).toBeVisible();
  await latchkey.window.clock.install();
  await latchkey.window.clock.pauseAt(Date.now() + 1000);
  await gallery.show(latchkey, '30-connected', { narrow: true });
});

/**
 * The bridge: one named function a request, no logic but the order of what comes (in-order.ts). Sandboxed, so this file is bundled alone
 * and imports types only from the contract. SECURITY: ipcRenderer itself is never handed to the page.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { inOrder } from './in-order';
import type { Answer, Answered, Answers, EventName, Events, LatchkeyApi, RequestInput, RequestName } from './contract';

const order = inOrder((task, ms) => void setTimeout(task, ms));
ipcRenderer.on('latchkey:event:changed', (_event, _patch, serial: number) => order.heard(serial));

const request =
  <N extends RequestName>(name: N) =>
  async (input?: RequestInput<N>): Promise<Answer<Answers[N]>> => {
    const { told, ...answer } = (await ipcRenderer.invoke(`latchkey:${name}`, input)) as Answered<Answers[N]>;
    await order.upTo(told);
    return answer;
  };

const api: LatchkeyApi = {
  getView: request('getView'),
  chooseMemoryOnly: request('chooseMemoryOnly'),
  quit: request('quit'),
  protectByPassphrase: request('protectByPassphrase'),
  protectByKeyring: request('protectByKeyring'),
  changePassphrase: request('changePassphrase'),
  unlock: request('unlock'),
  lock: request('lock'),
  retryKeyring: request('retryKeyring'),
  restart: request('restart'),
  saveClient: request('saveClient'),
  findMethod: request('findMethod'),
  removeClient: request('removeClient'),
  removeProvider: request('removeProvider'),
  describeProvider: request('describeProvider'),
  openProviderSource: request('openProviderSource'),
  readProvider: request('readProvider'),
  checkProvider: request('checkProvider'),
  saveProvider: request('saveProvider'),
  previewClient: request('previewClient'),
  undoRemoval: request('undoRemoval'),
  registerClient: request('registerClient'),
  discoverProvider: request('discoverProvider'),
  lookAgain: request('lookAgain'),
  keepDiscovered: request('keepDiscovered'),
  makeClientKey: request('makeClientKey'),
  copyPublicKey: request('copyPublicKey'),
  signIn: request('signIn'),
  signInAsAnother: request('signInAsAnother'),
  moveSignIn: request('moveSignIn'),
  openSignInPage: request('openSignInPage'),
  copySignInPage: request('copySignInPage'),
  pasteAnswer: request('pasteAnswer'),
  cancelAttempt: request('cancelAttempt'),
  answerQuestion: request('answerQuestion'),
  chooseCaFile: request('chooseCaFile'),
  describeCertificates: request('describeCertificates'),
  testConnection: request('testConnection'),
  submitGrant: request('submitGrant'),
  connectByDevice: request('connectByDevice'),
  openVerification: request('openVerification'),
  copyDeviceCode: request('copyDeviceCode'),
  exchangeToken: request('exchangeToken'),
  connectByAssertion: request('connectByAssertion'),
  connectByFreeGrant: request('connectByFreeGrant'),
  openAction: request('openAction'),
  repeatGrant: request('repeatGrant'),
  refresh: request('refresh'),
  refreshMany: request('refreshMany'),
  cancelRefreshes: request('cancelRefreshes'),
  markAccount: request('markAccount'),
  setAutomatic: request('setAutomatic'),
  lookAtReply: request('lookAtReply'),
  readAgain: request('readAgain'),
  checkIdToken: request('checkIdToken'),
  copy: request('copy'),
  copyMany: request('copyMany'),
  exportTokens: request('exportTokens'),
  readForeign: request('readForeign'),
  openForeign: request('openForeign'),
  keepForeign: request('keepForeign'),
  dropForeign: request('dropForeign'),
  restorePrevious: request('restorePrevious'),
  renameAccount: request('renameAccount'),
  removeAccount: request('removeAccount'),
  askIdentity: request('askIdentity'),
  decideIdentity: request('decideIdentity'),
  introspect: request('introspect'),
  takeServerExpiry: request('takeServerExpiry'),
  revoke: request('revoke'),
  removeAccounts: request('removeAccounts'),
  updateSettings: request('updateSettings'),
  startSandbox: request('startSandbox'),
  stopSandbox: request('stopSandbox'),
  configureSandbox: request('configureSandbox'),
  setFault: request('setFault'),
  switchFaultOff: request('switchFaultOff'),
  clearFaults: request('clearFaults'),
  endPracticeTokens: request('endPracticeTokens'),
  copyBenchLine: request('copyBenchLine'),
  copyPracticeCall: request('copyPracticeCall'),
  openProvidersFolder: request('openProvidersFolder'),
  reloadProviders: request('reloadProviders'),
  backupChoices: request('backupChoices'),
  exportBackup: request('exportBackup'),
  pickBackup: request('pickBackup'),
  openBackup: request('openBackup'),
  importBackup: request('importBackup'),
  dropBackup: request('dropBackup'),
  getHistory: request('getHistory'),
  getClaims: request('getClaims'),
  getFailedAttempts: request('getFailedAttempts'),
  copyReport: request('copyReport'),
  saveHar: request('saveHar'),
  updateAtHand: request('updateAtHand'),
  muteAccount: request('muteAccount'),
  setAtLogin: request('setAtLogin'),
  takeCommands: request('takeCommands'),
  copyVersions: request('copyVersions'),
  resetCounts: request('resetCounts'),
  reset: request('reset'),
  checkForUpdates: request('checkForUpdates'),
  downloadUpdate: request('downloadUpdate'),
  cancelUpdateDownload: request('cancelUpdateDownload'),
  putUpdateOff: request('putUpdateOff'),
  installUpdate: request('installUpdate'),
  dismissNotice: request('dismissNotice'),
  on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => {
    const forward = (_event: unknown, payload: Events[E]): void => listener(payload);
    ipcRenderer.on(`latchkey:event:${event}`, forward);
    // SECURITY: nothing is given back. `removeListener` gives ipcRenderer, which Electron before 29 hands over with all that it can.
    return () => void ipcRenderer.removeListener(`latchkey:event:${event}`, forward);
  },
};

contextBridge.exposeInMainWorld('latchkey', api);

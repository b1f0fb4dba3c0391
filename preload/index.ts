/**
 * The bridge: one named function a request, no logic. Sandboxed, so this file is bundled alone and imports types only from the
 * contract. SECURITY: ipcRenderer itself is never handed to the page.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { Answer, Answers, EventName, Events, LatchkeyApi, RequestInput, RequestName } from './contract';

const request =
  <N extends RequestName>(name: N) =>
  (input?: RequestInput<N>): Promise<Answer<Answers[N]>> =>
    ipcRenderer.invoke(`latchkey:${name}`, input);

const api: LatchkeyApi = {
  getView: request('getView'),
  chooseMemoryOnly: request('chooseMemoryOnly'),
  quit: request('quit'),
  protectByPassphrase: request('protectByPassphrase'),
  protectByKeyring: request('protectByKeyring'),
  changePassphrase: request('changePassphrase'),
  unlock: request('unlock'),
  lock: request('lock'),
  waitingDrawn: request('waitingDrawn'),
  retryKeyring: request('retryKeyring'),
  restart: request('restart'),
  saveClient: request('saveClient'),
  findMethod: request('findMethod'),
  removeClient: request('removeClient'),
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
  dismissNotice: request('dismissNotice'),
  on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => {
    const forward = (_event: unknown, payload: Events[E]): void => listener(payload);
    ipcRenderer.on(`latchkey:event:${event}`, forward);
    return () => ipcRenderer.removeListener(`latchkey:event:${event}`, forward);
  },
};

contextBridge.exposeInMainWorld('latchkey', api);

/** What the rest of the product, and tests, may use of the sandbox. */
export { startSandbox } from './sandbox';
export type { Sandbox, SandboxEndpoints, SandboxOptions } from './sandbox';
export { API_FAULTS, TOKEN_FAULTS } from './bench';
export type { BenchFault, BenchPlace, BenchSetting } from './bench';
export type { Ending } from './control';
export type { Exchange } from './traffic';
export type { Reply } from './exchange';
export type { Fault, FaultOptions } from './faults';
export type { Redemption, RequestLogEntry } from './ledger';
export { DOCUMENTED_CALLBACK, PRACTICE_CLIENTS, PRACTICE_PEOPLE } from './practice';
export type { Demonstration, Dialect, KaixinPerson, PracticePeople, SandboxClient, SinaappPerson } from './practice';
export { hashToken } from './secrets';
export { DEFAULT_SETTINGS } from './settings';
export type { SandboxSettings } from './settings';
export type { SandboxState } from './state';

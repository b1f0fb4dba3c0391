/** What each request about the way to the servers does: answering what was asked, certificates, trying the connection. */
import { authorizeEndpoint, tokenEndpoint, type SendTokenRequest } from '../accounts';
import { checkEndpoint, proxyAddress, Secret } from '../oauth';
import type { Provider } from '../providers';
import type { CertificateFile } from './certificate-file';
import { testConnection, type ConnectionTarget } from './connection-test';
import { certificateFacts, readCertificates } from './extra-ca';
import { refuse, type Handlers } from './ipc';
import type { Questions } from './questions';

export interface NetworkHandlerDependencies {
  readonly findProvider: (id: string) => Provider | undefined;
  readonly questions: Pick<Questions, 'answer'>;
  /** Lets the user choose a file with certificates. */
  readonly chooseFile: () => Promise<CertificateFile>;
  readonly send: SendTokenRequest;
  readonly resolveProxy: (url: string) => Promise<string>;
}

type NetworkRequests = 'answerQuestion' | 'chooseCaFile' | 'describeCertificates' | 'testConnection';

export function networkHandlers(deps: NetworkHandlerDependencies): Pick<Handlers, NetworkRequests> {
  return {
    answerQuestion({ questionId, answer }) {
      const given = answer.kind === 'login' ? { ...answer, password: new Secret(answer.password) } : answer;
      return deps.questions.answer(questionId, given) ? null : refuse('not_found');
    },
    async chooseCaFile() {
      const file = await deps.chooseFile();
      if (file.kind === 'none') return null;
      const found = file.kind === 'text' ? readCertificates(file.text) : null;
      if (found === null) return refuse('ca_invalid', { field: 'network.extraCa' });
      // Only the certificates are kept: the file may hold a private key too.
      return { pem: found.map(String).join('\n'), certificates: found.map(certificateFacts) };
    },
    describeCertificates: ({ pem }) => ({ certificates: (readCertificates(pem) ?? []).map(certificateFacts) }),
    async testConnection({ clientId, providerId, endpoints, variables, network }) {
      const provider = deps.findProvider(providerId);
      if (provider === undefined) return refuse('not_found');
      const { proxy } = network;
      const address = proxy.kind === 'fixed' ? proxyAddress(proxy.url) : null;
      if (proxy.kind === 'fixed' && address === null) return refuse('proxy_invalid', { field: 'network.proxy' });
      const client = {
        endpoints: {
          ...(endpoints.authorize ? { authorize: endpoints.authorize } : {}),
          ...(endpoints.token ? { token: endpoints.token } : {}),
        },
        variables,
      };
      const asked: readonly (readonly [ConnectionTarget['endpoint'], string | undefined])[] = [
        ['authorize', authorizeEndpoint(provider, client)],
        ['token', tokenEndpoint(provider, client)],
      ];
      const targets: ConnectionTarget[] = [];
      for (const [endpoint, url] of asked) {
        if (url === undefined) continue;
        const checked = checkEndpoint(url);
        if (checked.kind === 'refused')
          return refuse(checked.reason === 'not_https' ? 'endpoint_not_https' : 'endpoint_invalid', {
            field: `endpoints.${endpoint}`,
          });
        targets.push({ endpoint, url: checked.url });
      }
      if (targets.length === 0) return refuse('endpoint_missing', { field: 'endpoints.token' });
      const way = { ...network, proxy: address === null ? proxy : { kind: 'fixed' as const, url: address } };
      return { checks: await testConnection(targets, way, clientId, deps.send, deps.resolveProxy) };
    },
  };
}

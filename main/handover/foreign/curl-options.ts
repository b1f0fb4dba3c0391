/** The options of curl, by what they are to the client in a command. */

/** Options with a value, by what they mean here. */
export const withValue: Readonly<
  Record<string, 'data' | 'raw' | 'encoded' | 'form' | 'header' | 'user' | 'url' | 'query' | 'json' | 'bearer'>
> = {
  '-d': 'data',
  '--data': 'data',
  '--data-raw': 'raw',
  '--data-ascii': 'data',
  '--data-binary': 'data',
  '--data-urlencode': 'encoded',
  '-F': 'form',
  '--form': 'form',
  '--form-string': 'form',
  '-H': 'header',
  '--header': 'header',
  '-u': 'user',
  '--user': 'user',
  '--url': 'url',
  '--url-query': 'query',
  '--json': 'json',
  '--oauth2-bearer': 'bearer',
};

/** Options with a value that say nothing of the client: how long to wait, where to write, how to show it. */
export const ofNoMatter = new Set(
  `-A -D -C -Y -X -e -h -m -o -w -y -z --user-agent --continue-at --connect-timeout --create-file-mode --dump-header --expect100-timeout
  --happy-eyeballs-timeout-ms --help --keepalive-cnt --keepalive-time --limit-rate --max-filesize --max-redirs --max-time --output --output-dir
  --parallel-max --rate --referer --request --retry --retry-delay --retry-max-time --speed-limit --speed-time --stderr --time-cond --trace
  --trace-ascii --trace-config --write-out`.split(/\s+/),
);

/** Further options with a value: they are listed. */
export const furtherWithValue = new Set(
  `-E -K -P -Q -T -U -b -c -r -t -x --aws-sigv4 --cacert --capath --cert --cert-type --ciphers --config --connect-to --cookie --cookie-jar --crlfile
  --curves --delegation --dns-interface --dns-servers --doh-url --ech --egd-file --engine --haproxy-clientip --hsts --interface --ip-tos
  --key --key-type --local-port --login-options --netrc-file --noproxy --pass --pinnedpubkey --preproxy --proto --proto-default
  --proto-redir --proxy --proxy-cacert --proxy-cert --proxy-header --proxy-key --proxy-pass --proxy-user --proxy1.0 --range --request-target
  --resolve --sasl-authzid --service-name --socks4 --socks4a --socks5 --socks5-hostname --tls-max --tls13-ciphers --tlsuser --tlspassword
  --unix-socket --abstract-unix-socket --upload-file --variable`.split(/\s+/),
);

/** Switches that say nothing of the request. */
export const switches =
  /^(?:-[#0-9fgijkLnNOqsSvIaRZ]|--(?:silent|show-error|location|location-trusted|insecure|include|verbose|fail|fail-early|fail-with-body|compressed|globoff|http[\d.]+|http2-prior-knowledge|ipv[46]|tlsv1(?:\.\d)?|no-[a-z-]+|basic|disable|progress-bar|path-as-is|styled-output|ssl-no-revoke|remote-name|parallel))$/;

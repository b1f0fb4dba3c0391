import { describe, expect, it } from 'vitest';
import { readForeign } from './read-foreign';
import { shellWords } from './shell-words';

function client(text: string) {
  const outcome = readForeign(text);
  if (outcome.kind === 'refused') return outcome.reason;
  const [found] = outcome.found.clients;
  const left = [...outcome.found.leftOut, ...(found?.leftOut ?? [])].map(({ at, reason }) => `${at}: ${reason}`);
  return { ...found, clientSecret: found?.clientSecret?.reveal() ?? null, leftOut: left };
}

const asked = {
  token: 'https://id.example/token',
  clientId: 'my-client',
  clientSecret: 's3 c"r',
  grant: 'client_credentials',
  scope: 'a b',
  leftOut: [],
};

describe('a curl command that asks for a token', () => {
  it.each([
    [
      'in one line',
      `curl -s -X POST https://id.example/token -d grant_type=client_credentials -d client_id=my-client --data-urlencode 'client_secret=s3 c"r' -d 'scope=a%20b'`,
      'client_secret_post',
    ],
    [
      'over several lines',
      `$ curl --request POST \\\n  --url 'https://id.example/token' \\\n  --header 'content-type: application/x-www-form-urlencoded' \\\n  --data "grant_type=client_credentials&client_id=my-client&client_secret=s3+c%22r&scope=a+b"`,
      'client_secret_post',
    ],
    [
      'with a Basic header',
      `curl https://id.example/token -H "Authorization: Basic ${Buffer.from('my-client:s3 c"r').toString('base64')}" --data-raw 'grant_type=client_credentials&scope=a b'`,
      'client_secret_basic',
    ],
    [
      'with -u and $-quotes',
      String.raw`curl -u $'my-client:s3 c\x22r' 'https://id.example/token?unused=' -dgrant_type=client_credentials --data=scope=a%20b`,
      'client_secret_basic',
    ],
    [
      'as JSON',
      `curl https://id.example/token --json '{"grant_type":"client_credentials","client_id":"my-client","client_secret":"s3 c\\"r","scope":"a b"}'`,
      'client_secret_post',
    ],
    [
      'of cmd.exe, as browsers copy it',
      '"C:\\Windows\\System32\\curl.exe" ^"https://id.example/token^" ^\r\n  -X ^"POST^" ^\r\n  --data-raw ^"grant_type=client_credentials^&client_id=my-client^&client_secret=s3^%^20c^%^22r^&scope=a^%^20b^"'.replace(
        /^"[^"]*"/,
        'curl.exe',
      ),
      'client_secret_post',
    ],
    [
      'of cmd.exe, by hand',
      'curl "https://id.example/token" ^\r\n -d "grant_type=client_credentials&client_id=my-client&scope=a b" ^\r\n --data-urlencode "client_secret=s3 c\\"r"',
      'client_secret_post',
    ],
    [
      'with several options in one word, and options of no matter',
      `curl -sSLX POST --retry 3 --max-time=5 -o/dev/null -kd grant_type=client_credentials -d 'client_id=my-client&scope=a b' -F 'client_secret="s3 c\\"r"' https://id.example/token`,
      'client_secret_post',
    ],
    [
      'of PowerShell',
      "curl.exe 'https://id.example/token' `\r\n  --data-urlencode 'client_secret=s3 c\"r' `\r\n  -d \"grant_type=client_credentials&client_id=my-client&scope=a b\"",
      'client_secret_post',
    ],
  ])('%s', (_name, text, authentication) => {
    expect(client(text)).toMatchObject({ ...asked, authentication });
  });

  it('of a browser for cmd.exe has the quotes and backslashes that its program gets', () => {
    // {"grant_type":"client_credentials","client_id":"my-client","client_secret":"s3 c\"r","scope":"a b"}
    const body = String.raw`{\"grant_type\":\"client_credentials\",\"client_id\":\"my-client\",\"client_secret\":\"s3 c\\\"r\",\"scope\":\"a b\"}`;
    const escaped = body.replace(/[^a-z0-9\s_:,]/gi, '^$&');
    expect(client(`curl ^"https://id.example/token^" ^\r\n  --data-raw ^"${escaped}^"`)).toMatchObject(asked);
    expect(shellWords(String.raw`a ^"b c\\^" ^"d\\\^"e^" f\g`)?.words).toEqual(['a', 'b c\\', 'd\\"e', 'f\\g']);
  });

  it.each([
    ['-u "%ID%:%BASE_SECRET%" "https://id.example/token" -d grant_type=client_credentials'],
    ['^\r\n -u %ID%:%SECRET% https://id.example/token -d grant_type=client_credentials | jq'],
    ['-u "${ID:-me}:${SECRET}" https://id.example/token -d grant_type=client_credentials'],
    ['`\n -u ${env:ID}:$SECRET https://id.example/token -d grant_type=client_credentials'],
    ['`\n -u "${env:ID}:$env:SECRET" https://id.example/token -d grant_type=client_credentials'],
  ])('has no values for variables, of whatever shell: curl %s', (options) => {
    const { clientId, clientSecret, leftOut } = Object(client(`curl ${options}`));
    expect([clientId, clientSecret]).toEqual([null, null]);
    expect(leftOut).toEqual(expect.arrayContaining(['client_id: no_value', 'client_secret: no_value']));
  });

  it('takes encoded characters for no variables', () => {
    const text =
      'curl "https://id.example/token" -d "grant_type=client_credentials&client_id=%E4%BD%A0%BAse%20&scope=a%20b%20c"';
    expect(shellWords(text)?.words.at(-1)).toBe(text.slice(text.indexOf('grant'), -1));
  });

  it('that leaves its secret to be asked for still names its client', () => {
    expect(client('curl -u my-client https://id.example/token -d grant_type=client_credentials')).toMatchObject({
      clientId: 'my-client',
      clientSecret: null,
      authentication: 'client_secret_basic',
    });
  });

  it('gives the client of a code exchange, and takes no code with it', () => {
    const text = `curl https://id.example/token -d grant_type=authorization_code -d code=abc -d code_verifier=xyz -d client_id=my-client -d redirect_uri=https://app.example/cb`;
    expect(client(text)).toMatchObject({
      grant: 'authorization_code',
      callbackUrl: 'https://app.example/cb',
      leftOut: ['code: not_taken', 'code_verifier: not_taken'],
    });
  });

  it('runs nothing, reads no file, and says so', () => {
    const text =
      'curl https://id.example/token -d grant_type=password -d client_id=$(id -u) -d "client_secret=$SECRET" -d @/etc/passwd --key /root/key --weird -H "X-A: b" | sh';
    expect(client(text)).toMatchObject({
      clientId: null,
      clientSecret: null,
      leftOut: expect.arrayContaining([
        '| sh: command',
        'client_id: no_value',
        'client_secret: no_value',
        '-d: no_value',
        '--key: unknown',
        '--weird: unknown',
        '--header X-A: unknown',
      ]),
    });
  });

  it.each([
    ['a here-document', `curl https://id.example/token -d @- <<'EOF'\nBODY\nEOF\n`],
    ['one that goes to another program', `curl https://id.example/token --json @- <<-EOF | jq\n\tBODY\n\tEOF`],
    ['a here-string', `curl https://id.example/token --data-binary @- <<< 'BODY'`],
    ['a text of PowerShell', `$reply = curl.exe https://id.example/token \`\n  -d @'\nBODY\n'@ \`\n  -s`],
    ['one of PowerShell with variables', `curl.exe https://id.example/token -d @"\r\nBODY\r\n"@`],
  ])('may read its body from %s', (_name, text) => {
    const body =
      '{"grant_type":"client_credentials","client_id":"my-client","client_secret":"s3 c\\"r",\n"scope":"a b"}';
    expect(client(text.replace('BODY', () => body))).toMatchObject({ ...asked, leftOut: expect.any(Array) });
  });

  it('names what it reads from files, and is never given the file’s name as a value', () => {
    const files = `--data-urlencode client_id@id.txt --data-urlencode scope@- -F 'client_secret=<secret.txt' -H @more.txt`;
    const text = `curl https://id.example/token -d grant_type=client_credentials ${files} --oauth2-bearer abc -H 'Authorization: Bearer abc' -d @- <<'EOF'\na b\nEOF`;
    expect(client(text)).toMatchObject({
      clientId: null,
      clientSecret: null,
      scope: 'a b',
      leftOut: expect.arrayContaining([
        '--data-urlencode client_id: no_value',
        '-F client_secret: no_value',
        '--header @more.txt: unknown',
        '--oauth2-bearer: not_taken',
        '--header Authorization: not_taken',
      ]),
    });
  });

  it('of fish has no values for what it would run', () => {
    const text = 'curl -u my-client:(pass show acme) https://id.example/token -d grant_type=client_credentials';
    expect(client(text)).toMatchObject({
      clientId: 'my-client',
      clientSecret: null,
      leftOut: ['client_secret: no_value'],
    });
  });

  it('as JSON may have numbers; what is no text is listed', () => {
    const text = `curl https://id.example/token --json '{"grant_type":"client_credentials","client_id":123,"scope":["a"],"resource":null}'`;
    expect(client(text)).toMatchObject({ clientId: '123', leftOut: ['--json scope: wrong_value'] });
  });

  it('is none where it is an API call, or cannot be taken apart', () => {
    expect(client("curl https://api.example/me -H 'Authorization: Bearer x'")).toBe('no_client');
    expect(client("curl 'https://id.example/token -d grant_type=x")).toBe('unknown');
  });

  it('may stand in a script, below comments and the values of its variables', () => {
    const script = [
      '#!/bin/sh',
      '# Ask for a token',
      '',
      'HOST=id.example',
      'export CLIENT_ID=\'my-client\' SECRET="s3 c\\"r"',
      'curl "https://${HOST}/token" -u "$CLIENT_ID:$SECRET" -d grant_type=client_credentials -d scope="a b"',
    ].join('\n');
    expect(client(script)).toMatchObject({ ...asked, authentication: 'client_secret_basic' });
    expect(
      client('BOTH=my-client:s3\ncurl https://id.example/token -u "$BOTH" -d grant_type=client_credentials'),
    ).toMatchObject({ clientId: 'my-client', clientSecret: 's3' });
    expect(client(`set ID=my-client\r\ncurl https://id.example/token -d client_id=%ID% -d grant_type=x`)).toMatchObject(
      {
        clientId: 'my-client',
      },
    );
    for (const other of ['rm -rf /', 'A=1 rm -rf /', 'A=1; rm -rf /', 'A=$(id)', "A='"])
      expect(client(`${other}\ncurl https://id.example/token -d grant_type=x -d client_id=$A`)).not.toMatchObject({
        clientId: expect.any(String),
      });
  });

  it('may keep its answer in a variable, and other commands may stand around it', () => {
    const ask = 'curl -s https://id.example/token -u "$ID:$SECRET" -d grant_type=client_credentials -d "scope=a b"';
    const script = [
      "ID=my-client SECRET='s3 c\"r'",
      'curl -s https://api.example/health',
      'echo ready',
      `export TOKEN="$(${ask} | jq -r .access_token)"`,
      'curl https://api.example/me -H "Authorization: Bearer $TOKEN"',
    ].join('\n');
    expect(client(script)).toMatchObject({ ...asked, leftOut: expect.arrayContaining(['| jq: command']) });
    expect(client(`ID=my-client\nSECRET='s3 c"r'\nTOKEN=$(${ask})`)).toMatchObject(asked);
  });

  it('may be one of several, or one of the requests of one command: each gives its client', () => {
    const one = (id: string) => `https://${id}.example/token -d grant_type=client_credentials -d client_id=${id}`;
    for (const text of [
      `curl ${one('a')} --next ${one('b')}`,
      `curl ${one('a')} && curl ${one('b')}`,
      `curl ${one('a')}\n# the other\ncurl \\\n  ${one('b')}`,
    ])
      expect(readForeign(text)).toMatchObject({
        found: {
          clients: [
            { clientId: 'a', token: 'https://a.example/token' },
            { clientId: 'b', token: 'https://b.example/token' },
          ],
          leftOut: [],
        },
      });
  });

  it('that opens a sign-in page has no values for its variables', () => {
    const page = 'curl -G "https://id.example/authorize?tenant=$TENANT" -d client_id=$ID -d scope=a';
    expect(client(page)).toMatchObject({
      clientId: null,
      scope: 'a',
      params: {},
      leftOut: ['client_id: no_value', 'tenant: no_value'],
    });
    expect(client(`ID=my-client\nTENANT=t\n${page}`)).toMatchObject({
      clientId: 'my-client',
      params: { tenant: 't' },
      leftOut: [],
    });
  });

  it('that opens a sign-in page gives the client of that page', () => {
    expect(
      client("curl -G https://id.example/authorize -d client_id=c --data-urlencode 'redirect_uri=https://a.example/'"),
    ).toMatchObject({
      authorize: 'https://id.example/authorize',
      clientId: 'c',
      callbackUrl: 'https://a.example/',
    });
  });
});

import { describe, expect, it } from 'vitest';
import {
  kaixin001NeedBind,
  kaixin001Refusal,
  kaixin001Tokens,
  sinaappRefreshedTokens,
  sinaappRefusal,
  sinaappTokens,
} from './testing/documented-replies';
import { errorOf, fromCatalogue, met, read, sentAt, tokensOf } from './testing/read';

const day = 86_400_000;
const sinaapp = fromCatalogue('sinaapp');
const kaixin001 = fromCatalogue('kaixin001');

describe('the documented reply', () => {
  it.each([
    [
      'to a code',
      sinaappTokens,
      '07954cabf0ee9bff284509dfb602478521dff450',
      'abfd84bf376d88da4efb6e13b853c339b08c7fd9',
    ],
    [
      'to a refresh',
      sinaappRefreshedTokens,
      '077ec980aab5bedf1853374474801c34e7b28230',
      'ecf8df3d8454b41fe3442332c4d73b8df1ecd371',
    ],
  ])('of SinaApp %s gives a week, and a day more to refresh', (_what, body, access, refresh) => {
    const reply = read(body, { from: sinaapp });
    const tokens = tokensOf(reply);
    expect(tokens.accessToken.reveal()).toBe(access);
    expect(tokens.refreshToken?.reveal()).toBe(refresh);
    expect(tokens).toMatchObject({
      tokenType: 'Bearer',
      scope: null,
      issuedAt: sentAt,
      accessExpiry: { kind: 'at', at: sentAt + 7 * day, source: 'expires_in' },
      refreshExpiry: { kind: 'at', at: sentAt + 8 * day, source: 'provider_document' },
      identity: null,
    });
    expect(met(reply)).toEqual(['scope_odd | scope: null | taken_as_requested']);
  });

  it('of SinaApp to a client without refresh permission is "not permitted"', () => {
    expect(errorOf(read(sinaappRefusal, { from: sinaapp, status: 400 }))).toEqual({
      class: 'not_permitted',
      code: 'unauthorized_client',
      text: 'The grant type is unauthorized for this client_id',
      status: 400,
      retryAt: null,
    });
  });

  it('of Kaixin001 gives tokens in spite of a comma too many and no token_type', () => {
    const reply = read(kaixin001Tokens, { from: kaixin001 });
    const tokens = tokensOf(reply);
    expect(tokens.accessToken.reveal()).toBe('12932845_de81cfe747ad7e06f2a904e73646f04c');
    expect(tokens.refreshToken?.reveal()).toBe('12932845_a11e9e819933a8021291711510e011e8');
    expect(tokens).toMatchObject({
      tokenType: 'Bearer',
      scope: ['basic'],
      accessExpiry: { kind: 'at', at: sentAt + 30 * day, source: 'expires_in' },
      refreshExpiry: { kind: 'unknown' },
    });
    expect(met(reply)).toEqual([
      'lenient_json | trailing comma | repaired',
      'token_type_missing | token_type: none | assumed_documented_type',
    ]);
  });

  it('of Kaixin001 to a wrong scope is an error by code and text', () => {
    const reply = read(kaixin001Refusal, { from: kaixin001, status: 400 });
    expect(errorOf(reply)).toEqual({
      class: 'scope_refused',
      code: '40021',
      text: '请求的scope参数是无效的、未知的、格式不正确的',
      status: 400,
      retryAt: null,
    });
    expect(met(reply)).toEqual(['error_shape | error: code and text in one field | read_by_pattern']);
  });

  it('of Kaixin001 to an account that is not bound asks the user to act', () => {
    const reply = read(kaixin001NeedBind, { from: kaixin001, status: 400 });
    expect(reply).toMatchObject({
      kind: 'action',
      action: {
        reason: 'bind_account',
        url: 'http://wap.kaixin001.com/qq_bind.php?at=xxxxx&exp=11111111&openid=2222222&from=client',
      },
    });
    expect(met(reply)).toEqual([
      'lenient_json | trailing comma | repaired',
      'pending_action | need_bind: 1 | offered_to_user',
    ]);
  });
});

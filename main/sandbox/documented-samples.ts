/** The sample replies of the provider documents, byte for byte. Test data: the sandbox's bodies are compared with these. */

/** document.applinzi.com/openapi/access-token.html, "通过code获取access token". */
export const SINAAPP_TOKENS = `{
\t"access_token": "07954cabf0ee9bff284509dfb602478521dff450",
\t"expires_in": 604800,
\t"token_type": "Bearer",
\t"scope": null,
\t"refresh_token": "abfd84bf376d88da4efb6e13b853c339b08c7fd9"
}`;

/** The same page, "失败". */
export const SINAAPP_UNAUTHORIZED = `{
\t"error": "unauthorized_client",
\t"error_description": "The grant type is unauthorized for this client_id"
}`;

/** Kaixin001, "用户名_密码获取Access_Token": note the blank after the brace and the last comma. */
export const KAIXIN_TOKENS = `{ 
    "access_token": "12932845_de81cfe747ad7e06f2a904e73646f04c",
    "expires_in": 2592000,
    "refresh_token": "12932845_a11e9e819933a8021291711510e011e8",
    "scope": "basic",
}`;

/** The same page, error 40021. */
export const KAIXIN_INVALID_SCOPE = `{
    "error_code":"400",
    "request":"\\/oauth2\\/access_token",
    "error":"40021:Error: 请求的scope参数是无效的、未知的、格式不正确的"
}`;

/** The same page, an account that is not bound. */
export const KAIXIN_NEED_BIND = `{
    "need_bind": 1,
    "bind_url": "http://wap.kaixin001.com/qq_bind.php?at=xxxxx&exp=11111111&openid=2222222&from=client",
}`;

/** The sample with the tokens of a real reply in place of its own: what the reply should be. */
export function withTokensOf(sample: string, reply: string): string {
  const tokens = /[0-9a-f]{40}|\d+_[0-9a-f]{32}/g;
  const found = reply.match(tokens) ?? [];
  let next = 0;
  return sample.replace(tokens, () => found[next++] ?? 'missing');
}

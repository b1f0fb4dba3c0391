/**
 * What the providers' documents show as replies, byte for byte: for tests. Sources: Sina Cloud OpenAPI document, section AccessToken;
 * Kaixin001 document, access token by user name and password.
 */

/** SinaApp: tokens for a code. Tabs, `scope: null`. */
export const sinaappTokens = `{
	"access_token": "07954cabf0ee9bff284509dfb602478521dff450",
	"expires_in": 604800,
	"token_type": "Bearer",
	"scope": null,
	"refresh_token": "abfd84bf376d88da4efb6e13b853c339b08c7fd9"
}`;

/** SinaApp: tokens for a refresh token. */
export const sinaappRefreshedTokens = `{
	"access_token": "077ec980aab5bedf1853374474801c34e7b28230",
	"expires_in": 604800,
	"token_type": "Bearer",
	"scope": null,
	"refresh_token": "ecf8df3d8454b41fe3442332c4d73b8df1ecd371"
}`;

/** SinaApp, refresh: the client lacks the permission. */
export const sinaappRefusal = `{
	"error": "unauthorized_client",
	"error_description": "The grant type is unauthorized for this client_id"
}`;

/** Kaixin001: tokens. A space after the brace, a comma too many, no token_type. */
export const kaixin001Tokens = `{ 
    "access_token": "12932845_de81cfe747ad7e06f2a904e73646f04c",
    "expires_in": 2592000,
    "refresh_token": "12932845_a11e9e819933a8021291711510e011e8",
    "scope": "basic",
}`;

/** Kaixin001, HTTP 400. */
export const kaixin001Refusal = `{
    "error_code":"400",
    "request":"\\/oauth2\\/access_token",
    "error":"40021:Error: 请求的scope参数是无效的、未知的、格式不正确的"
}`;

/** Kaixin001, HTTP 400: the Tencent account is not bound yet. */
export const kaixin001NeedBind = `{
    "need_bind": 1,
    "bind_url": "http://wap.kaixin001.com/qq_bind.php?at=xxxxx&exp=11111111&openid=2222222&from=client",
}`;

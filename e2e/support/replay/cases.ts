/** All providers that are replayed: those of the catalogue, and those that are known by a file alone, by its name. */
import { qq, wechat, weibo } from './china';
import { baidu, huawei, xiaomi } from './china-devices';
import { alipay } from './china-pay';
import { dingtalk, douyin, feishu } from './china-work';
import { deezer, vkId, zalo } from './foreign';
import type { ReplayCase } from './provider';
import { github, notion, slack } from './world';
import { google, microsoft } from './world-identity';
import { apple, linkedin } from './world-people';
import { instagram, shopify, tiktok } from './world-shops';

export const cases: readonly ReplayCase[] = [
  wechat,
  qq,
  alipay,
  dingtalk,
  feishu,
  douyin,
  weibo,
  baidu,
  huawei,
  xiaomi,
  github,
  slack,
  notion,
  microsoft,
  google,
  apple,
  linkedin,
  shopify,
  instagram,
  tiktok,
];

export const foreignCases: Readonly<Record<string, ReplayCase>> = { 'vk-id': vkId, zalo, deezer };

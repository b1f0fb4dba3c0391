/** The roles of practice people that have words of their own. Pure. */
const roles = [
  'creator',
  'somebody_else',
  'password',
  'tencent_bound',
  'tencent_unbound',
  'weibo_bound',
  'weibo_unbound',
] as const;

export type PracticeRole = (typeof roles)[number] | 'person';

export function practiceRole(role: string): PracticeRole {
  return roles.find((known) => known === role) ?? 'person';
}

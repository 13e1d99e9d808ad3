/** The scope of a repository by its web address: `https://github.com/team/store` is `github.com/team/store`. */
export function scopeOf(url: string): string {
  return url.replace(/^https:\/\//, '').replace(/\/{1,9}$/, '');
}

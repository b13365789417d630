/** The family of a project: projects in it share what is known of people. By itself a project is its own. */
export function familyOf({ family, name }: { family?: string | undefined; name: string }): string {
  return family ?? name
}

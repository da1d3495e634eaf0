/**
 * Permissions the source lists with a request although each serves but one kind of object or one property of it:
 * with them alone the ordinary request is refused.
 */
const kinds = [
  { permission: /^AgentId(User|entity)/, unless: /agent/ },
  { permission: /\.CrossCloud$|^User-ConvertToInternal\./ },
  { permission: /^Group-(NestingSupport|PreferredDataLocation|XTenantIdentitySync)\.|^Group\.ManageProtection\./ },
  // Intune's own view of users and of the organization.
  { permission: /^DeviceManagement/, only: /^\/(users|organization)(\/\{\})?$/ },
];

/**
 * @param {readonly string[]} names permissions of one request
 * @param {string} template its path, or the name of the cmdlet that sends it
 * @returns those that serve it as such; all where none of them does
 */
export function narrow(names, template) {
  const kept = names.filter(
    (name) =>
      !kinds.some(
        ({ permission, unless, only }) =>
          permission.test(name) && !unless?.test(template.toLowerCase()) && (only === undefined || only.test(template)),
      ),
  );
  return kept.length === 0 ? names : kept;
}

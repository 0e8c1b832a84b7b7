using System.Text.RegularExpressions;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Agreements.Kinds;

/// <summary>Names people choose that events and reports will carry: short, lower case, nothing that could be free text.</summary>
internal static partial class CodeNames
{
    public static string Checked(Members members, string member, string name) => Form().IsMatch(name)
        ? name
        : throw members.Malformed(member, $"'{name}' is no code: 1 to 64 of a-z, 0-9, '.', '_' and '-', beginning and ending with a letter or digit");

    [GeneratedRegex(@"^(?=.{1,64}\z)[a-z0-9]+([._-]+[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

using LeadLifecycle.Server.Hosting;
using MimeKit;

namespace LeadLifecycle.Server.Notify.Email;

/// <summary>The addresses a subscription mails to.</summary>
internal static class MailAddress
{
    public const int Most = 50;
    private const int Longest = 254;

    /// <exception cref="MalformedException">None, too many, or one that is no plain address.</exception>
    public static IReadOnlyList<string> ReadAll(Members settings)
    {
        var addresses = settings.Texts("to", Most) is { Count: > 0 } given ? given : throw settings.Malformed("to", "is required: a list of addresses");
        return addresses.FirstOrDefault(address => !IsPlain(address)) is { } wrong ? throw settings.Malformed("to", $"holds '{wrong}', which is no address such as sales@example.org") : addresses;
    }

    /// <summary>Nothing but <c>local@domain</c>: no name, no group, no comment, no line break that could become a header.</summary>
    private static bool IsPlain(string text) =>
        text.Length <= Longest && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && MailboxAddress.TryParse(text, out var address) && address.Address == text && address.Route.Count == 0
        && address.LocalPart.Length > 0 && address.Domain.Length > 0;
}

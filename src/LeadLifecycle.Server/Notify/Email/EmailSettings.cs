using System.Globalization;
using LeadLifecycle.Server.Hosting;
using MailKit.Security;
using MimeKit;

namespace LeadLifecycle.Server.Notify.Email;

/// <summary>
/// The deployment's mail server (configuration section <c>Notify:Smtp</c>: host, port, security none|starttls|tls, user,
/// password, from). Its operator names it, so the guard of the subscribers' addresses does not ask where it lies.
/// </summary>
internal sealed record EmailSettings(string Host, int Port, SecureSocketOptions Security, string? User, string? Password, MailboxAddress From)
{
    private const string Section = "Notify:Smtp";

    /// <summary>Null when no host is named: no subscription can be by email then.</summary>
    /// <exception cref="StartRefusedException">What is there cannot be used.</exception>
    public static EmailSettings? Find(IConfiguration configuration)
    {
        var smtp = configuration.GetSection(Section);
        if (smtp["Host"] is not { Length: > 0 } host) return null;
        var security = smtp["Security"]?.ToLowerInvariant() switch
        {
            null or "starttls" => SecureSocketOptions.StartTls,
            "tls" => SecureSocketOptions.SslOnConnect,
            "none" => SecureSocketOptions.None,
            var other => throw new StartRefusedException($"{Section}:Security is '{other}'; it can be none, starttls or tls."),
        };
        return new EmailSettings(host, PortOf(smtp["Port"], security), security, smtp["User"], smtp["Password"], FromOf(smtp["From"]));
    }

    private static int PortOf(string? text, SecureSocketOptions security) => text switch
    {
        null => security switch { SecureSocketOptions.SslOnConnect => 465, SecureSocketOptions.StartTls => 587, _ => 25 },
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 => port,
        _ => throw new StartRefusedException($"{Section}:Port is '{text}', which is no port."),
    };

    private static MailboxAddress FromOf(string? text) => MailboxAddress.TryParse(text, out var from) && from.Domain.Length > 0
        ? from
        : throw new StartRefusedException($"{Section}:From is '{text}'; name the sender's address, such as leads@example.org.");
}

using LeadLifecycle.Server.Notify.Channels;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeadLifecycle.Server.Notify.Email;

/// <summary>Hands one mail to the deployment's server, once, within the patience of every exchange.</summary>
/// <param name="settings">Null when the deployment names no mail server.</param>
internal sealed class Mailer(EmailSettings? settings, IOptions<NotifyOptions> options)
{
    public EmailSettings? Settings => settings;

    /// <exception cref="OperationCanceledException">Only when <paramref name="ct"/> asked for it.</exception>
    public async Task<Attempt> Send(MimeMessage mail, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(options.Value.Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        using var smtp = new RecipientsApart();
        try
        {
            return await Send(smtp, mail, settings!, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Attempt(AttemptOutcome.Failed, Error: "timeout");
        }
        catch (Exception failure) when (MailFailure.Of(failure) is { } attempt)
        {
            return attempt;
        }
    }

    private static async Task<Attempt> Send(RecipientsApart smtp, MimeMessage mail, EmailSettings server, CancellationToken ct)
    {
        await smtp.ConnectAsync(server.Host, server.Port, server.Security, ct);
        if (server.User is { Length: > 0 } user) await SignIn(smtp, user, server.Password ?? "", ct);
        var answer = await smtp.SendAsync(mail, ct);
        await Part(smtp, ct);
        return smtp.Refused is { } refused
            ? new Attempt(AttemptOutcome.Delivered, (int)refused.StatusCode, "recipient-refused", $"{answer}\n{refused.Response}")
            : new Attempt(AttemptOutcome.Delivered, 250, null, answer);
    }

    private static Task SignIn(SmtpClient smtp, string user, string password, CancellationToken ct) => smtp.Capabilities.HasFlag(SmtpCapabilities.Authentication)
        ? smtp.AuthenticateAsync(user, password, ct)
        : throw new AuthenticationException("The server knows no sign-in.");

    /// <summary>The mail is the server's by now, however the farewell goes.</summary>
    private static async Task Part(SmtpClient smtp, CancellationToken ct)
    {
        try
        {
            await smtp.DisconnectAsync(quit: true, ct);
        }
        catch (Exception rude) when (rude is IOException or ProtocolException or CommandException or OperationCanceledException)
        {
            await smtp.DisconnectAsync(quit: false, CancellationToken.None);
        }
    }
}

/// <summary>
/// One address the server will never take does not keep the mail from the others; one it will take later keeps it from
/// all, because they would get it again with every further attempt.
/// </summary>
internal sealed class RecipientsApart : SmtpClient
{
    public RecipientsApart()
    {
        // As for every other connection of ours: a revocation list that is out of reach must not stop the mail.
        CheckCertificateRevocation = false;
    }

    /// <summary>The last refusal for good, when there was one.</summary>
    public SmtpResponse? Refused { get; private set; }

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        if (MailFailure.IsForGood(response.StatusCode)) Refused = response;
        else base.OnRecipientNotAccepted(message, mailbox, response);
    }

    protected override void OnNoRecipientsAccepted(MimeMessage message) =>
        throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, Refused!.StatusCode, Refused.Response);
}

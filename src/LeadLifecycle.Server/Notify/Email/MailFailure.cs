using System.Net.Sockets;
using LeadLifecycle.Server.Notify.Channels;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace LeadLifecycle.Server.Notify.Email;

/// <summary>What a failed exchange with a mail server means, as a short stable code.</summary>
internal static class MailFailure
{
    private const int KeptCharacters = 4096;

    /// <summary>Null when it is no failure of such an exchange.</summary>
    public static Attempt? Of(Exception failure) => failure switch
    {
        SmtpCommandException said => Of(said),
        AuthenticationException or ServiceNotAuthenticatedException => new Attempt(AttemptOutcome.Failed, Error: "auth"),
        // A server without STARTTLS is not talked to in the clear.
        SslHandshakeException or NotSupportedException => new Attempt(AttemptOutcome.Failed, Error: "tls"),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new Attempt(AttemptOutcome.Failed, Error: "refused"),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => new Attempt(AttemptOutcome.Failed, Error: "unresolved"),
        SocketException => new Attempt(AttemptOutcome.Failed, Error: "unreachable"),
        IOException or SmtpProtocolException => new Attempt(AttemptOutcome.Failed, Error: "reset"),
        _ => null,
    };

    /// <summary>5xx: asking again is of no use (RFC 5321 §4.2.1).</summary>
    public static bool IsForGood(SmtpStatusCode status) => (int)status >= 500;

    /// <summary>Only what the receiver says of its mailbox or of this mail is for good; what it says of us, our operator can mend.</summary>
    private static Attempt Of(SmtpCommandException said)
    {
        var answer = said.Message.Replace('\0', '\uFFFD');
        var (outcome, error) = said.ErrorCode switch
        {
            SmtpErrorCode.SenderNotAccepted => (AttemptOutcome.Failed, "sender-refused"),
            SmtpErrorCode.RecipientNotAccepted when IsForGood(said.StatusCode) => (AttemptOutcome.Refused, "recipient-refused"),
            SmtpErrorCode.MessageNotAccepted when IsForGood(said.StatusCode) => (AttemptOutcome.Refused, "mail-refused"),
            _ => (AttemptOutcome.Failed, "deferred"),
        };
        return new Attempt(outcome, (int)said.StatusCode, error, answer[..Math.Min(answer.Length, KeptCharacters)]);
    }
}

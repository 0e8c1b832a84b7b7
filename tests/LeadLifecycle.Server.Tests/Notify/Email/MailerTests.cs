using System.Net;
using System.Net.Sockets;
using LeadLifecycle.Server.Notify;
using LeadLifecycle.Server.Notify.Channels;
using LeadLifecycle.Server.Notify.Email;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeadLifecycle.Server.Tests.Notify.Email;

/// <summary>What goes wrong before a mail server hears of a recipient is its operator's to mend: it is tried again, under a code that says what.</summary>
public sealed class MailerTests
{
    [Fact]
    public async Task a_password_that_is_wrong_is_auth()
    {
        await using var sink = new SmtpSink { Answer = line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-sink\r\n250 AUTH PLAIN" : line.StartsWith("AUTH", StringComparison.Ordinal) ? "535 no" : null };
        await ShouldFail("auth", sink.Port, user: "leads");
    }

    [Fact]
    public async Task a_server_that_knows_no_sign_in_is_auth()
    {
        await using var sink = new SmtpSink();
        await ShouldFail("auth", sink.Port, user: "leads");
    }

    [Fact]
    public async Task a_server_that_wants_a_password_is_auth()
    {
        await using var sink = new SmtpSink { Answer = line => line.StartsWith("MAIL", StringComparison.Ordinal) ? "530 who are you" : null };
        await ShouldFail("auth", sink.Port);
    }

    [Fact]
    public async Task a_server_without_starttls_is_not_talked_to_in_the_clear()
    {
        var said = new List<string>();
        await using var sink = new SmtpSink
        {
            Answer = line =>
            {
                lock (said) said.Add(line);
                return null;
            },
        };
        await ShouldFail("tls", sink.Port, SecureSocketOptions.StartTls);
        said.ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_server_that_says_nothing_is_a_timeout()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await ShouldFail("timeout", ((IPEndPoint)silent.LocalEndpoint).Port, patience: TimeSpan.FromSeconds(1));
    }

    private static async Task ShouldFail(string error, int port, SecureSocketOptions security = SecureSocketOptions.None, string? user = null, TimeSpan? patience = null)
    {
        var settings = new EmailSettings("127.0.0.1", port, security, user, "wrong", new MailboxAddress("", "leads@house.example"));
        using var mail = new MimeMessage([settings.From], [new MailboxAddress("", "eve@sales.example")], "subject", new TextPart("plain") { Text = "text" });
        var attempt = await new Mailer(settings, Options.Create(new NotifyOptions { Timeout = patience ?? TimeSpan.FromSeconds(15) })).Send(mail, TestContext.Current.CancellationToken);
        (attempt.Outcome, attempt.Error).ShouldBe((AttemptOutcome.Failed, error));
    }
}

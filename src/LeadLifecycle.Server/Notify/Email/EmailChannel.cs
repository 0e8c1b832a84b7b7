using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Notify.Channels;
using LeadLifecycle.Server.Notify.Digests;

namespace LeadLifecycle.Server.Notify.Email;

/// <summary>Mails a message, or a digest of many, to the subscription's addresses through the deployment's own server.</summary>
internal sealed class EmailChannel(Mailer mailer, TimeProvider clock) : IChannel
{
    private const string Between = "\n";

    public string Name => "email";

    public bool Signs => false;

    /// <exception cref="ProblemException">The deployment names no mail server.</exception>
    public ChannelSettings Read(Members settings)
    {
        if (mailer.Settings is null) throw new ProblemException(Codes.ChannelUnconfigured, "This deployment names no mail server; set Notify:Smtp:Host and Notify:Smtp:From.");
        var to = string.Join(Between, MailAddress.ReadAll(settings));
        var digest = DigestSettings.Read(settings);
        var values = new Dictionary<string, string> { ["to"] = to };
        if (digest is not null) values[ChannelSettings.DigestName] = digest.Text;
        return new ChannelSettings(values);
    }

    public JsonObject Show(ChannelSettings settings)
    {
        var shown = new JsonObject
        {
            ["to"] = new JsonArray([.. Addresses(settings).Select(address => (JsonNode)address)]),
            ["digest"] = settings.Digest is { } gathers ? gathers.At is null ? Digest.Hourly : Digest.Daily : Digest.None,
        };
        if (settings.Digest is { At: { } at } daily)
        {
            shown["at"] = at.ToString(Digest.TimeFormat);
            shown["zone"] = daily.Zone.Id;
        }

        return shown;
    }

    public async Task<Attempt> Send(Message message, Subscription subscription, CancellationToken ct)
    {
        if (mailer.Settings is not { } server) return new Attempt(AttemptOutcome.Failed, Error: "unconfigured");
        var to = Addresses(subscription.Settings);
        using var mail = HandoffMail.Write(message, server.From, to, clock.GetUtcNow());
        var attempt = await mailer.Send(mail, ct);
        // A server likes to repeat whom it refused; addresses are kept encrypted only.
        return attempt with { Answer = to.Aggregate(attempt.Answer, (text, address) => text?.Replace(address, "…", StringComparison.OrdinalIgnoreCase)) };
    }

    private static string[] Addresses(ChannelSettings settings) => settings["to"].Split(Between);
}

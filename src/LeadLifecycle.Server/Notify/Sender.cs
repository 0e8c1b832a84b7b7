using System.Diagnostics;
using LeadLifecycle.Server.Notify.Channels;
using LeadLifecycle.Server.Notify.Digests;

namespace LeadLifecycle.Server.Notify;

/// <summary>One attempt, from the claimed delivery to the kept result.</summary>
internal sealed partial class Sender(Deliveries deliveries, ContactReader contacts, IEnumerable<IChannel> channels, NotifyMetrics metrics, TimeProvider clock, ILogger<Sender> logger)
{
    private readonly Dictionary<string, IChannel> _channels = channels.ToDictionary(channel => channel.Name);

    public async Task Send(Subscription subscription, Claimed claimed, CancellationToken ct)
    {
        var endpoint = new EndpointKey(subscription.Workspace, subscription.Id);
        try
        {
            var contact = await contacts.Read(subscription.Workspace, claimed.Event.LeadId, subscription.Payload.Contact, ct);
            var message = Letter.Write(claimed.Id, claimed.Attempts + 1, claimed.Event, subscription.Payload.Level, contact);
            var (attempt, at, took) = await Try(message, subscription, contact, ct);
            await deliveries.Finish(endpoint, claimed, attempt, at, took, Random.Shared.NextDouble(), CancellationToken.None);
            if (claimed.Attempts == 0) metrics.FirstAttempt(subscription.Channel, at + took - claimed.Event.RecordedAt);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await deliveries.Release(endpoint, claimed, CancellationToken.None);
        }
    }

    /// <summary>All of them in one message, and each with the same result.</summary>
    /// <param name="gathered">In the order in which they are told; at least one.</param>
    public async Task SendTogether(Subscription subscription, IReadOnlyList<Claimed> gathered, CancellationToken ct)
    {
        var endpoint = new EndpointKey(subscription.Workspace, subscription.Id);
        try
        {
            var messages = new List<Message>();
            var told = new Dictionary<string, string>();
            foreach (var claimed in gathered)
            {
                var contact = await contacts.Read(subscription.Workspace, claimed.Event.LeadId, subscription.Payload.Contact, ct);
                foreach (var (field, value) in contact) told[$"{field} {claimed.Event.LeadId}"] = value;
                messages.Add(Letter.Write(claimed.Id, claimed.Attempts + 1, claimed.Event, subscription.Payload.Level, contact));
            }

            var (attempt, at, took) = await Try(DigestLetter.Write(messages), subscription, told, ct);
            await deliveries.Finish(endpoint, gathered, attempt, at, took, Random.Shared.NextDouble(), CancellationToken.None);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            foreach (var claimed in gathered) await deliveries.Release(endpoint, claimed, CancellationToken.None);
        }
    }

    /// <summary>Sends once and keeps nothing.</summary>
    public async Task<(Attempt Attempt, DateTimeOffset At, TimeSpan Took)> Try(
        Message message, Subscription subscription, IReadOnlyDictionary<string, string> contact, CancellationToken ct)
    {
        var (at, started) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        Attempt attempt;
        try
        {
            attempt = _channels.TryGetValue(subscription.Channel, out var channel)
                ? await channel.Send(message, subscription, ct)
                : new Attempt(AttemptOutcome.Failed, Error: "channel-unknown");
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Broken(logger, subscription.Channel, subscription.Id, failure);
            attempt = new Attempt(AttemptOutcome.Failed, Error: "internal");
        }

        metrics.Attempted(subscription.Channel, attempt.Outcome);
        return (attempt with { Answer = Without(attempt.Answer, contact) }, at, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>A receiver may echo what it was told of the person; that is not kept.</summary>
    private static string? Without(string? answer, IReadOnlyDictionary<string, string> contact) =>
        answer is null ? null : contact.Values.Where(value => value.Length > 0).Aggregate(answer, (text, value) => text.Replace(value, "…", StringComparison.OrdinalIgnoreCase));

    [LoggerMessage(LogLevel.Error, "The channel {Channel} failed on its own side for subscription {Subscription}; it is tried again")]
    private static partial void Broken(ILogger logger, string channel, Guid subscription, Exception failure);
}

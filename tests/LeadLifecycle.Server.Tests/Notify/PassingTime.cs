using LeadLifecycle.Server.Hosting.Secrets;
using LeadLifecycle.Server.Notify;
using LeadLifecycle.Server.Notify.Channels;
using Microsoft.Extensions.Options;
using Npgsql;
using Payload = LeadLifecycle.Server.Notify.Payload;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>The notifications of one endpoint on a real database, with a clock that is put forward by hand and a receiver that answers as told.</summary>
internal sealed class PassingTime(NpgsqlDataSource database) : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UtcNow.AddSeconds(5);

    public Guid Subscription { get; } = Guid.CreateVersion7();

    public Attempt Answer { get; set; } = new(AttemptOutcome.Failed, 500, "status");

    /// <summary>After each attempt, when and for which version.</summary>
    public List<(DateTimeOffset At, long Version)> Sent { get; } = [];

    private EndpointKey Key => new("main", Subscription);

    private Deliveries Deliveries => new(database, this, Options.Create(new NotifyOptions()));

    public Subscriptions Subscriptions => new(database, new SecretBox(new byte[32]), this);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(TimeSpan time) => _now += time;

    public Task Subscribe(string filter = "passing") => Subscriptions.Add(
        new Subscription(Subscription, "main", "passing", "webhook", new ChannelSettings(new Dictionary<string, string> { ["url"] = "https://example.org" }), new Filter { Teams = [filter] }, Payload.Default),
        null, TestContext.Current.CancellationToken);

    public async Task Told(Guid lead, long version, string team = "passing")
    {
        await using var command = database.CreateCommand($"""
            insert into {NotifyTables.Notification} (workspace, event_id, type, lead_id, version, cycle, occurred_at, facts)
            values ('main', gen_random_uuid(), 'handoff.offered', $1, $2, 1, now(), $3::jsonb)
            """);
        command.Parameters.Add(new() { Value = lead });
        command.Parameters.Add(new() { Value = version });
        command.Parameters.Add(new() { Value = new NoticeFacts { Team = team }.Text });
        await command.ExecuteNonQueryAsync();
        await new FanOut(database, this).Run(TestContext.Current.CancellationToken);
    }

    /// <summary>Whatever is due now is sent once.</summary>
    public async Task Send()
    {
        foreach (var claimed in await Deliveries.Claim(Key, 100, CancellationToken.None))
        {
            Sent.Add((_now, claimed.Event.Version));
            await Deliveries.Finish(Key, claimed, Answer, _now, TimeSpan.Zero, 0, CancellationToken.None);
        }
    }

    public Task<IReadOnlyList<Claimed>> Claim() => Deliveries.Claim(Key, 100, CancellationToken.None);

    public Task Finish(Claimed claimed) => Deliveries.Finish(Key, claimed, Answer, _now, TimeSpan.Zero, 0, CancellationToken.None);

    public async Task<T> Ask<T>(string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = Subscription });
        return (T)(await command.ExecuteScalarAsync())!;
    }
}

using Npgsql;

namespace LeadLifecycle.Server.Tests.Agreements;

/// <summary>A change that takes longer than it may is dated anew, and is not taken for somebody else's.</summary>
public sealed class SlowDatabaseTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task a_database_that_is_slow_once_does_not_refuse_a_proposal()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var slow = await connection.BeginTransactionAsync(ct);
        await using (var shut = new NpgsqlCommand("lock table leads.mt_streams in exclusive mode", connection)) await shut.ExecuteNonQueryAsync(ct);

        var proposing = fixture.Server.Say("/v1/agreements/calendars", $$"""{"team":"marketing","actor":"mia","content":{{Signing.AroundTheClock}}}""", "application/json");
        await using (var waits = database.CreateCommand("select coalesce(max(clock_timestamp() - xact_start) > '0.5 s', false) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"))
        {
            while (!(bool)(await waits.ExecuteScalarAsync(ct))!) await Task.Delay(Poll, ct);
        }

        await slow.RollbackAsync(ct);
        var proposed = await proposing;
        proposed.Status.ShouldBe(201, proposed.Text);
        ((int)proposed.Json["version"]!).ShouldBe(1);
    }
}

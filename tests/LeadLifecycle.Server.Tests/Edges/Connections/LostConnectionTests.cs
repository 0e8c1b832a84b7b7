using Npgsql;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>A delivery is acknowledged when all of it is committed, not before.</summary>
public sealed class LostConnectionTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task when_the_quarantine_cannot_be_written_the_vendor_is_asked_to_deliver_again()
    {
        var hooked = await Hooked.On(_server);
        var delivery = $"[{Hooked.Form("1", "cut off")},{Hooked.Lost("2", "cut off", "mood")}]";
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var holder = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand("lock table leads.quarantine in access exclusive mode", holder)) await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var first = hooked.Deliver(delivery);
        await Cut(database);
        (await first).ShouldBeProblem(503, "intake.outcome-unknown").Headers.RetryAfter.ShouldNotBeNull();
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);

        (await hooked.Deliver(delivery)).ShouldCount(duplicate: 1, quarantined: 1);
        ((int?)(await hooked.Quarantine()).ShouldHaveSingleItem()["timesSeen"]).ShouldBe(1);
    }

    /// <summary>Ends the session that waits to write, once there is one.</summary>
    private static async Task Cut(NpgsqlDataSource database)
    {
        await using var cut = database.CreateCommand("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into leads.quarantine%'");
        while ((long)(await cut.ExecuteScalarAsync(TestContext.Current.CancellationToken))! == 0) await Task.Yield();
    }
}

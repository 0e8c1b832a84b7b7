using LeadLifecycle.LocalPostgres.Cluster;
using Npgsql;

namespace LeadLifecycle.Server.Tests.LocalPostgres;

/// <summary>Several processes on one server: the first starts it, the last one out stops it.</summary>
public sealed class SharedServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Timeout = Servers.Bound)]
    public async Task A_second_start_attaches_and_the_last_one_out_stops_the_server()
    {
        using var root = new TemporaryRoot();
        var first = await root.StartAsync(TestContext.Current.CancellationToken);
        var second = await root.StartAsync(TestContext.Current.CancellationToken);
        second.Attached.ShouldBeTrue();
        second.ConnectionString.ShouldBe(first.ConnectionString);

        await first.DisposeAsync();
        (await Servers.AskAsync(second, "select 'alive'")).ShouldBe("alive");

        await second.DisposeAsync();
        PostmasterFile.Read(second.DataFolder).ShouldBeNull();
        await Should.ThrowAsync<NpgsqlException>(() => Servers.AskAsync(second, "select 'alive'"));
    }

    [Fact(Timeout = Servers.Bound)]
    public async Task Many_starts_at_once_share_one_server()
    {
        using var root = new TemporaryRoot();
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => root.StartAsync(TestContext.Current.CancellationToken)));

        all.Count(postgres => !postgres.Attached).ShouldBe(1);
        all.Select(postgres => postgres.ConnectionString).Distinct().ShouldHaveSingleItem();
        foreach (var postgres in all)
        {
            PostmasterFile.Read(postgres.DataFolder).ShouldNotBeNull();
            await postgres.DisposeAsync();
        }

        PostmasterFile.Read(all[0].DataFolder).ShouldBeNull();
    }

    [Fact(Timeout = Servers.Bound)]
    public async Task A_dead_process_keeps_no_server_running()
    {
        using var root = new TemporaryRoot();
        var postgres = await root.StartAsync(TestContext.Current.CancellationToken);
        var dead = Path.Combine(Servers.HomeOf(postgres).LeaseFolder, "1-dead.lease");
        await File.WriteAllTextAsync(dead, "1 2001-01-01T00:00:00Z\n", Ct);

        await postgres.DisposeAsync();
        File.Exists(dead).ShouldBeFalse();
        PostmasterFile.Read(postgres.DataFolder).ShouldBeNull();
    }

    [Fact(Timeout = Servers.Bound)]
    public async Task A_server_nobody_holds_any_more_is_attached_to_and_stopped_by_its_new_user()
    {
        using var root = new TemporaryRoot();
        var killed = await root.StartAsync(TestContext.Current.CancellationToken);
        await killed.DisposeAsync();
        await Servers.LeaveRunningAsync(root, Servers.HomeOf(killed));

        var next = await root.StartAsync(TestContext.Current.CancellationToken);
        next.Attached.ShouldBeTrue();
        (await Servers.AskAsync(next, "select 'alive'")).ShouldBe("alive");
        await next.DisposeAsync();
        PostmasterFile.Read(next.DataFolder).ShouldBeNull();
    }
}

using LeadLifecycle.LocalPostgres;
using LeadLifecycle.LocalPostgres.Cluster;
using Npgsql;

namespace LeadLifecycle.Server.Tests.LocalPostgres;

/// <summary>A server started again, after a stop, a kill, or with something in its way.</summary>
public sealed class RestartedServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Timeout = Servers.Bound)]
    public async Task Data_outlives_a_stop_and_the_port_stays()
    {
        using var root = new TemporaryRoot();
        string first;
        await using (var postgres = await root.StartAsync(TestContext.Current.CancellationToken))
        {
            first = postgres.ConnectionString;
            await Servers.AskAsync(postgres, "create table kept as select 'here' as word");
        }

        await using var again = await root.StartAsync(TestContext.Current.CancellationToken);
        again.Attached.ShouldBeFalse();
        again.ConnectionString.ShouldBe(first);
        (await Servers.AskAsync(again, "select word from kept")).ShouldBe("here");
    }

    [Fact(Timeout = Servers.Bound)]
    public async Task A_taken_port_is_replaced()
    {
        using var root = new TemporaryRoot();
        int port;
        await using (var postgres = await root.StartAsync(TestContext.Current.CancellationToken))
        {
            port = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Port;
        }

        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        taken.Start();
        await using var again = await root.StartAsync(TestContext.Current.CancellationToken);
        new NpgsqlConnectionStringBuilder(again.ConnectionString).Port.ShouldNotBe(port);
        (await Servers.AskAsync(again, "select 'alive'")).ShouldBe("alive");
    }

    [Fact(Timeout = Servers.Bound)]
    public async Task A_server_killed_under_its_users_starts_again_with_what_was_committed()
    {
        using var root = new TemporaryRoot();
        await using var before = await root.StartAsync(TestContext.Current.CancellationToken);
        await Servers.AskAsync(before, "create table kept as select 'here' as word");
        await Servers.KillAsync(before);

        await using var after = await root.StartAsync(TestContext.Current.CancellationToken);
        after.Attached.ShouldBeFalse();
        after.ConnectionString.ShouldBe(before.ConnectionString);
        (await Servers.AskAsync(after, "select word from kept")).ShouldBe("here");
    }

    [Fact(Timeout = Servers.Bound)]
    public async Task A_process_id_given_to_somebody_else_does_not_prevent_the_start()
    {
        using var root = new TemporaryRoot();
        await using var before = await root.StartAsync(TestContext.Current.CancellationToken);
        await Servers.KillAsync(before);
        var file = Path.Combine(before.DataFolder, "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(file, Ct);
        lines[0] = Environment.ProcessId.ToString();
        await File.WriteAllLinesAsync(file, lines, Ct);

        await using var after = await root.StartAsync(TestContext.Current.CancellationToken);
        after.Attached.ShouldBeFalse();
        (await Servers.AskAsync(after, "select 'alive'")).ShouldBe("alive");
    }

    [Fact(Timeout = Servers.Bound)]
    public async Task A_living_server_that_refuses_the_password_is_left_alone()
    {
        using var root = new TemporaryRoot();
        await using var postgres = await root.StartAsync(TestContext.Current.CancellationToken);
        await Servers.AskAsync(postgres, "alter role leads password 'changed'");

        var refusal = await Should.ThrowAsync<PrivatePostgresException>(() => root.StartAsync(TestContext.Current.CancellationToken));
        refusal.Message.ShouldContain("refuses the password");
        PostmasterFile.Read(postgres.DataFolder).ShouldNotBeNull();
    }
}

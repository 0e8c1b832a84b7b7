using System.Diagnostics;
using LeadLifecycle.LocalPostgres;
using LeadLifecycle.LocalPostgres.Binaries;
using LeadLifecycle.LocalPostgres.Cluster;
using LeadLifecycle.LocalPostgres.Folders;
using Npgsql;

namespace LeadLifecycle.Server.Tests.LocalPostgres;

/// <summary>Real servers, started from empty folders, shared, killed and copied.</summary>
public sealed class ServerLifeTests
{
    private const int Bound = 90_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Timeout = Bound)]
    public async Task An_empty_folder_becomes_a_durable_server_with_the_database()
    {
        using var root = new TemporaryRoot();
        await using var postgres = await root.StartAsync(TestContext.Current.CancellationToken);

        postgres.Attached.ShouldBeFalse();
        (await AskAsync(postgres, "select current_database()")).ShouldBe("leads");
        (await AskAsync(postgres, "select rolsuper::text from pg_roles where rolname = current_user")).ShouldBe("true");
        (await AskAsync(postgres, "show server_encoding")).ShouldBe("UTF8");
        (await AskAsync(postgres, "show fsync")).ShouldBe("on");
        (await AskAsync(postgres, "show synchronous_commit")).ShouldBe("on");
        (await AskAsync(postgres, "show data_checksums")).ShouldBe("on");
        (await AskAsync(postgres, "show listen_addresses")).ShouldBe("127.0.0.1");
        (await AskAsync(postgres, "show unix_socket_directories")).ShouldBe("");
        (await AskAsync(postgres, "select upper('ä') || (select string_agg(x, '' order by x) from unnest(array['b','a','B']) x)")).ShouldBe("ÄBab");
    }

    [Fact(Timeout = Bound)]
    public async Task Nobody_gets_in_without_the_password_and_nobody_else_reads_it()
    {
        using var root = new TemporaryRoot();
        await using var postgres = await root.StartAsync(TestContext.Current.CancellationToken);

        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(Ct))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);

        if (OperatingSystem.IsWindows())
        {
            return; // rights are not modes there
        }

        File.GetUnixFileMode(postgres.DataFolder).ShouldBe(Reach.Private);
        File.GetUnixFileMode(HomeOf(postgres).Password).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact(Timeout = Bound)]
    public async Task A_second_start_attaches_and_the_last_one_out_stops_the_server()
    {
        using var root = new TemporaryRoot();
        var first = await root.StartAsync(TestContext.Current.CancellationToken);
        var second = await root.StartAsync(TestContext.Current.CancellationToken);
        second.Attached.ShouldBeTrue();
        second.ConnectionString.ShouldBe(first.ConnectionString);

        await first.DisposeAsync();
        (await AskAsync(second, "select 'alive'")).ShouldBe("alive");

        await second.DisposeAsync();
        PostmasterFile.Read(second.DataFolder).ShouldBeNull();
        await Should.ThrowAsync<NpgsqlException>(() => AskAsync(second, "select 'alive'"));
    }

    [Fact(Timeout = Bound)]
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

    [Fact(Timeout = Bound)]
    public async Task Data_outlives_a_stop_and_the_port_stays()
    {
        using var root = new TemporaryRoot();
        string first;
        await using (var postgres = await root.StartAsync(TestContext.Current.CancellationToken))
        {
            first = postgres.ConnectionString;
            await AskAsync(postgres, "create table kept as select 'here' as word");
        }

        await using var again = await root.StartAsync(TestContext.Current.CancellationToken);
        again.Attached.ShouldBeFalse();
        again.ConnectionString.ShouldBe(first);
        (await AskAsync(again, "select word from kept")).ShouldBe("here");
    }

    [Fact(Timeout = Bound)]
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
        (await AskAsync(again, "select 'alive'")).ShouldBe("alive");
    }

    [Fact(Timeout = Bound)]
    public async Task A_server_killed_under_its_users_starts_again_with_what_was_committed()
    {
        using var root = new TemporaryRoot();
        await using var before = await root.StartAsync(TestContext.Current.CancellationToken);
        await AskAsync(before, "create table kept as select 'here' as word");
        await KillAsync(before);

        await using var after = await root.StartAsync(TestContext.Current.CancellationToken);
        after.Attached.ShouldBeFalse();
        after.ConnectionString.ShouldBe(before.ConnectionString);
        (await AskAsync(after, "select word from kept")).ShouldBe("here");
    }

    [Fact(Timeout = Bound)]
    public async Task A_process_id_given_to_somebody_else_does_not_prevent_the_start()
    {
        using var root = new TemporaryRoot();
        await using var before = await root.StartAsync(TestContext.Current.CancellationToken);
        await KillAsync(before);
        var file = Path.Combine(before.DataFolder, "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(file, Ct);
        lines[0] = Environment.ProcessId.ToString();
        await File.WriteAllLinesAsync(file, lines, Ct);

        await using var after = await root.StartAsync(TestContext.Current.CancellationToken);
        after.Attached.ShouldBeFalse();
        (await AskAsync(after, "select 'alive'")).ShouldBe("alive");
    }

    [Fact(Timeout = Bound)]
    public async Task A_dead_process_keeps_no_server_running()
    {
        using var root = new TemporaryRoot();
        var postgres = await root.StartAsync(TestContext.Current.CancellationToken);
        var dead = Path.Combine(HomeOf(postgres).LeaseFolder, "1-dead.lease");
        await File.WriteAllTextAsync(dead, "1 2001-01-01T00:00:00Z\n", Ct);

        await postgres.DisposeAsync();
        File.Exists(dead).ShouldBeFalse();
        PostmasterFile.Read(postgres.DataFolder).ShouldBeNull();
    }

    [Fact(Timeout = Bound)]
    public async Task A_server_nobody_holds_any_more_is_attached_to_and_stopped_by_its_new_user()
    {
        using var root = new TemporaryRoot();
        var killed = await root.StartAsync(TestContext.Current.CancellationToken);
        await killed.DisposeAsync();
        await LeaveRunningAsync(root, HomeOf(killed));

        var next = await root.StartAsync(TestContext.Current.CancellationToken);
        next.Attached.ShouldBeTrue();
        (await AskAsync(next, "select 'alive'")).ShouldBe("alive");
        await next.DisposeAsync();
        PostmasterFile.Read(next.DataFolder).ShouldBeNull();
    }

    [Fact(Timeout = Bound)]
    public async Task A_living_server_that_refuses_the_password_is_left_alone()
    {
        using var root = new TemporaryRoot();
        await using var postgres = await root.StartAsync(TestContext.Current.CancellationToken);
        await AskAsync(postgres, "alter role leads password 'changed'");

        var refusal = await Should.ThrowAsync<PrivatePostgresException>(() => root.StartAsync(TestContext.Current.CancellationToken));
        refusal.Message.ShouldContain("refuses the password");
        PostmasterFile.Read(postgres.DataFolder).ShouldNotBeNull();
    }

    [Fact(Timeout = Bound)]
    public async Task A_copied_checkout_has_a_database_of_its_own()
    {
        using var root = new TemporaryRoot();
        using var copy = new TemporaryRoot();
        await using var original = await root.StartAsync(TestContext.Current.CancellationToken);
        await AskAsync(original, "create table kept as select 'here' as word");
        (await Child.RunAsync("cp", ["-r", Path.Combine(root.Path, ".data"), copy.Path], TimeSpan.FromSeconds(30), Ct)).MustSucceed("copying");

        await using var other = await copy.StartAsync(TestContext.Current.CancellationToken);
        other.Attached.ShouldBeFalse();
        Path.GetFileName(HomeOf(other).Folder).ShouldNotBe(Path.GetFileName(HomeOf(original).Folder));
        (await AskAsync(other, "select coalesce(to_regclass('kept')::text, 'empty')")).ShouldBe("empty");
    }

    [Fact(Timeout = Bound)]
    public async Task A_checkout_closed_to_the_servers_account_keeps_its_data_elsewhere()
    {
        using var root = new TemporaryRoot(closed: true);
        await using var postgres = await root.StartAsync(TestContext.Current.CancellationToken);

        postgres.DataFolder.StartsWith(root.Path, StringComparison.Ordinal).ShouldBe(!ServerAccount.Current.IsForeign);
        (await AskAsync(postgres, "select 'alive'")).ShouldBe("alive");
    }

    [Fact(Timeout = Bound)]
    public async Task The_server_is_out_of_reach_of_the_terminals_interrupt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var root = new TemporaryRoot();
        await using var postgres = await root.StartAsync(TestContext.Current.CancellationToken);

        var id = PostmasterFile.Read(postgres.DataFolder)!.ProcessId;
        var status = await File.ReadAllTextAsync($"/proc/{id}/stat", Ct);
        var groupAndSession = status[(status.LastIndexOf(')') + 2)..].Split(' ')[2..4];
        groupAndSession.ShouldBe([id.ToString(), id.ToString()]);
    }

    // As a killed process leaves it: running, without a lease.
    private static async Task LeaveRunningAsync(TemporaryRoot root, Home home)
    {
        var account = ServerAccount.Current;
        var named = Environment.GetEnvironmentVariable("LEADS_POSTGRES_BIN");
        var binaries = await new BinarySearch(SearchPlaces.OfThisMachine(root.Path, account), account, _ => { }).FindAsync(named, Ct);
        await new ServerControl(home, binaries, account, _ => { }).StartAsync(Ct);
    }

    private static Home HomeOf(PrivatePostgres postgres) => new(Path.GetDirectoryName(postgres.DataFolder)!);

    private static async Task<string?> AskAsync(PrivatePostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(Ct);
    }

    private static async Task KillAsync(PrivatePostgres postgres)
    {
        var file = PostmasterFile.Read(postgres.DataFolder)!;
        using var process = Process.GetProcessById(file.ProcessId);
        process.Kill();
        while (file.ProcessLives)
        {
            await Task.Delay(10, Ct);
        }
    }
}

using LeadLifecycle.LocalPostgres;
using LeadLifecycle.LocalPostgres.Binaries;
using LeadLifecycle.LocalPostgres.Cluster;
using LeadLifecycle.LocalPostgres.Folders;
using Npgsql;

namespace LeadLifecycle.Server.Tests.LocalPostgres;

/// <summary>A server made in an empty folder: its settings, who gets in, where it lies.</summary>
public sealed class FreshServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Timeout = Servers.Bound)]
    public async Task An_empty_folder_becomes_a_durable_server_with_the_database()
    {
        using var root = new TemporaryRoot();
        await using var postgres = await root.StartAsync(TestContext.Current.CancellationToken);

        postgres.Attached.ShouldBeFalse();
        (await Servers.AskAsync(postgres, "select current_database()")).ShouldBe("leads");
        (await Servers.AskAsync(postgres, "select rolsuper::text from pg_roles where rolname = current_user")).ShouldBe("true");
        (await Servers.AskAsync(postgres, "show server_encoding")).ShouldBe("UTF8");
        (await Servers.AskAsync(postgres, "show fsync")).ShouldBe("on");
        (await Servers.AskAsync(postgres, "show synchronous_commit")).ShouldBe("on");
        (await Servers.AskAsync(postgres, "show data_checksums")).ShouldBe("on");
        (await Servers.AskAsync(postgres, "show listen_addresses")).ShouldBe("127.0.0.1");
        (await Servers.AskAsync(postgres, "show unix_socket_directories")).ShouldBe("");
        (await Servers.AskAsync(postgres, "select upper('ä') || (select string_agg(x, '' order by x) from unnest(array['b','a','B']) x)")).ShouldBe("ÄBab");
    }

    [Fact(Timeout = Servers.Bound)]
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
        File.GetUnixFileMode(Servers.HomeOf(postgres).Password).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact(Timeout = Servers.Bound)]
    public async Task A_copied_checkout_has_a_database_of_its_own()
    {
        using var root = new TemporaryRoot();
        using var copy = new TemporaryRoot();
        await using var original = await root.StartAsync(TestContext.Current.CancellationToken);
        await Servers.AskAsync(original, "create table kept as select 'here' as word");
        (await Child.RunAsync("cp", ["-r", Path.Combine(root.Path, ".data"), copy.Path], TimeSpan.FromSeconds(30), Ct)).MustSucceed("copying");

        await using var other = await copy.StartAsync(TestContext.Current.CancellationToken);
        other.Attached.ShouldBeFalse();
        Path.GetFileName(Servers.HomeOf(other).Folder).ShouldNotBe(Path.GetFileName(Servers.HomeOf(original).Folder));
        (await Servers.AskAsync(other, "select coalesce(to_regclass('kept')::text, 'empty')")).ShouldBe("empty");
    }

    [Fact(Timeout = Servers.Bound)]
    public async Task A_checkout_closed_to_the_servers_account_keeps_its_data_elsewhere()
    {
        using var root = new TemporaryRoot(closed: true);
        await using var postgres = await root.StartAsync(TestContext.Current.CancellationToken);

        postgres.DataFolder.StartsWith(root.Path, StringComparison.Ordinal).ShouldBe(!ServerAccount.Current.IsForeign);
        (await Servers.AskAsync(postgres, "select 'alive'")).ShouldBe("alive");
    }

    [Fact(Timeout = Servers.Bound)]
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
}

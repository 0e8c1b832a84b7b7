using System.Text;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Store;

/// <summary><c>schema/sql/leads.sql</c> is the database the server makes: no less, no more, no other.</summary>
public sealed class DatabaseSchemaTests(PrivateDatabases databases)
{
    private static readonly string Script = Checkout.Schema("sql", "leads.sql");

    [Fact]
    public async Task the_script_is_what_the_server_exports() => Checkout.ShouldBeCommitted(await Export(await databases.Create()), Script);

    [Fact]
    public async Task the_script_makes_the_database_the_server_makes()
    {
        var (byScript, byServer) = (await databases.Create(), await databases.Create());
        await Apply(byScript);
        var made = await Catalog.Of(byScript);
        made.Count.ShouldBeGreaterThan(100);

        await using (await RunningServer.Start(byServer)) Differences(made, await Catalog.Of(byServer)).ShouldBeEmpty();
        await using (await RunningServer.Start(byScript)) Differences(made, await Catalog.Of(byScript)).ShouldBeEmpty("A server that starts on it changes it.");
    }

    [Fact]
    public async Task the_server_finds_nothing_to_change_in_what_the_script_made()
    {
        var database = await databases.Create();
        await Apply(database);

        await ServerCommands.Run(database, "db-assert");
    }

    [Fact]
    public async Task a_database_whose_events_default_to_the_day_it_was_made_is_mended()
    {
        var database = await databases.Create();
        await Apply(database);
        var made = await Catalog.Of(database);
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var spoil = source.CreateCommand("alter table leads.mt_events alter column timestamp set default '(now())'"))
        {
            await spoil.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Differences(made, await Catalog.Of(database)).ShouldNotBeEmpty();
        await using (await RunningServer.Start(database)) Differences(made, await Catalog.Of(database)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Differences(IReadOnlyList<string> script, IReadOnlyList<string> server) =>
        script.Except(server).Select(line => "only by the script: " + line).Concat(server.Except(script).Select(line => "only by the server: " + line));

    private static async Task Apply(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(await File.ReadAllTextAsync(Script, TestContext.Current.CancellationToken));
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The store's own script and the messages' after it.</summary>
    private static async Task<string> Export(string connectionString)
    {
        var script = new StringBuilder("-- Everything the server keeps in PostgreSQL, as it makes it at start-up: its own script, not to be edited by hand.\n");
        foreach (var part in (string[])["marten://store/", "wolverine://messages/main"])
        {
            var file = Path.GetTempFileName();
            await ServerCommands.Run(connectionString, "db-dump", file, "--database", part);
            script.Append($"\n-- {part}\n\n").Append((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").Trim()).Append('\n');
            File.Delete(file);
        }

        return string.Join('\n', script.ToString().Split('\n').Select(line => line.TrimEnd()));
    }
}

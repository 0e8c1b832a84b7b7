using System.Globalization;
using LeadLifecycle.Server.Tests.Notify;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Views;

/// <summary>A version that reads more off the events than the one before builds the views anew by itself.</summary>
public sealed class ViewsVersionTests(PrivateDatabases databases)
{
    [Fact]
    public async Task views_of_an_earlier_version_are_built_anew_at_the_start()
    {
        var database = await databases.Create();
        await using (var server = await RunningServer.Start(database))
        {
            var lead = await server.Capture("version/1", """{"source":"fair"}""");
            await server.Step(lead, "qualify", "{}");
            await Until.Holds(async () => await Count(database) == 2, () => "The clocks are not there.", TimeSpan.FromSeconds(30));
        }

        await Run(database, "delete from leads.clock; delete from leads.cycle_path; delete from leads.views_version");
        await using (var server = await RunningServer.Start(database))
        {
            await Until.Holds(async () => await Count(database) == 2, () => "The clocks were not built.", TimeSpan.FromSeconds(30));
            await server.ShouldCountAsAScanDoes();
        }

        await Run(database, "delete from leads.clock");
        await using (var server = await RunningServer.Start(database))
        {
            await server.ShouldStillWork();
            (await Count(database, "lead_id = (select lead_id from leads.lead where source = 'fair')")).ShouldBe(0, "The views are of this version, so nothing is to be built.");
        }
    }

    [Fact]
    public async Task counts_are_not_believed_while_the_views_are_of_an_earlier_version()
    {
        var database = await databases.Create();
        await using var server = await RunningServer.Start(database);
        await server.Capture("version/2", """{"source":"fair"}""");
        await Until.Holds(async () => (long)(await server.Get("/v1/funnel"))["totals"]!["cycles"]! > 0, () => "The lead is not in the funnel.", TimeSpan.FromSeconds(30));

        await Run(database, "update leads.cycle_path set cycles = 99");
        (await Cycles()).ShouldBe(99);
        await Run(database, "update leads.views_version set version = version - 1");
        (await Cycles()).ShouldBeLessThan(99);

        async Task<long> Cycles() => (long)(await server.Get("/v1/funnel"))["totals"]!["cycles"]!;
    }

    private static async Task<long> Count(string database, string where = "true")
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select count(*) from leads.clock where {where}", connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task Run(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

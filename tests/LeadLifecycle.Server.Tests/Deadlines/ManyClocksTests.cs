using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadLifecycle.LocalPostgres;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Deadlines;

/// <summary>What looking for due clocks costs, however many are open: the plans of the very statements the watch sends.</summary>
public sealed partial class ManyClocksTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const int Open = 100_000;
    private const int Due = 5;
    private const string Index = "idx_deadline_next";

    [Fact]
    public async Task looking_reads_what_is_due_and_none_of_the_open_ones()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var connection = await database.OpenConnectionAsync(ct);
        // Never committed, so that the server's own watch does not take them first.
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Run($"insert into leads.deadline (workspace, lead_id, next_at, mark) select 'main', gen_random_uuid(), now() + n * interval '1 minute', 0 from generate_series(1, {Open}) n");
        await Run($"insert into leads.deadline (workspace, lead_id, next_at, mark) select 'main', gen_random_uuid(), now() - n * interval '1 minute', 0 from generate_series(1, {Due}) n");
        await Run("analyze leads.deadline");

        var scan = Scans(await Plan(Statement("with due as"))).Single(node => (string?)node["Index Name"] == Index);
        ((double)scan["Actual Rows"]!, (double?)scan["Rows Removed by Filter"] ?? 0).ShouldBe((Due, 0));
        Scans(await Plan(Statement("with due as"))).ShouldAllBe(node => (string?)node["Node Type"] != "Seq Scan");

        var next = Scans(await Plan(Statement("select min(next_at)"))).Single();
        ((string?)next["Index Name"], (double)next["Actual Rows"]!).ShouldBe((Index, 1));

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(ct);
        }

        async Task<JsonNode> Plan(string sql)
        {
            await using var command = new NpgsqlCommand($"savepoint before; explain (analyze, format json) {sql}; rollback to savepoint before", connection);
            return JsonNode.Parse((string)(await command.ExecuteScalarAsync(ct))!)![0]!["Plan"]!;
        }
    }

    /// <summary>The statement as it stands in the source.</summary>
    private static string Statement(string begins)
    {
        var source = File.ReadAllText(Path.Combine(CheckoutRoot.Find(), "src", "LeadLifecycle.Server", "Deadlines", "DueLeads.cs"));
        var sql = Literal().Matches(source).Select(match => match.Groups["sql"].Value.Trim()).Single(sql => sql.StartsWith(begins, StringComparison.Ordinal));
        return sql.Replace("{DeadlineTable.Name}", "leads.deadline").Replace("{Most}", "200").Replace("{Lease}", "10 seconds");
    }

    /// <summary>The nodes of a plan that read the table of deadlines.</summary>
    private static IEnumerable<JsonNode> Scans(JsonNode node) =>
        (node["Plans"]?.AsArray().SelectMany(child => Scans(child!)) ?? []).Concat((string?)node["Relation Name"] == "deadline" && ((string?)node["Node Type"])!.EndsWith("Scan", StringComparison.Ordinal) ? [node] : []);

    [GeneratedRegex("\\$\"(\"\")?(?<sql>[^\"]+)\"(\"\")?")]
    private static partial Regex Literal();
}

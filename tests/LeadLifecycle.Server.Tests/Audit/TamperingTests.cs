using LeadLifecycle.Proofs;
using LeadLifecycle.Server.Audit;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Audit;

/// <summary>What somebody with every right on the database does to what is recorded, and that it is found, by both verifiers, in the database and in a log taken from it.</summary>
public sealed class TamperingTests(SignedLog log) : IClassFixture<SignedLog>
{
    private const string Nth = "(select seq_id from leads.mt_events order by seq_id offset {0} limit 1)";

    [Fact]
    public Task nothing_changed_is_nothing_found() => Found(_ => Task.CompletedTask);

    [Theory]
    [InlineData("update leads.mt_events set data = jsonb_set(data, '{source}', '\"better\"') where seq_id = " + Nth)]
    [InlineData("update leads.mt_events set timestamp = timestamp - interval '1 microsecond' where seq_id = " + Nth)]
    [InlineData("update leads.mt_events set headers = '{}' where seq_id = " + Nth)]
    [InlineData("update leads.mt_events set type = 'lead.engaged.v1' where seq_id = " + Nth)]
    [InlineData("update leads.mt_events set id = gen_random_uuid() where seq_id = " + Nth)]
    [InlineData("update leads.mt_events set correlation_id = 'another' where seq_id = " + Nth)]
    [InlineData("update leads.mt_events set version = 1000 where seq_id = " + Nth)]
    public Task a_change_to_an_event_is_named(string sql) => Found(database => Do(database, sql, 258), "event.edited@258");

    [Fact]
    public Task a_deleted_event_is_named() => Found(database => Do(database, "delete from leads.mt_events where seq_id = " + Nth, 599), "event.deleted@599");

    [Fact]
    public Task an_event_put_into_a_gap_is_named() => Found(
        database => Do(database, "insert into leads.mt_events select 301, gen_random_uuid(), stream_id, 999, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived from leads.mt_events where seq_id = " + Nth, 0, Columns),
        "event.inserted@300");

    [Fact]
    public Task two_swapped_events_are_both_named() => Found(
        async database =>
        {
            await Do(database, "update leads.mt_events set seq_id = -1 where seq_id = " + Nth, 10);
            await Do(database, "update leads.mt_events set seq_id = 11 where seq_id = " + Nth, 20);
            await SignedLog.Run(database, "update leads.mt_events set seq_id = 21 where seq_id = -1");
        },
        "event.edited@10", "event.edited@20");

    [Fact]
    public Task an_emptied_table_is_found_from_its_first_event() => Found(
        database => SignedLog.Run(database, "delete from leads.mt_events where seq_id <= 100"), [.. Enumerable.Range(0, 100).Select(index => $"event.deleted@{index}")]);

    [Fact]
    public Task a_log_cut_short_with_its_events_is_found_by_a_checkpoint_kept_elsewhere() => Found(Truncate, "log.truncated@400");

    [Fact]
    public Task a_log_cut_short_is_found_by_its_own_checkpoints_too() => Found(
        async database =>
        {
            await SignedLog.Run(database, "delete from leads.mt_events where seq_id > 401");
            await Relog(database);
        },
        "log.truncated@400");

    [Fact]
    public Task a_log_taken_away_as_a_whole_is_found() => Found(database => SignedLog.Run(database, "truncate leads.audit_head, leads.audit_tile, leads.mt_events"), "log.truncated@0");

    [Fact]
    public Task a_checkpoint_of_no_size_hides_no_other() => Found(
        database => SignedLog.Run(database, "insert into leads.audit_checkpoint (workspace, size, note) select workspace, -1, note from leads.audit_checkpoint where size = 600"),
        "log.truncated@1");

    [Fact]
    public async Task a_history_written_anew_with_its_log_is_found_and_the_older_copy_names_the_leaf()
    {
        var database = await log.Copy();
        await Rewrite(database, 450);
        var found = await Verification.Run("--database", database, "--key", log.Key, "--checkpoint", log.Checkpoints);
        found.Code.ShouldBe(1, found.Said);
        found.Findings.ShouldContain("log.rewritten@300", found.Said);
        (await Verification.Run("--database", database, "--key", log.Key, "--checkpoint", log.Checkpoints, "--against", log.Log)).Findings[0].ShouldBe("log.rewritten@450");

        // Without its own checkpoints the forged log is in good order; only what was kept elsewhere tells.
        await SignedLog.Run(database, "delete from leads.audit_checkpoint");
        (await Verification.Run("--database", database)).Code.ShouldBe(0);
        (await Verification.Run("--database", database, "--key", log.Key, "--checkpoint", log.Checkpoints)).Findings.ShouldContain("log.rewritten@300");
    }

    [Fact]
    public Task a_checkpoint_of_another_key_is_found() => Found(
        async database =>
        {
            await using var source = NpgsqlDataSource.Create(database);
            var other = new AuditKey(source, new Server.Hosting.Secrets.SecretBox(new byte[32]), Microsoft.Extensions.Options.Options.Create(new AuditOptions()));
            await SignedLog.Run(database, "create table kept as table leads.audit_key");
            await SignedLog.Run(database, "truncate leads.audit_key");
            var note = (await new Checkpoints(source, other).Latest("main", long.MaxValue, CancellationToken.None))!;
            var forged = await other.Sign("main", SignedNote.Parse(note.Note).Text);
            await SignedLog.Run(database, "truncate leads.audit_key");
            await SignedLog.Run(database, "insert into leads.audit_key table kept");
            await SignedLog.Run(database, "update leads.audit_checkpoint set note = $1 where size = $2", forged.ToString(), note.Size);
        },
        "checkpoint.forged");

    private const string Columns = "(seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived)";

    /// <summary>Tampers with a copy, and asks everybody.</summary>
    private async Task Found(Func<string, Task> tamper, params string[] findings)
    {
        var database = await log.Copy();
        await tamper(database);
        var code = findings.Length == 0 ? 0 : 1;
        var inDatabase = await Verification.Run("--database", database, "--key", log.Key, "--checkpoint", log.Checkpoints);
        inDatabase.Findings.Distinct().ShouldBe(findings, inDatabase.Said);
        inDatabase.Code.ShouldBe(code, inDatabase.Said);

        string[] file = [await log.Export(database), "--key", log.Key, "--checkpoint", log.Checkpoints];
        var inFile = await Verification.Run(file);
        inFile.Findings.Distinct().ShouldBe(findings, inFile.Said);
        inFile.Code.ShouldBe(code);

        var second = await Verification.RunSecond(file);
        Assert.SkipWhen(second is null, "The second verifier needs node, which is not installed; the first has found what it should.");
        second.Value.Findings.Distinct().ShouldBe(findings, second.Value.Said);
        second.Value.Code.ShouldBe(code);
    }

    private static Task Do(string database, string sql, int nth, string columns = "") =>
        SignedLog.Run(database, string.Format(sql.Replace("{source}", "{{source}}").Replace("'{}'", "'{{}}'").Replace("mt_events select", $"mt_events {columns} select"), nth));

    /// <summary>Cuts events and log to 400, as if the rest had never been.</summary>
    private static async Task Truncate(string database)
    {
        await SignedLog.Run(database, "delete from leads.mt_events where seq_id > 401");
        await SignedLog.Run(database, "delete from leads.audit_checkpoint where size > 400");
        await Relog(database);
    }

    /// <summary>Changes an event and makes the log from it on anew, as the service would have.</summary>
    private static async Task Rewrite(string database, int nth)
    {
        await Do(database, "update leads.mt_events set data = jsonb_set(data, '{source}', '\"better\"') where seq_id = " + Nth, nth);
        await Relog(database);
    }

    private static async Task Relog(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Timezone=UTC");
        await connection.OpenAsync();
        await using var events = new NpgsqlCommand($"select {LogRows.Columns} from leads.mt_events where tenant_id = 'main' order by seq_id", connection);
        var anew = new WorkspaceLog("main");
        foreach (var entry in await LogRows.Read(events, CancellationToken.None)) anew.Append(entry.Position, entry.LeafHash());
        await using var batch = new NpgsqlBatch(connection);
        WorkspaceLog.Add(batch, "truncate leads.audit_tile");
        anew.Write(batch);
        await batch.ExecuteNonQueryAsync();
    }
}

using LeadLifecycle.Cli.Tests.Support;

namespace LeadLifecycle.Cli.Tests.Import;

/// <summary>Several files that belong together.</summary>
public sealed class JoinedFilesTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task the_order_of_the_files_decides_nothing_and_leads_go_first(bool leadsFirst)
    {
        await using var server = await FakeServer.Start();
        string[] files = [folder.Write("x.csv", Logs.LeadRows), folder.Write("y.csv", Logs.DealRows)];

        var run = await Import(server, leadsFirst ? files : [.. files.Reverse()]);

        run.Code.ShouldBe(ExitCode.Refused);
        server.Recorded.Where(e => (string)e["subject"]! == "a").Select(e => $"{e["type"]} {e["time"]}").ShouldBe(
            ["lead.captured 2024-01-01T00:00:00Z", "lead.marketing-qualified 2024-01-01T00:00:00Z", "lead.won 2024-07-01T10:00:00Z"]);
        server.Recorded.Count.ShouldBe(5);
        server.Recorded.Select(e => (string)e["id"]!).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public async Task a_row_that_joins_no_lead_is_reported_not_lost_and_not_sent()
    {
        await using var server = await FakeServer.Start();
        var deals = folder.Write("deals.csv", Logs.DealRows);

        var run = await Import(server, deals, folder.Write("leads.csv", Logs.LeadRows));

        run.Lines.ShouldContain("refused join.unmatched\t1");
        var rejected = await File.ReadAllLinesAsync(folder.At("crm.rejected.csv"), TestContext.Current.CancellationToken);
        rejected[0].ShouldBe("file,line,code,pointer,id,key,seen,origin,branch,mail,won");
        rejected[1].ShouldStartWith($"{deals},4,join.unmatched,,");
        rejected[1].ShouldEndWith(",z,,,,,2024-07-02 12:00");
        server.Recorded.ShouldAllBe(e => (string)e["subject"]! != "z");
    }

    [Fact]
    public async Task members_stand_where_they_belong_and_blanks_are_left_out()
    {
        await using var server = await FakeServer.Start();
        await Import(server, folder.Write("deals.csv", Logs.DealRows), folder.Write("leads.csv", Logs.LeadRows));

        var captured = server.Recorded.Where(e => (string)e["type"]! == "lead.captured").ToDictionary(e => (string)e["subject"]!, e => e["data"]!.ToJsonString());
        captured["a"].ShouldBe("""{"company":{"industry":"steel"},"contact":{"email":"a@example.org"},"source":"fair"}""");
        captured["b"].ShouldBe("{}");
    }

    [Fact]
    public async Task a_file_that_fits_two_entries_is_asked_about()
    {
        var run = await DryRun(folder.Write("both.csv", "key,won,seen,origin,branch,mail\n"));

        run.Code.ShouldBe(ExitCode.Usage);
        run.Err.ShouldContain("fits \"deals\" and \"leads\". Which one is it?");
    }

    [Fact]
    public async Task a_file_that_fits_no_entry_is_asked_about()
    {
        var run = await DryRun(folder.Write("other.csv", "a,b\n"));

        run.Code.ShouldBe(ExitCode.Usage);
        run.Err.ShouldContain("fits none of the mapping's files. Which one is it: \"deals\" (with the columns key, won); \"leads\"");
    }

    [Fact]
    public async Task a_missing_file_is_asked_for()
    {
        var run = await DryRun(folder.Write("deals.csv", Logs.DealRows));

        run.Code.ShouldBe(ExitCode.Usage);
        run.Err.ShouldContain("No data file fits \"leads\"");
    }

    [Fact]
    public async Task a_dry_run_names_the_rows_that_join_no_lead()
    {
        var deals = folder.Write("deals.csv", Logs.DealRows);

        var run = await Leads.Run("import", "--dry-run", "--mapping", folder.Write("m.json", Logs.Joined), deals, folder.Write("leads.csv", Logs.LeadRows));

        run.Code.ShouldBe(ExitCode.Refused);
        run.Lines.ShouldContain("refused join.unmatched\t1");
        run.Err.ShouldBe($"{deals}:4: \"z\" has no row in \"leads\".\n");
    }

    [Fact]
    public async Task a_file_named_twice_is_a_mistake_and_not_twice_the_rows()
    {
        var leads = folder.Write("leads.csv", Logs.LeadRows);

        var run = await Leads.Run("import", "--dry-run", "--mapping", folder.Write("m.json", Logs.Joined), leads, leads);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Err.ShouldContain("stands twice on the command line");
    }

    private Task<Leads> DryRun(string data) => Leads.Run("import", "--dry-run", "--mapping", folder.Write("m.json", Logs.Joined), data);

    private Task<Leads> Import(FakeServer server, params string[] data) => Leads.Run(
        ["import", "--server", server.Address, "--report", folder.Path, "--mapping", folder.Write("m.json", Logs.Joined), .. data]);
}

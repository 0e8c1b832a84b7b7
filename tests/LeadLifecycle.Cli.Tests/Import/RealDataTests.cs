using LeadLifecycle.Cli.Tests.Support;

namespace LeadLifecycle.Cli.Tests.Import;

/// <summary>The example mappings on the real files they are for.</summary>
public sealed class RealDataTests
{
    [Fact]
    public async Task the_lead_log_gives_the_known_counts()
    {
        var run = await Leads.Run("import", "--dry-run", "--mapping", Checkout.Mapping("bpic2012.json"), Path.Combine(Checkout.Data(), "bpic2012", "bpic2012.csv.gz"));

        run.Code.ShouldBe(ExitCode.Done, run.Err);
        run.Lines[1..].ShouldBe(
        [
            "rows\t262200", "lead.captured\t13087", "lead.contacted\t5897", "lead.lost\t7635", "lead.marketing-qualified\t7367", "lead.recycled\t2807",
            "lead.sales-accepted\t5113", "lead.sales-qualified\t7030", "lead.touched\t211018", "lead.won\t2246", "facts\t262200",
        ]);
    }

    [Fact]
    public async Task the_two_files_of_the_marketing_funnel_join()
    {
        var run = await Leads.Run(["import", "--dry-run", "--mapping", Checkout.Mapping("olist.json"), .. Directory.GetFiles(Path.Combine(Checkout.Data(), "olist"), "*.csv")]);

        run.Code.ShouldBe(ExitCode.Done, run.Err);
        run.Lines[1..].ShouldBe(["rows\t8842", "lead.captured\t8000", "lead.marketing-qualified\t8000", "lead.won\t842", "facts\t16842"]);
    }

    [Fact]
    public async Task lead_sources_are_sent_as_in_the_file_and_blank_ones_are_absent()
    {
        await using var server = await FakeServer.Start();
        using var folder = new Folder();

        var run = await Leads.Run(
            ["import", "--server", server.Address, "--report", folder.Path, "--mapping", Checkout.Mapping("olist.json"), .. Directory.GetFiles(Path.Combine(Checkout.Data(), "olist"), "*.csv")]);

        run.Code.ShouldBe(ExitCode.Done, run.Err);
        var sources = server.Recorded.Where(e => (string)e["type"]! == "lead.captured").CountBy(e => (string?)e["data"]!["source"] ?? "(absent)").ToDictionary();
        sources["(absent)"].ShouldBe(60);
        sources["unknown"].ShouldBe(1099);
        sources["organic search"].ShouldBe(2296);
        server.Recorded.Count.ShouldBe(16842);
    }
}

namespace LeadLifecycle.Server.Tests.RealData;

[Collection(OneAtATime.Name)]
public sealed class LeadLogAgainTests(ImportedLeadLog log)
{
    [Fact]
    public async Task importing_it_again_records_nothing_and_changes_nothing()
    {
        var (server, stored) = await log.Get();
        var before = await Rebuild.Rows(stored);

        var again = await LeadsImport.Run(server, "bpic2012.json", RealFiles.LeadLog);

        (again.Recorded, again.Duplicate).ShouldBe((0, LeadLogAnswers.Events));
        (await Rebuild.Rows(stored)).ShouldBe(before);
        await LeadLogAnswers.Hold(server, stored);
    }

    [Fact]
    public async Task views_that_are_dropped_and_rebuilt_have_the_same_rows()
    {
        var (server, stored) = await log.Get();

        await Rebuild.GivesTheSameRows(server, stored);

        await LeadLogAnswers.Hold(server, stored);
    }
}
